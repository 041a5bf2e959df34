import { z } from 'zod';

/** What the making of answers reads from the environment. */
export const executionEnvironment = z
  .object({
    EXECUTOR: z.enum(['compiled', 'stock'], { error: 'expected compiled or stock' }).default('compiled'),
  })
  .transform((env) => ({ executor: env.EXECUTOR }));

/** `compiled`: by code of our own, made once for each plan; `stock`: as @apollo/gateway does, plan and schema read for each request. */
export type ExecutorKind = z.infer<typeof executionEnvironment>['executor'];
