import { z } from 'zod';

const milliseconds = 'expected whole milliseconds, at least 1';

/** What the planner reads from the environment. */
export const planningEnvironment = z
  .object({
    PLANNING_TIMEOUT_MS: z.coerce.number({ error: milliseconds }).int(milliseconds).min(1, milliseconds).default(1_000),
  })
  .transform((env) => ({ timeout: env.PLANNING_TIMEOUT_MS }));

/** `timeout`: how long one operation may be planned for, in milliseconds. */
export type PlanningConfig = z.infer<typeof planningEnvironment>;

/** What holds where the environment says nothing. */
export const usualPlanning: PlanningConfig = planningEnvironment.parse({});
