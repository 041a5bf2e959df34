import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';

/**
 * Whether a document asks for nothing but the schema: `__schema`, `__type` and `__typename` at its root, none of them by way of
 * a named fragment, which would have to be followed.
 *
 * @param maxTokens what is longer is not read to its end
 */
export function isIntrospection(text: string, maxTokens: number): boolean {
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true, maxTokens });
  } catch {
    return false;
  }
  return document.definitions.every(
    (node) =>
      node.kind === Kind.FRAGMENT_DEFINITION || (node.kind === Kind.OPERATION_DEFINITION && isMeta(node.selectionSet)),
  );
}

function isMeta({ selections }: SelectionSetNode): boolean {
  return selections.every((node) => node.kind === Kind.FIELD && node.name.value.startsWith('__'));
}
