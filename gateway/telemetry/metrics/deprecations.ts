import { Counter, type Registry } from 'prom-client';
import type { Usage } from '../usage/usage.ts';

/** Who still uses what is deprecated: kept by Prometheus, it outlives our own counts. */
export function deprecationMetrics(registry: Registry, usage: Usage): void {
  new Counter({
    name: 'lienthong_deprecated_uses_total',
    help: 'Requests that use a deprecated part of the schema, by schema coordinate and client program.',
    labelNames: ['coordinate', 'client'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { coordinate, client, requests, deprecated } of usage.report())
        if (deprecated !== null) this.inc({ coordinate, client: client ?? 'none' }, requests);
    },
  });
}
