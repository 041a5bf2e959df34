import cluster from 'node:cluster';
import { once } from 'node:events';
import { createMetrics, createWorkersReader } from '../../gateway/telemetry/metrics/metrics.ts';
import { createUsage } from '../../gateway/telemetry/usage/usage.ts';

// A program: two workers that were each told of requests, and a primary that prints the sum of their metrics.

if (cluster.isPrimary) {
  const read = createWorkersReader();
  const workers = [cluster.fork(), cluster.fork()];
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  console.log((await read()).text);
  for (const worker of workers) worker.disconnect();
} else {
  const { observer } = createMetrics(createUsage());
  const event = { requestId: '', milliseconds: 3, kind: 'query', operation: null, client: null, cost: null } as const;
  for (let n = 0; n < 3; n += 1) observer.onRequest?.({ ...event, status: 200, codes: [] });
  observer.onBreaker?.({ subgraph: 'officials', state: 'open' });
  process.send?.('told');
}
