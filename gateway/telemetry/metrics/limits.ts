import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { GatewayObserver } from '../observer.ts';
import { createCodes } from './codes.ts';

const costs = [1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 100_000];

/** What operations cost, what was refused by limits and budgets, and how many requests run and wait. */
export function limitMetrics(registry: Registry): GatewayObserver {
  const registers = [registry];
  const cost = new Histogram({
    name: 'lienthong_operation_cost',
    help: 'Cost of operations: estimated before they run, actual by their answer.',
    labelNames: ['stage'],
    buckets: costs,
    registers,
  });
  const refusals = new Counter({
    name: 'lienthong_refusals_total',
    help: 'Requests refused by a limit, a budget or for want of room, by code.',
    labelNames: ['code'],
    registers,
  });
  // Changes several times a request, and is read now and then.
  let load = { running: 0, queued: 0 };
  new Gauge({
    name: 'lienthong_requests_running',
    help: 'Requests that are being answered.',
    registers,
    collect() {
      this.set(load.running);
    },
  });
  new Gauge({
    name: 'lienthong_requests_queued',
    help: 'Requests that wait for their turn.',
    registers,
    collect() {
      this.set(load.queued);
    },
  });
  const codes = createCodes();
  return {
    onCost({ estimated, actual }) {
      cost.observe({ stage: 'estimated' }, estimated);
      cost.observe({ stage: 'actual' }, actual);
    },
    onRefusal: ({ code }) => refusals.inc({ code: codes.label(code) }),
    onLoad(now) {
      load = now;
    },
  };
}
