import type { z } from 'zod';

/** Said to whoever started us with a wrong environment: one line a problem, all of them. Values are not repeated, they may be secrets. */
export class EnvironmentError extends Error {}

/**
 * Reads the environment by several schemas at once, so that every problem is reported together. An empty variable counts
 * as not set.
 */
export function readEnvironment<S extends Record<string, z.ZodType>>(
  env: Record<string, string | undefined>,
  schemas: S,
): { [K in keyof S]: z.infer<S[K]> } {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const results = Object.entries(schemas).map(([key, schema]) => [key, schema.safeParse(set)] as const);
  const problems = results.flatMap(
    ([, result]) => result.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [],
  );
  if (problems.length > 0) throw new EnvironmentError([...new Set(problems)].join('\n'));
  return Object.fromEntries(results.map(([key, result]) => [key, result.data])) as never;
}
