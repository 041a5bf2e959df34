import { Counter, Histogram, type Registry } from 'prom-client';
import type { GatewayObserver } from '../observer.ts';

/** Whether plans are found in the cache, how long it takes to make one, and what executes them. */
export function planMetrics(registry: Registry): GatewayObserver {
  const registers = [registry];
  const plans = new Counter({
    name: 'lienthong_plans_total',
    help: 'Plans of operations by where they came from: the cache (hit), or made (miss).',
    labelNames: ['cache'],
    registers,
  });
  const duration = new Histogram({
    name: 'lienthong_plan_duration_seconds',
    help: 'How long it took to make a plan that was not in the cache.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const executions = new Counter({
    name: 'lienthong_executions_total',
    help: 'Operations by what executed them: compiled code, that and then the stock executor (replayed), or the stock executor; and why.',
    labelNames: ['executor', 'reason'],
    registers,
  });
  return {
    onExecution({ executor, reason = '' }) {
      executions.inc({ executor, reason });
    },
    onPlan({ milliseconds, cached }) {
      plans.inc({ cache: cached ? 'hit' : 'miss' });
      if (!cached) duration.observe(milliseconds / 1000);
    },
  };
}
