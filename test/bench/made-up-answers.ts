import {
  type DocumentNode,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
} from 'graphql';

/** Of the built-in scalars; a text for any other. */
const leaves: Record<string, unknown> = {
  Int: 12,
  Float: 2.34,
  Boolean: true,
  ID: '6f1c2f64-0d9a-4f0e-9a53-1f3b7f7c2a10',
};
const text = 'Nguyễn Thị Minh Khai';

/** Items of a list that is not asked for a number of them. */
const usualLength = 2;

/**
 * An answer of the right shape for any operation over a schema, made of nothing but its types: a page has as many records as were
 * asked for. Synchronous, and the same each time.
 */
export function makeUpAnswer(schema: GraphQLSchema, document: DocumentNode, variableValues: Record<string, unknown>) {
  return execute({
    schema,
    document,
    variableValues,
    fieldResolver,
    typeResolver: (_, __, { schema: of }, type) => of.getPossibleTypes(type)[0]?.name,
  });
}

const fieldResolver: GraphQLFieldResolver<{ first?: number } | undefined, unknown> = (
  parent,
  given,
  _,
  { returnType },
) => {
  const type = getNullableType(returnType);
  const named = getNamedType(type);
  const leaf = isEnumType(named) ? named.getValues()[0]?.value : (leaves[named.name] ?? text);
  const value = 'getFields' in named || 'getTypes' in named ? { first: given.first } : leaf;
  return isListType(type) ? Array(parent?.first ?? usualLength).fill(value) : value;
};
