import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { isIncluded } from '../access/is-included.ts';

/** One field of a mutation: what was asked, of which record, and whether it was answered with anything but null. */
type AskedMutation = { field: string; id?: string; answered: boolean };

type Asked = {
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  variables: Record<string, unknown>;
  /** The answer's `data`. */
  data: Record<string, unknown> | null | undefined;
};

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/**
 * What is logged of a mutation, field by field. Of its arguments the `id` alone, and that where it is a UUID, which tells
 * nothing of anyone: others are free text, a waiver's reason among them.
 */
export function describeMutations({ operation, fragments, variables, data }: Asked): AskedMutation[] {
  const byName = new Map<string, FieldNode>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (!isIncluded(node, variables)) continue;
      if (node.kind === Kind.FIELD) byName.set((node.alias ?? node.name).value, node);
      else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
      else collect(fragments.get(node.name.value)?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] });
    }
  };
  collect(operation.selectionSet);
  return [...byName].map(([name, node]) => {
    const given = node.arguments?.find((argument) => argument.name.value === 'id')?.value;
    const id = given && valueFromASTUntyped(given, variables);
    return {
      field: node.name.value,
      ...(typeof id === 'string' && uuid.test(id) && { id: id.toLowerCase() }),
      answered: (data?.[name] ?? null) !== null,
    };
  });
}
