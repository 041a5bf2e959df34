import {
  coerceInputValue,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isNonNullType,
  type NamedTypeNode,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import { onceAnOperation } from './once-an-operation.ts';

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
  const made = { ...coerce(schema, operation, given), schema, operation };
  read.set(given, made);
  return made;
}

/** A variable as its operation declares it. */
type Declared = { name: string; type: GraphQLInputType; isRequired: boolean; usual: { value: unknown } | undefined };

const declaredBy = onceAnOperation(({ schema, operation }: Pick<Read, 'schema' | 'operation'>): Declared[] =>
  (operation.variableDefinitions ?? []).map(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node as NamedTypeNode) as GraphQLInputType;
    const usual = defaultValue && { value: valueFromAST(defaultValue, type) };
    return { name: variable.name.value, type, isRequired: isNonNullType(type), usual };
  }),
);

/** What graphql-js makes of them, which looks up types and reads defaults anew for each request; its words where they do not fit. */
function coerce(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Variables): Coerced {
  try {
    return { coerced: coerceDeclared(declaredBy({ schema, operation }), given) };
  } catch {
    return getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: toldMismatches });
  }
}

const mismatch = new Error('a variable does not fit its type');
const refuse = () => {
  throw mismatch;
};

function coerceDeclared(declared: readonly Declared[], given: Variables): Variables {
  const coerced: Variables = {};
  for (const { name, type, isRequired, usual } of declared) {
    if (Object.hasOwn(given, name)) coerced[name] = coerceInputValue(given[name], type, refuse);
    else if (usual) coerced[name] = usual.value;
    else if (isRequired) refuse();
  }
  return coerced;
}
