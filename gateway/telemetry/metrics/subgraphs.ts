import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { GatewayObserver } from '../observer.ts';
import { seconds } from './requests.ts';

const states = ['closed', 'half-open', 'open'] as const;

/** What subgraphs answer and how soon, and whether their breakers let requests through. */
export function subgraphMetrics(registry: Registry): GatewayObserver {
  const registers = [registry];
  const duration = new Histogram({
    name: 'lienthong_subgraph_request_duration_seconds',
    help: 'Requests to a subgraph, retries included, by outcome.',
    labelNames: ['subgraph', 'outcome'],
    buckets: seconds,
    registers,
  });
  const retries = new Counter({
    name: 'lienthong_subgraph_retries_total',
    help: 'Requests to a subgraph that were sent again.',
    labelNames: ['subgraph'],
    registers,
  });
  const bytes = new Counter({
    name: 'lienthong_subgraph_response_bytes_total',
    help: 'Bytes of answers of subgraphs over HTTP.',
    labelNames: ['subgraph'],
    registers,
  });
  const kept = new Counter({
    name: 'lienthong_entity_cache_total',
    help: 'Entities of a subgraph that may be kept: found (hit), or asked for (miss).',
    labelNames: ['subgraph', 'cache'],
    registers,
  });
  const breaker = new Gauge({
    name: 'lienthong_subgraph_breaker_state',
    help: '1 for the state that the breaker of a subgraph is in. Of several workers: how many are in it.',
    labelNames: ['subgraph', 'state'],
    registers,
  });
  return {
    onFetch({ subgraph, milliseconds, outcome, retries: again, bytes: length }) {
      duration.observe({ subgraph, outcome }, milliseconds / 1000);
      if (again > 0) retries.inc({ subgraph }, again);
      if (length !== undefined) bytes.inc({ subgraph }, length);
    },
    onCache({ subgraph, hits, misses }) {
      if (hits > 0) kept.inc({ subgraph, cache: 'hit' }, hits);
      if (misses > 0) kept.inc({ subgraph, cache: 'miss' }, misses);
    },
    onBreaker({ subgraph, state }) {
      for (const each of states) breaker.set({ subgraph, state: each }, each === state ? 1 : 0);
    },
  };
}
