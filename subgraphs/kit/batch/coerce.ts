import {
  type GraphQLSchema,
  getVariableValues,
  isLeafType,
  isListType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

/** Gives an operation's variables as its fields' arguments take them; undefined where they do not fit. */
export type Coerce = (variables: Record<string, unknown>) => Record<string, unknown> | undefined;

/** Gives undefined for what it does not read. */
type Read = (value: unknown) => unknown;

/** As graphql-js bounds them. */
const options = { maxErrors: 50 };

/**
 * What graphql-js makes of variables. Their types are looked up once, because for each request that takes as long as to read them; and
 * where there is more to it than scalars, enums and lists of them (nulls, defaults, input objects, values that are refused) it is left
 * to graphql-js.
 *
 * @param definitions of a valid document
 */
export function createCoercion(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): Coerce {
  const byGraphqlJs: Coerce = (variables) => getVariableValues(schema, definitions, variables, options).coerced;
  const readers = definitions.map((definition) => ({
    name: definition.variable.name.value,
    read: readerOf(schema, definition),
  }));
  return (variables) => {
    const coerced: Record<string, unknown> = {};
    for (const { name, read } of readers) {
      const value = read && Object.hasOwn(variables, name) ? read(variables[name]) : undefined;
      if (value === undefined) return byGraphqlJs(variables);
      coerced[name] = value;
    }
    return coerced;
  };
}

function readerOf(schema: GraphQLSchema, { type: node }: VariableDefinitionNode): Read | undefined {
  const given = typeFromAST(schema, node as never);
  const type = isNonNullType(given) ? given.ofType : given;
  if (!isListType(type)) return leafReader(type);
  const readItem = leafReader(isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType);
  if (!readItem) return undefined;
  return (list) => {
    if (!Array.isArray(list)) return undefined;
    const items = list.map(readItem);
    return items.includes(undefined) ? undefined : items;
  };
}

function leafReader(type: unknown): Read | undefined {
  if (!isLeafType(type)) return undefined;
  return (value) => {
    try {
      return value === null ? undefined : type.parseValue(value);
    } catch {
      return undefined;
    }
  };
}
