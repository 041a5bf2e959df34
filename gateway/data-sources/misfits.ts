import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type Check, createChecks, type Place } from './check-value.ts';
import { operationOf } from './failed-answer.ts';
import type { SubgraphRequest } from './source.ts';

type Data = Record<string, unknown>;
type Representation = { __typename: string };

/** Paths told of one answer; the rest are counted. */
const listed = 100;

/** By the document that a plan keeps, which is for one schema. */
const known = new WeakMap<DocumentNode, Checks>();

type Checks = { root: (data: Data, place: Place) => void; entity: (typename: string) => Check };

/**
 * Puts null in the place of each value of another type than asked for, and takes out what was not asked: @apollo/gateway merges
 * and shapes an answer as if it were right, and would lose the other subgraphs' parts with it.
 *
 * The types are those that clients see; what they do not see (keys, say) is not looked at. Without a schema nothing is.
 */
export function misfitsOf(
  data: Data,
  { document, variables, schema }: SubgraphRequest,
): { paths: (string | number)[][]; count: number } {
  const paths: (string | number)[][] = [];
  let count = 0;
  const place: Place = {
    path: [],
    tell: () => {
      count += 1;
      if (paths.length < listed) paths.push([...place.path]);
    },
  };
  const checks = schema && checksOf(document, schema);
  if (!checks) return { paths, count };
  const representations = variables?.representations as Representation[] | undefined;
  if (representations) checkEntities(data, representations, checks, place);
  else checks.root(data, place);
  return { paths, count };
}

function checksOf(document: DocumentNode, schema: GraphQLSchema): Checks | undefined {
  const found = known.get(document);
  if (found) return found;
  const operation = operationOf(document);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return undefined;
  const checks = createChecks(document, schema);
  const byType = new Map<string, Check>();
  const entities = operation.selectionSet.selections.flatMap((node) =>
    'selectionSet' in node && node.selectionSet ? [node.selectionSet] : [],
  );
  const made: Checks = {
    root: checks.ofRoot(operation.selectionSet, root.name),
    // Which types there are, the plan says: a few.
    entity: (typename) => {
      const check = byType.get(typename) ?? checks.ofObject(entities, typename);
      byType.set(typename, check);
      return check;
    },
  };
  known.set(document, made);
  return made;
}

/** `_entities` is in no schema that clients see. Its items stand in the order of the representations. */
function checkEntities(data: Data, representations: Representation[], checks: Checks, place: Place): void {
  const given = Object.hasOwn(data, '_entities') ? data._entities : undefined;
  const entities = Array.isArray(given) && given.length === representations.length ? given : undefined;
  for (const key of Object.keys(data)) if (key !== '_entities' || !entities) delete data[key];
  if (!entities) {
    // The gateway expects one for each.
    data._entities = representations.map(() => null);
  }
  for (const [index, { __typename }] of representations.entries()) {
    place.path = ['_entities', index];
    if (!entities) place.tell();
    else if (entities[index] !== null) entities[index] = checks.entity(__typename)(entities[index], place);
  }
}
