import { type DocumentNode, Kind } from 'graphql';
import { operationOf } from '../data-sources/failed-answer.ts';
import { fragmentsOf } from '../operations/fragments.ts';
import { createEntityKeys, type Representation } from './entity-keys.ts';
import { lifetimeOf } from './lifetime-of-selections.ts';
import type { Lifetimes } from './lifetimes.ts';

/** A request of a plan, to one subgraph, for entities all of whose fields may be kept. */
export type EntityDocument = {
  /** Seconds. */
  maxAge: number;
  /** What an entity that it asks is kept under; undefined where its key is not told to everyone. */
  keyOf: (given: Representation) => string | undefined;
};

/** Tells which documents of plans ask for entities that may be kept; each is looked through once. */
export function createEntityDocuments(lifetimes: Lifetimes): (document: DocumentNode) => EntityDocument | undefined {
  const known = new WeakMap<DocumentNode, { found: EntityDocument | undefined }>();
  let next = 0;
  return (document) => {
    const before = known.get(document);
    if (before) return before.found;
    const maxAge = maxAgeOf(document, lifetimes);
    const found = maxAge === undefined ? undefined : { maxAge, keyOf: createEntityKeys(++next, lifetimes) };
    known.set(document, { found });
    return found;
  };
}

/** `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Type { ... } } }`, and nothing else. */
function maxAgeOf(document: DocumentNode, lifetimes: Lifetimes): number | undefined {
  const operation = operationOf(document);
  const [entities, ...others] = operation?.selectionSet.selections ?? [];
  // Another variable would be another answer.
  if (operation?.operation !== 'query' || operation.variableDefinitions?.length !== 1) return undefined;
  if (entities?.kind !== Kind.FIELD || entities.name.value !== '_entities' || others.length > 0) return undefined;
  const fragments = fragmentsOf(document);
  const ages = (entities.selectionSet?.selections ?? []).map((node) =>
    node.kind === Kind.INLINE_FRAGMENT && node.typeCondition
      ? lifetimeOf(node.selectionSet, node.typeCondition.name.value, { lifetimes, fragments })
      : undefined,
  );
  const shortest = Math.min(...ages.map((age) => age ?? 0));
  return Number.isFinite(shortest) && shortest > 0 ? shortest : undefined;
}
