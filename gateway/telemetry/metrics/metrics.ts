import cluster from 'node:cluster';
import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';
import { type GatewayObserver, tellAll } from '../observer.ts';
import type { PoolUse } from '../pool-use.ts';
import type { Usage } from '../usage/usage.ts';
import { deprecationMetrics } from './deprecations.ts';
import { limitMetrics } from './limits.ts';
import { planMetrics } from './plans.ts';
import { poolMetrics } from './pools.ts';
import { requestMetrics } from './requests.ts';
import { subgraphMetrics } from './subgraphs.ts';

/** Everything measured, in Prometheus' text format. */
export type ReadMetrics = () => Promise<{ contentType: string; text: string }>;

export type Metrics = {
  observer: GatewayObserver;
  /** Reads the pools of a gateway that has started. */
  watchPools: (pools: () => readonly PoolUse[]) => void;
  read: ReadMetrics;
};

/** What Prometheus reads: a registry of its own, so that several gateways of one process do not add up. See README.md for each metric. */
export function createMetrics(usage: Usage): Metrics {
  const registry = new Registry();
  // A worker answers what its primary asks for by createWorkersReader.
  if (cluster.isWorker) new AggregatorRegistry();
  AggregatorRegistry.setRegistries(registry);
  collectDefaultMetrics({ register: registry });
  let pools: () => readonly PoolUse[] = () => [];
  poolMetrics(registry, () => pools());
  deprecationMetrics(registry, usage);
  return {
    observer: tellAll([requestMetrics, subgraphMetrics, planMetrics, limitMetrics].map((make) => make(registry))),
    watchPools: (given) => {
      pools = given;
    },
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** For the primary of several workers (node:cluster): the sum of what they measure. Rejects where a worker does not answer in 5 s. */
export function createWorkersReader(): ReadMetrics {
  const registry = new AggregatorRegistry();
  return async () => ({ contentType: registry.contentType, text: await registry.clusterMetrics() });
}
