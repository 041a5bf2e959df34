import type { QueryPlan, QueryPlanCache } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';

/** Plans by a hash of their operation, bounded in memory; emptied by the gateway when the supergraph changes. */
export type PlanCache = QueryPlanCache & { has: (key: string) => boolean };

/** @param mebibytes of plans written as JSON, which take several times as much in memory: 20 hold some two thousand of usual operations */
export function createPlanCache(mebibytes = 20): PlanCache {
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
