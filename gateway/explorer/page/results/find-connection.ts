import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** A list that comes in pages (Relay): the response names that lead to it from the root, and its field. */
export type Connection = { keys: string[]; field: FieldNode };

/** The operation that is run: the named one, else the only one. */
export function operationOf(document: DocumentNode, name?: string | null): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return name
    ? operations.find((node) => node.name?.value === name)
    : operations.length === 1
      ? operations[0]
      : undefined;
}

/**
 * The connection that a list of the table belongs to, if its pages can be followed: it stands in the operation itself (not in a fragment),
 * and in no list, because each parent there would have pages of its own. Undefined for any other.
 */
export function findConnection(
  operation: OperationDefinitionNode,
  listKeys: readonly string[],
): Connection | undefined {
  let selections: SelectionSetNode | undefined = operation.selectionSet;
  let found: Connection | undefined;
  for (const [depth, key] of listKeys.entries()) {
    const field: FieldNode | undefined = selections?.selections
      .filter((node) => node.kind === Kind.FIELD)
      .find((node) => responseNameOf(node) === key);
    if (!field) break;
    if (depth > 0 && isItems(field)) return found;
    found = { keys: listKeys.slice(0, depth + 1), field };
    selections = field.selectionSet;
  }
  return undefined;
}

export const responseNameOf = ({ alias, name }: FieldNode) => alias?.value ?? name.value;

const isItems = ({ name }: FieldNode) => name.value === 'nodes' || name.value === 'edges';
