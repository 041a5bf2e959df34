import { Counter, Histogram, type Registry } from 'prom-client';
import type { GatewayObserver } from '../observer.ts';
import { createCodes } from './codes.ts';

/** From a query that is answered in process to one that waits for a subgraph as long as we do. */
export const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** How requests were answered, how long that took by operation, and the codes of their errors. */
export function requestMetrics(registry: Registry): GatewayObserver {
  const registers = [registry];
  const requests = new Counter({
    name: 'lienthong_requests_total',
    help: 'Requests to /graphql by HTTP status (499: the client went away) and kind of operation.',
    labelNames: ['status', 'kind'],
    registers,
  });
  const duration = new Histogram({
    name: 'lienthong_request_duration_seconds',
    help: 'From the request to the end of its answer, by name of the operation; names that are not ours are "other".',
    labelNames: ['operation', 'kind'],
    buckets: seconds,
    registers,
  });
  const errors = new Counter({
    name: 'lienthong_request_errors_total',
    help: 'Requests whose answer holds an error of this code.',
    labelNames: ['code'],
    registers,
  });
  const codes = createCodes();
  return {
    onRequest({ status, milliseconds, kind, operation, codes: found }) {
      requests.inc({ status, kind: kind ?? 'none' });
      duration.observe({ operation: operation ?? 'other', kind: kind ?? 'none' }, milliseconds / 1000);
      for (const code of new Set(found.map(codes.label))) errors.inc({ code });
    },
  };
}
