import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './gateway.ts';
import type { CostControl } from './limits/cost-control.ts';
import type { OperationLimits } from './limits/operation-limits.ts';
import { refuseOversized } from './limits/refuse-oversized.ts';
import { createDocumentLimits } from './limits/set-aside.ts';
import { limitCodes } from './limits/too-large.ts';
import { coerceVariables } from './operations/coerced-variables.ts';
import { fragmentsOf } from './operations/fragments.ts';
import { describeMutations } from './telemetry/describe-mutations.ts';
import { describeFault, type Log } from './telemetry/log.ts';
import type { GatewayObserver } from './telemetry/observer.ts';

type Asked = Pick<
  GraphQLRequestContext<GatewayContext>,
  'schema' | 'operation' | 'document' | 'request' | 'contextValue'
>;

type ChecksOptions = {
  log: Log;
  limits: OperationLimits;
  costs?: CostControl | undefined;
  observer?: GatewayObserver | undefined;
};

/** What happens to every operation around its execution: checks before planning, errors in a stable order and a line for a mutation after. */
export function createOperationChecks({
  log,
  limits,
  costs,
  observer,
}: ChecksOptions): ApolloServerPlugin<GatewayContext> {
  const documentLimits = createDocumentLimits(limits);
  return {
    serverWillStart: async () => ({ schemaDidLoadOrUpdate: (loaded) => costs?.schemaDidLoadOrUpdate(loaded) }),
    requestDidStart: async () => {
      let isAsked = false;
      let settle: Awaited<ReturnType<CostControl['admit']>> | undefined;
      return {
        parsingDidStart: async (context) => async () => documentLimits.setAside(context),
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          documentLimits.refuse(document);
          refuseUnknown(operation?.operation, request.operationName);
          // The same object for all who read them.
          request.variables ??= {};
          if (operation) {
            const asked = { schema, document, operation, variables: request.variables };
            refuseOversized(asked, limits);
            settle = await costs?.admit({ ...asked, contextValue });
          }
          isAsked = true;
        },
        // Errors without a code of their own are faults of the gateway; the mask tells the client no more than that. Where a
        // subgraph answers nonsense, @apollo/gateway tells plain errors, which have no extensions at all.
        async didEncounterErrors({ errors, contextValue: { requestId } }) {
          for (const error of errors.filter(({ extensions }) => !extensions?.code)) {
            log.error({ requestId, error: describeFault(error.originalError ?? error) }, 'operation failed');
          }
        },
        // Databases answer in any order; the same question gets the same answer.
        async willSendResponse({ response, ...asked }) {
          if (response.body.kind !== 'single') return;
          const { errors, data } = response.body.singleResult;
          if (errors) response.body.singleResult.errors = inOrder(errors);
          const refusal = errors?.find(({ extensions }) => limitCodes.has(extensions?.code))?.extensions?.code;
          if (refusal) observer?.onRefusal?.({ code: String(refusal) });
          const cost = settle?.(data);
          if (cost) response.body.singleResult.extensions = { ...response.body.singleResult.extensions, cost };
          if (isAsked) logMutation(log, asked, data);
        },
      };
    },
  };
}

/** Who has changed what, or tried to, in whichever process the change was made. What was refused unread is no mutation yet. */
function logMutation(
  log: Log,
  { schema, operation, document, request, contextValue: { requestId, caller } }: Asked,
  data: Record<string, unknown> | null | undefined,
): void {
  if (operation?.operation !== 'mutation' || !document) return;
  const { coerced } = coerceVariables(schema, operation, request.variables ?? {});
  if (!coerced) return;
  const mutations = describeMutations({ operation, fragments: fragmentsOf(document), variables: coerced, data });
  log.info({ requestId, subject: caller.subject, mutations }, 'mutation');
}

/** @apollo/gateway would answer both with 500, though the mistake is the client's. */
function refuseUnknown(kind: string | undefined, name: string | undefined): void {
  if (kind === 'query' || kind === 'mutation') return;
  const message = kind
    ? 'This gateway answers queries and mutations: subscriptions are not offered. Ask again from time to time instead.'
    : `Expected ${name ? 'an operationName that the document holds' : 'an operationName, because the document holds several operations'}.`;
  throw new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
}

/** By path, then message. */
function inOrder(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  if (errors.length < 2) return [...errors];
  return errors
    .map((error) => ({ error, key: JSON.stringify([error.path ?? [], error.message]) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ error }) => error);
}
