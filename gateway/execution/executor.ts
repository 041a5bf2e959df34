import type { Schema } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import type { ApolloServerOptions } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Source } from '../data-sources/sources.ts';
import type { GatewayContext } from '../gateway.ts';
import { coerceVariables } from '../operations/coerced-variables.ts';
import type { PlanCache } from '../planning/plan-cache.ts';
import { planKey } from '../planning/plan-in-thread.ts';
import { endWarming } from '../reload/warm.ts';
import { describeFault, type Log } from '../telemetry/log.ts';
import type { GatewayObserver } from '../telemetry/observer.ts';
import { createCompilations } from './compilations.ts';
import { correctPaths } from './error-paths.ts';
import type { Replay, Replays } from './replay.ts';
import { runPlan, type Send } from './run.ts';

type Gateway = Exclude<NonNullable<ApolloServerOptions<GatewayContext>['gateway']>, undefined>;
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

type Options = {
  /** The one that the gateway looks its plans up in. */
  plans: PlanCache;
  sources: ReadonlyMap<string, Source>;
  /** Those of the sources that the gateway asks (replay.ts). */
  replays: Replays;
  observer?: GatewayObserver | undefined;
  log: Pick<Log, 'error'>;
};

/**
 * The same gateway, whose plans are executed by code made for each. What such code does not do is left to the gateway's own executor:
 * some plans from the start, and what is not answered as the plan has it, from what was answered.
 */
export function executeCompiled(gateway: ApolloGateway, { plans, sources, replays, observer, log }: Options): Gateway {
  // No public name gives it, and making it anew takes as long as starting the gateway.
  const compilationOf = createCompilations(() => (gateway as unknown as { apiSchema: Schema }).apiSchema);
  const tellFault = (fault: unknown, context: Partial<GatewayContext>) => {
    const error = fault instanceof Error ? describeFault(fault) : typeof fault;
    log.error({ requestId: context.requestId, error }, 'the code of a plan has failed');
  };
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    async load(given) {
      const { executor } = await gateway.load(given);
      const stock = executor as unknown as Executor;
      return {
        executor: async (request) => {
          const { document, operation } = request;
          const { operationName, variables } = request.request;
          const key = planKey(request);
          const plan = await plans.get(key);
          if (!plan) return stock(request);
          const compiled = compilationOf({ plan, document, operationName, variables }, (fault) =>
            tellFault(fault, request.context),
          );
          endWarming({ requestContext: request });
          if (typeof compiled === 'string') {
            observer?.onExecution?.({ executor: 'stock', reason: compiled });
            return stock(request);
          }
          // In its own words it refuses them.
          const { errors } = coerceVariables(schema as GraphQLSchema, operation, variables ?? {});
          if (errors) return stock(request);
          const send: Send = ({ node, path }, values) =>
            (sources.get(node.serviceName) as Source).source.process({
              kind: 'incoming operation',
              request: { query: node.operation, variables: values, operationName: node.operationName },
              incomingRequestContext: request,
              context: request.context,
              document: node.operationDocumentNode,
              pathInIncomingRequest: path,
            } as never);
          const { run, data, fault } = await runPlan(compiled, variables, send);
          if (fault !== undefined) tellFault(fault, request.context);
          observer?.onExecution?.(
            data ? { executor: 'compiled' } : { executor: 'replayed', ...(fault !== undefined && { reason: 'fault' }) },
          );
          if (data) return { data };
          const replay: Replay = { run, told: new Map() };
          replays.set(request, replay);
          // It may have been forgotten meanwhile, and what was sent is found by this one.
          if ((await plans.get(key)) !== plan) await plans.set(key, plan);
          const answer = await stock(request);
          return correctPaths(answer, replay);
        },
      };
    },
    stop: () => gateway.stop(),
  };
}
