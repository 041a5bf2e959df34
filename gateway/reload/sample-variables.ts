import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';

/** Values that GraphQL's own scalars take; a gateway's schema takes any value for the others. */
const scalars: Record<string, unknown> = { Int: 0, Float: 0, Boolean: false, String: '', ID: '' };

/**
 * Values for the variables that an operation must be given: a plan is the same for all values, but @apollo/gateway asks for valid
 * ones before it plans.
 */
export function sampleVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): Record<string, unknown> {
  const required = (operation.variableDefinitions ?? []).flatMap(({ variable, type, defaultValue }) => {
    const given = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    return given && isNonNullType(given) && !defaultValue ? [[variable.name.value, sample(given)] as const] : [];
  });
  return Object.fromEntries(required);
}

function sample(type: GraphQLInputType): unknown {
  const given = getNullableType(type);
  if (isListType(given)) return [];
  if (isEnumType(given)) return given.getValues()[0]?.name;
  if (!isInputObjectType(given)) return scalars[given.name] ?? '';
  const fields = Object.values(given.getFields());
  const asked = given.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
  return Object.fromEntries(asked.map((field) => [field.name, sample(field.type)]));
}
