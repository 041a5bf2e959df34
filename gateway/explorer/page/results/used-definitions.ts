import { type DocumentNode, Kind, type OperationDefinitionNode, print, visit } from 'graphql';

/** An operation with the fragments that it uses and the variables that any of them uses: others would make it invalid. */
export function printUsed(document: DocumentNode, operation: OperationDefinitionNode): string {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const used = new Set<string>();
  const variables = new Set<string>();
  const follow = (node: Parameters<typeof visit>[0]) =>
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || used.has(name.value)) return;
        used.add(name.value);
        follow(fragment);
      },
    });
  follow(operation);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  const definitions = [
    { ...operation, variableDefinitions },
    ...[...fragments].flatMap(([name, fragment]) => (used.has(name) ? [fragment] : [])),
  ];
  return print({ kind: Kind.DOCUMENT, definitions });
}

/** In how many places a document uses a variable. */
export function countUses(document: DocumentNode, variable: string): number {
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      if (name.value === variable) uses++;
    },
  });
  return uses;
}
