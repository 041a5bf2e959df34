import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { type GraphQLSchema, parse } from 'graphql';
import type { GatewayContext } from '../gateway.ts';
import type { FetchOutcome, GatewayObserver } from '../telemetry/observer.ts';
import type { SubgraphSettings } from './environment.ts';
import { type AnswerError, type Asked, failedAnswer, operationOf } from './failed-answer.ts';
import { type ReportFailure, SubgraphFailure } from './failure.ts';
import { createPolicy } from './policy.ts';
import type { Share } from './share.ts';

export type Answer = { data?: Record<string, unknown> | null; errors?: AnswerError[] };

/** One request to a subgraph, as the plan words it. */
export type SubgraphRequest = Asked & {
  query: string;
  context: GatewayContext;
  /** What clients see; undefined where nobody knows. */
  schema: GraphQLSchema | undefined;
};

/** Asks once. Rejects with a SubgraphFailure, and stops waiting when the signal is aborted. */
export type Ask = (request: SubgraphRequest, signal: AbortSignal) => Promise<{ answer: Answer; bytes?: number }>;

export type SourceOptions = {
  name: string;
  settings: SubgraphSettings;
  report: ReportFailure;
  /** Bounds what it holds while it hangs. */
  share?: Share | undefined;
  observer?: GatewayObserver | undefined;
};

/**
 * A subgraph as the gateway asks it, however it is reached: within bounds, and with an answer of errors where there is none.
 * A mutation is sent once, and goes on where its client has gone away: what is half done would be known to nobody.
 */
export function createSource(
  { name, settings, report, share, observer }: SourceOptions,
  ask: Ask,
): GraphQLDataSource<GatewayContext> {
  const policy = createPolicy({
    settings,
    share,
    onState: (state) => observer?.onBreaker?.({ subgraph: name, state }),
  });
  return {
    async process(options) {
      const request = requestOf(options);
      const { context } = request;
      const isMutation = operationOf(request.document)?.operation === 'mutation';
      const began = performance.now();
      let attempts = 0;
      const tell = (outcome: FetchOutcome, bytes?: number) =>
        observer?.onFetch?.({
          subgraph: name,
          milliseconds: performance.now() - began,
          outcome,
          retries: Math.max(0, attempts - 1),
          ...(bytes !== undefined && { bytes }),
        });
      const once = (signal: AbortSignal) => {
        attempts += 1;
        return ask(request, signal);
      };
      try {
        const waited = { isRepeatable: !isMutation, signal: isMutation ? undefined : context.signal };
        const { answer, bytes } = await policy.run(once, waited);
        tell(answer.errors?.length ? 'errors' : 'answered', bytes);
        return answer as never;
      } catch (error) {
        if (!(error instanceof SubgraphFailure)) throw error;
        tell(error.outcome);
        if (isWorthReporting(error)) report({ subgraph: name, requestId: context.requestId, message: error.message });
        return failedAnswer(name, request, error) as never;
      }
    },
  };
}

/** The breaker's state is told when it changes; a line for each request that it spares would only fill the log. */
const isWorthReporting = ({ outcome }: SubgraphFailure) => outcome !== 'rejected' && outcome !== 'cancelled';

function requestOf(options: GraphQLDataSourceProcessOptions): SubgraphRequest {
  const { request, context } = options;
  const query = request.query ?? '';
  const given = 'document' in options ? options.document : undefined;
  const incoming = 'incomingRequestContext' in options ? options.incomingRequestContext : undefined;
  return {
    query,
    document: given ?? parse(query),
    variables: request.variables,
    context: context as GatewayContext,
    schema: incoming?.schema,
  };
}
