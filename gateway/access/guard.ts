import type { ApolloServerOptions } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { AccessRules } from '../../schema/access/rules.ts';
import type { Caller } from '../../schema/caller.ts';
import { coerceVariables } from '../operations/coerced-variables.ts';
import { onceAnOperation } from '../operations/once-an-operation.ts';
import { type Analysis, analyseOperation } from './analyse-operation.ts';
import { createAuthorizer, type Refused } from './authorize-operation.ts';
import { completeAnswer } from './complete-answer.ts';
import { type FilteredOperation, filterOperation, touchedSelections } from './filter-operation.ts';
import { createInputRules } from './input-rules.ts';
import { listRefusals } from './list-refusals.ts';
import type { Missing } from './missing.ts';

/** How Apollo Server asks a gateway. */
type Gateway = Exclude<NonNullable<ApolloServerOptions<{ caller: Caller }>['gateway']>, undefined>;
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Answer = Awaited<ReturnType<Executor>>;

type GuardOptions = {
  rules: AccessRules;
  /** `filter`: refused fields are null. `reject`: an operation with any of them is refused. */
  mode: 'filter' | 'reject';
  /** In development: what would help a caller who lacks something; added to the message. */
  hint?: ((missing: Missing) => string | undefined) | undefined;
};

/** The same gateway, asked by no one for more than the caller in the request's context may see. */
export function guardGateway(gateway: Gateway, options: GuardOptions): Gateway {
  let schema: GraphQLSchema | undefined;
  return {
    onSchemaLoadOrUpdate: (callback) =>
      gateway.onSchemaLoadOrUpdate((loaded) => {
        schema = loaded.apiSchema;
        callback(loaded);
      }),
    async load(given) {
      const { executor } = await gateway.load(given);
      if (!executor || !schema) throw new Error('the gateway loaded without a schema and an executor');
      return { executor: createGuard({ ...options, apiSchema: schema, execute: executor }) };
    },
    stop: () => gateway.stop(),
  };
}

/**
 * Puts the access rules before an executor: what the caller is refused is taken out of the operation before it is planned,
 * and stands as null with an error in the answer. Where nothing is refused the operation goes through as it is; where nothing
 * is left, nobody is asked.
 */
export function createGuard({
  rules,
  apiSchema,
  mode,
  hint,
  execute,
}: GuardOptions & { apiSchema: GraphQLSchema; execute: Executor }): Executor {
  const inputRules = createInputRules(apiSchema, rules);
  const knownOf = onceAnOperation(({ document, operation }) => {
    const analysis = analyseOperation(document, operation, { schema: apiSchema, rules, inputRules });
    return {
      analysis,
      authorize: createAuthorizer({ analysis, inputRules, hint }),
      filterFor: createFilters(analysis),
    };
  });

  return async (request) => {
    const { document, operation } = request;
    const root = operation && apiSchema.getRootType(operation.operation);
    if (!root) return { errors: [new GraphQLError('Expected an operation that the document holds.', unresolved)] };
    // graphql-js loses the value of a variable with this name, so its use could not be judged.
    if (operation.variableDefinitions?.some(({ variable }) => variable.name.value === '__proto__'))
      return { errors: [new GraphQLError('Expected another name for the variable "$__proto__".', badInput)] };
    const { coerced: variables } = coerceVariables(apiSchema, operation, request.request.variables ?? {});
    // The executor refuses such variables before it asks anyone, in GraphQL's own words.
    if (!variables) return execute(request);
    const { analysis, authorize, filterFor } = knownOf({ schema: apiSchema, document, operation });
    const { caller } = request.context as { caller: Caller };
    const refused = authorize(caller, variables);
    if (refused.size === 0) return execute(request);
    const { filtered, touched } = filterFor(refused);
    if (mode === 'reject') {
      const errors = listRefusals({ analysis, refused, touched, variables });
      if (errors.length > 0) return { data: null, errors };
    }
    const answer: Answer = filtered ? await execute({ ...request, ...filtered }) : { data: Object.create(null) };
    if (answer.data === undefined) return answer;
    const completed = completeAnswer(answer.data ?? Object.create(null), root, {
      schema: apiSchema,
      analysis,
      refused,
      touched,
      variables,
    });
    const errors = [...(answer.errors ?? []), ...completed.errors];
    return { ...answer, data: answer.data && completed.data, ...(errors.length > 0 && { errors }) };
  };
}

const unresolved = { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } };
const badInput = { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } };

type Filter = { filtered: FilteredOperation | null; touched: ReadonlySet<SelectionSetNode> };

/** The operation without the refused fields, made once for each set of them. */
function createFilters(analysis: Analysis): (refused: Refused) => Filter {
  const filters = new LRUCache<string, Filter>({ max: 32 });
  const known = new WeakMap<Refused, Filter>();
  const filterOf = (refused: Refused): Filter => {
    const key = [...analysis.fields.keys()].map((node) => (refused.has(node) ? '1' : '0')).join('');
    const found = filters.get(key);
    if (found) return found;
    const touched = touchedSelections(analysis, refused);
    const filter = { filtered: filterOperation(analysis, refused, touched), touched };
    filters.set(key, filter);
    return filter;
  };
  return (refused) => {
    const filter = known.get(refused) ?? filterOf(refused);
    known.set(refused, filter);
    return filter;
  };
}
