import type { QueryPlannerConfig } from '@apollo/query-planner';

/** For the planner in its thread and for that of @apollo/gateway alike. */
export const plannerConfig = {
  exposeDocumentNodeInFetchNode: true,
  debug: {
    // Where a field can come from several subgraphs the ways multiply. The usual 10,000 took up to seven times as long, for the same plans.
    maxEvaluatedPlans: 100,
  },
} satisfies QueryPlannerConfig;
