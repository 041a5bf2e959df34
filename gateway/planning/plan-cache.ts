import type { QueryPlan, QueryPlanCache } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';

/** Plans by a hash of their operation, bounded in memory; emptied by the gateway when the supergraph changes. */
export type PlanCache = QueryPlanCache & { has: (key: string) => boolean };

/** @param mebibytes of plans written as JSON, which takes about as much: 32 hold some thousands of usual operations */
export function createPlanCache(mebibytes = 32): PlanCache {
  const plans = new LRUCache<string, QueryPlan>({
    maxSize: mebibytes << 20,
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
