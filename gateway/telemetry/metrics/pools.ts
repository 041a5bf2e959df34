import { Gauge, type Registry } from 'prom-client';
import type { PoolUse } from '../pool-use.ts';

const measures = {
  lienthong_pool_connections: [
    'open',
    'Open connections of a pool: to a database (rows, statistics) or a service (http).',
  ],
  lienthong_pool_pending: ['pending', 'Requests or statements of a pool that are sent or wait for a connection.'],
  lienthong_pool_connections_limit: ['limit', 'How many connections a pool may open.'],
} as const;

/** How busy the pools are, read when someone asks. */
export function poolMetrics(registry: Registry, pools: () => readonly PoolUse[]): void {
  for (const [name, [measure, help]] of Object.entries(measures)) {
    new Gauge({
      name,
      help,
      labelNames: ['subgraph', 'pool'],
      registers: [registry],
      collect() {
        // A subgraph that is gone after a reload has no pool any longer.
        this.reset();
        for (const { subgraph, pool, ...use } of pools()) this.set({ subgraph, pool }, use[measure]);
      },
    });
  }
}
