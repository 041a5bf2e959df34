import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Identity } from '../access/identity.ts';
import type { GatewayContext } from '../gateway.ts';
import { createAccessLog } from './access-log.ts';
import type { TelemetryConfig } from './environment.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { type GatewayObserver, tellAll } from './observer.ts';
import { createOperationNames, type OperationNames, readOperationNames } from './operation-names.ts';
import type { PoolUse } from './pool-use.ts';
import { answerMetrics, serveMetrics } from './serve-metrics.ts';
import { answerUsage } from './usage/answer-usage.ts';
import { createUsage } from './usage/usage.ts';
import { tracePlans } from './watch-execution.ts';
import { watchOperations } from './watch-operations.ts';

/** Answers a path of the gateway's HTTP that is not GraphQL's. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type Telemetry = {
  /** Told by every part of the gateway. */
  observer: GatewayObserver;
  /** Those that may be named; names of trusted documents are added. */
  names: OperationNames;
  plugin: ApolloServerPlugin<GatewayContext>;
  /** /usage, and /metrics where these have no port of their own. */
  routes: (identity: Identity) => ReadonlyMap<string, Route>;
  /** Reads the pools of the gateway, once it has started. */
  watchPools: (pools: () => readonly PoolUse[]) => void;
  /** Where metrics are read, where they have a port of their own. */
  metricsUrl: string | undefined;
  stop: () => Promise<void>;
};

/** All that watches one gateway: metrics, a line for each request, and counts of use. */
export async function createTelemetry({ accessLog, metrics: access }: TelemetryConfig, log: Log): Promise<Telemetry> {
  const usage = createUsage();
  const names = createOperationNames(await readOperationNames());
  const metrics = createMetrics(usage);
  const server =
    access.port === undefined ? undefined : await serveMetrics({ ...access, port: access.port }, metrics.read);
  return {
    observer: tellAll([metrics.observer, tracePlans, ...(accessLog ? [createAccessLog(log)] : [])]),
    names,
    plugin: watchOperations({ names, usage }),
    routes: (identity) => {
      const routes = new Map<string, Route>();
      routes.set('/usage', (request, response) => answerUsage(request, response, { usage, identity }));
      if (!server)
        routes.set('/metrics', (request, response) =>
          answerMetrics(request, response, { ...access, read: metrics.read }),
        );
      return routes;
    },
    watchPools: metrics.watchPools,
    metricsUrl: server?.url,
    stop: async () => server?.stop(),
  };
}
