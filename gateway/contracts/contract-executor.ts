import type { ApolloServerOptions } from '@apollo/server';
import { executeSync, GraphQLError, type GraphQLSchema, isEnumType } from 'graphql';
import { findHiddenNames } from '../../schema/contracts/hidden-names.ts';
import { completeData } from '../access/complete-data.ts';
import { coerceVariables } from '../operations/coerced-variables.ts';
import { onceAnOperation } from '../operations/once-an-operation.ts';
import { createHiddenPlaces } from './hidden-places.ts';
import { type PreparedOperation, prepareOperation } from './prepare-operation.ts';
import { createTeller } from './tell-errors.ts';

type Gateway = Exclude<NonNullable<ApolloServerOptions<never>['gateway']>, undefined>;
export type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Request = Parameters<Executor>[0];
type Answer = Awaited<ReturnType<Executor>>;
type Data = Record<string, unknown>;
type Path = readonly (string | number)[];

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
  const teller = createTeller(findHiddenNames(api, contract));
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
    const tell = (told: Answer, isWithinHidden: (path?: Path) => boolean): Answer => ({
      ...told,
      ...(told.errors && { errors: told.errors.map(teller.error) }),
      ...(told.extensions && { extensions: teller.extensions(told.extensions, isWithinHidden) }),
    });
    if (!how.isCompleted || answer.data === undefined || answer.data === null) return tell(answer, () => false);
    const meta =
      how.introspection &&
      executeSync({ schema: contract, document: how.introspection, rootValue: {}, variableValues: given });
    const { completed, isWithinHidden } = complete(
      answer,
      { ...answer.data, ...meta?.data },
      { how, contract, variables: coerced },
    );
    return tell(completed, isWithinHidden);
  };
}

async function ask(execute: Executor, request: Request, { asked }: PreparedOperation): Promise<Answer> {
  if (asked === null) return { data: {} };
  return execute(asked ? { ...request, ...asked } : request);
}

type Completing = { how: PreparedOperation; contract: GraphQLSchema; variables: Data };

function complete(answer: Answer, data: Data, { how, contract, variables }: Completing) {
  const { analysis, touched } = how;
  const root = contract.getRootType(analysis.operation.operation);
  const hidden = createHiddenPlaces();
  if (!root) return { completed: answer, isWithinHidden: hidden.isWithin };
  const told = completeData(
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
  const completed: Answer = { ...answer, data: told, ...(errors.length > 0 && { errors }) };
  return { completed, isWithinHidden: hidden.isWithin };
}

const unknownOperation = () =>
  new GraphQLError('Expected an operation that this contract holds.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
