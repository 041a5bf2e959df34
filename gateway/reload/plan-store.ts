import { LRUCache } from 'lru-cache';
import type { GatewayObserver } from '../telemetry/observer.ts';

/** What the plans of one supergraph may take, in characters of JSON. */
const maxSize = 50 << 20;

/** @apollo/gateway's store of plans for one supergraph. It tells how long a plan took to make, or that there was one. */
export function createPlanStore<QueryPlan extends object>(onPlan: GatewayObserver['onPlan']) {
  const plans = new LRUCache<string, QueryPlan>({
    maxSize,
    sizeCalculation: (plan) => JSON.stringify(plan).length,
  });
  // What could not be planned is never set: forgotten here in time.
  const began = new LRUCache<string, number>({ max: 100 });
  return {
    async get(key: string) {
      const plan = plans.get(key);
      if (plan) onPlan?.({ milliseconds: 0, cached: true });
      else began.set(key, performance.now());
      return plan;
    },
    async set(key: string, plan: QueryPlan) {
      const now = performance.now();
      onPlan?.({ milliseconds: now - (began.get(key) ?? now), cached: false });
      began.delete(key);
      plans.set(key, plan);
    },
    delete: async (key: string) => plans.delete(key),
    clear: () => plans.clear(),
  };
}
