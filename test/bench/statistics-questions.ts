import {
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  visit,
} from 'graphql';
import { definitionsOf, operations } from '../operations/operations.ts';

/** A statistic as a committed operation asks for it, put to the subgraph alone. */
export type Question = { field: string; file: string; query: string; variables: Record<string, unknown> };

/** The statistics of a subgraph that committed operations ask for, in the order of their files. */
export function questionsOf(schema: GraphQLSchema): Question[] {
  const root = schema.getQueryType()?.getFields() ?? {};
  const isStatistic = ({ name }: FieldNode) => {
    const field = root[name.value];
    return field !== undefined && /Statistic$/.test(getNamedType(field.type).name);
  };
  return operations.flatMap(({ file, document, defaults }) =>
    definitionsOf(document).flatMap((definition) =>
      definition.selectionSet.selections
        .filter((node): node is FieldNode => node.kind === Kind.FIELD && isStatistic(node))
        .map((node) => ({
          field: node.name.value,
          file: node.alias ? `${file}, ${node.alias.value}` : file,
          ...askAlone(definition, node, defaults),
        })),
    ),
  );
}

/** What another subgraph answers is cut off: there its keys are looked up, or known already. */
function askAlone(operation: OperationDefinitionNode, node: FieldNode, defaults: Record<string, unknown>) {
  const selections: readonly SelectionNode[] = node.selectionSet?.selections ?? [];
  const cut = selections.map((part) => (part.kind === Kind.FIELD && part.selectionSet ? typeNameOf(part) : part));
  const field: FieldNode = { ...node, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections: cut } };
  const used = new Set<string>();
  visit(field, { Variable: ({ name }) => void used.add(name.value) });
  const query = print({
    ...operation,
    variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  });
  const variables = Object.fromEntries(Object.entries(defaults).filter(([name]) => used.has(name)));
  return { query, variables };
}

const typeNameOf = (node: FieldNode): FieldNode => ({
  ...node,
  selectionSet: {
    kind: Kind.SELECTION_SET,
    selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
  },
});
