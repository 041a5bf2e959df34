import { type DocumentNode, type FragmentDefinitionNode, Kind } from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Documents are remembered by Apollo Server; what it forgets is forgotten here. */
const known = new WeakMap<DocumentNode, Fragments>();

/** The fragments of a document by their names, gathered once. */
export function fragmentsOf(document: DocumentNode): Fragments {
  const found = known.get(document);
  if (found) return found;
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  known.set(document, fragments);
  return fragments;
}
