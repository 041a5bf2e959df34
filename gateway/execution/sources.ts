import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import type { PlannedFetch } from './plan-shape.ts';

/** An object of one fetch's answer, of which it is known what was asked of it. */
export type Source = {
  fetch: PlannedFetch;
  /** By the name in the answer, what was asked of it; on whatever condition. */
  fields: ReadonlyMap<string, readonly SelectionSetNode[]>;
  /** Those that were asked for (sourceIn). */
  known: Map<string, Source>;
};

/** Each is asked for by the code of every fetch that is made later. */
const made = new WeakMap<PlannedFetch, Source>();

/** What a fetch asks: of the root, or of each entity that it completes. */
export function sourceOf(fetch: PlannedFetch): Source {
  const known = made.get(fetch);
  if (known) return known;
  const document = fetch.node.operationDocumentNode as DocumentNode;
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const root = makeSource(fetch, operation ? [operation.selectionSet] : []);
  const source = fetch.keys ? makeSource(fetch, root.fields.get('_entities') ?? []) : root;
  made.set(fetch, source);
  return source;
}

/** The object in a field of this one; undefined where the fetch does not ask for that. */
export function sourceIn({ fetch, fields, known }: Source, name: string): Source | undefined {
  const selections = fields.get(name);
  if (!selections) return undefined;
  const source = known.get(name) ?? makeSource(fetch, selections);
  known.set(name, source);
  return source;
}

function makeSource(fetch: PlannedFetch, selections: readonly SelectionSetNode[]): Source {
  const fields = new Map<string, SelectionSetNode[]>();
  const { definitions } = fetch.node.operationDocumentNode as DocumentNode;
  const fragmentNamed = (name: string) =>
    definitions.find(
      (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name,
    );
  const collect = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const name = (node.alias ?? node.name).value;
        const known = fields.get(name) ?? [];
        if (node.selectionSet) known.push(node.selectionSet);
        fields.set(name, known);
      } else {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragmentNamed(node.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  for (const set of selections) collect(set);
  return { fetch, fields, known: new Map() };
}
