import { type GraphQLError, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';

/** How many variables that do not fit are told of; one more error says that there are others. */
export const toldMismatches = 20;

type Variables = Record<string, unknown>;
type Coerced = { coerced?: Variables; errors?: readonly GraphQLError[] };
type Read = Coerced & { schema: GraphQLSchema; operation: OperationDefinitionNode };

/** By the object that a request brought: it goes with the request, and what was made of it too. */
const read = new WeakMap<Variables, Read>();

/**
 * The variables of a request as its operation types them, made once for all who ask: the limits, the prices and the access
 * rules. `errors` where they do not fit, which the executor tells in GraphQL's own words.
 *
 * @param given as they were sent; the same object for all of one request
 */
export function coerceVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Variables): Coerced {
  const found = read.get(given);
  if (found?.operation === operation && found.schema === schema) return found;
  const options = { maxErrors: toldMismatches };
  const made = { ...getVariableValues(schema, operation.variableDefinitions ?? [], given, options), schema, operation };
  read.set(given, made);
  return made;
}
