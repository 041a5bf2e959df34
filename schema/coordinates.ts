import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * What of the schema an operation names, each once, as schema coordinates: `Type.field`, `Type.field(argument:)`, `Input.field`
 * and `Enum.VALUE`. Input fields and enum values that come in variables are not in the document, and not found here.
 */
export function coordinatesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly string[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const found = new Set<string>();
  const waiting: ASTNode[] = [operation];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const info = new TypeInfo(schema);
    visit(
      node,
      visitWithTypeInfo(info, {
        FragmentSpread({ name }) {
          const fragment = fragments.get(name.value);
          if (fragment) waiting.push(fragment);
          // Each once, however often it is used.
          fragments.delete(name.value);
        },
        Field({ name, arguments: given = [] }) {
          const parent = info.getParentType()?.name;
          if (!parent || name.value.startsWith('__')) return;
          found.add(`${parent}.${name.value}`);
          for (const argument of given) found.add(`${parent}.${name.value}(${argument.name.value}:)`);
        },
        ObjectField({ name }) {
          const parent = info.getParentInputType();
          if (parent) found.add(`${getNamedType(parent).name}.${name.value}`);
        },
        EnumValue({ value }) {
          const type = info.getInputType();
          if (type && info.getEnumValue()) found.add(`${getNamedType(type).name}.${value}`);
        },
      }),
    );
  }
  return [...found];
}
