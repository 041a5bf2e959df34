import type { QueryPlan, QueryPlanCache } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';

/** Plans by a hash of their operation, bounded in memory; emptied by the gateway when the supergraph changes. */
export type PlanCache = QueryPlanCache & { has: (key: string) => boolean };

/** Of plans written as JSON, which takes about as much: some ten thousand plans of usual operations. */
const maxBytes = 50 << 20;

export function createPlanCache(): PlanCache {
  const plans = new LRUCache<string, QueryPlan>({
    maxSize: maxBytes,
    sizeCalculation: (plan) => JSON.stringify(plan).length,
  });
  return {
    has: (key) => plans.has(key),
    get: async (key) => plans.get(key),
    set: async (key, plan) => {
      plans.set(key, plan);
    },
    delete: async (key) => plans.delete(key),
    clear: () => plans.clear(),
  };
}
