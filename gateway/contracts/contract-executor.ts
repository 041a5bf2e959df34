import type { ApolloServerOptions } from '@apollo/server';
import { executeSync, GraphQLError, type GraphQLSchema, isEnumType } from 'graphql';
import { findHiddenNames } from '../../schema/contracts/hidden-names.ts';
import { completeData } from '../access/complete-data.ts';
import { coerceVariables } from '../operations/coerced-variables.ts';
import { onceAnOperation } from '../operations/once-an-operation.ts';
import { createHiddenPlaces } from './hidden-places.ts';
import { type PreparedOperation, prepareOperation } from './prepare-operation.ts';

type Gateway = Exclude<NonNullable<ApolloServerOptions<never>['gateway']>, undefined>;
export type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Request = Parameters<Executor>[0];
type Answer = Awaited<ReturnType<Executor>>;
type Data = Record<string, unknown>;

type Options = {
  contract: GraphQLSchema;
  /** The whole API, of which it is a part. */
  api: GraphQLSchema;
  /** Answers by the whole API. */
  execute: Executor;
};

/**
 * Answers operations that are valid in a contract, by what answers the whole API: one planner, one cache of plans. Variables are read by the
 * contract; an enum's value or an object's type that it does not hold is null with an error, as the specification has it for
 * what a schema does not know (6.4.3); introspection tells of the contract.
 */
export function createContractExecutor({ contract, api, execute }: Options): Executor {
  const hiddenIn = findHiddenNames(api, contract);
  const prepared = onceAnOperation(({ document, operation }) =>
    prepareOperation(document, operation, { contract, api }),
  );
  return async (request) => {
    const { document, operation } = request;
    // Without a rule of its own a mutation of a contract without any would pass validation unread.
    if (!operation || !contract.getRootType(operation.operation)) return { errors: [unknownOperation()] };
    const given = request.request.variables ?? {};
    const { coerced, errors } = coerceVariables(contract, operation, given);
    // In GraphQL's own words: the whole API would take what the contract hides.
    if (!coerced) return { errors: errors ?? [] };
    const how = prepared({ schema: contract, document, operation });
    const answer = await ask(execute, request, how);
    const told = {
      ...answer,
      ...(answer.errors && { errors: answer.errors.map((error) => withoutNames(error, hiddenIn)) }),
    };
    if (!how.isCompleted || answer.data === undefined || answer.data === null) return told;
    const meta =
      how.introspection &&
      executeSync({ schema: contract, document: how.introspection, rootValue: {}, variableValues: given });
    return complete(told, { ...answer.data, ...meta?.data }, { how, contract, variables: coerced });
  };
}

async function ask(execute: Executor, request: Request, { asked }: PreparedOperation): Promise<Answer> {
  if (asked === null) return { data: {} };
  return execute(asked ? { ...request, ...asked } : request);
}

type Completing = { how: PreparedOperation; contract: GraphQLSchema; variables: Data };

function complete(answer: Answer, data: Data, { how, contract, variables }: Completing): Answer {
  const { analysis, touched } = how;
  const root = contract.getRootType(analysis.operation.operation);
  if (!root) return answer;
  const hidden = createHiddenPlaces();
  const completed = completeData(
    data,
    root,
    { schema: contract, analysis, refused: new Map(), touched, variables },
    {
      leaf: (type, value, place) => {
        const isHidden = isEnumType(type) && !type.getValue(String(value));
        if (isHidden) hidden.add(place);
        return isHidden;
      },
      object: hidden.add,
    },
  );
  // What went wrong within an object that is not told is not told either.
  const errors = [...(answer.errors ?? []).filter(({ path }) => !hidden.isWithin(path)), ...hidden.errors()];
  return { ...answer, data: completed, ...(errors.length > 0 && { errors }) };
}

/** A subgraph's own words may name what else it knows. */
function withoutNames(error: GraphQLError, hiddenIn: (text: string) => string[]): GraphQLError {
  if (hiddenIn(error.message).length === 0) return error;
  const { path, extensions } = error;
  return new GraphQLError('What went wrong cannot be told in the words of this contract.', {
    ...(path && { path }),
    extensions: { ...extensions },
  });
}

const unknownOperation = () =>
  new GraphQLError('Expected an operation that this contract holds.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
