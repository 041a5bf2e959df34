import { z } from 'zod';
import { environmentName } from '../../schema/subgraph-name.ts';
import { SupergraphError } from '../supergraph.ts';

/** How one subgraph is treated. */
export type SubgraphSettings = {
  /** Milliseconds that it is waited for, all attempts and the wait for a free place included. */
  timeout: number;
  /** How often a query of which nothing was answered is sent again. */
  retries: number;
  /** Requests to it that run at once; as many connections at most. */
  concurrency: number;
  /** Requests that wait for one of those to end. */
  queue: number;
  /** Of one answer. */
  maxBytes: number;
  /** Milliseconds after which a request counts as one that hangs (share.ts). */
  slow: number;
  /** Milliseconds that it is left alone after most of the last requests to it failed. */
  pause: number;
};

/**
 * The timeout is a little longer than a database works on a statement (subgraphs/kit/database.ts), so that the database's own
 * error comes first.
 */
export const defaultSettings: SubgraphSettings = {
  timeout: 15_000,
  retries: 2,
  concurrency: 64,
  queue: 1_000,
  maxBytes: 16 << 20,
  slow: 1_000,
  pause: 1_000,
};

const prefix = 'SUBGRAPH_TIMEOUT_';

function whole(from: number, to: number, of: string) {
  const error = `expected ${of}, from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, { error })
    .transform(Number)
    .refine((value) => value >= from && value <= to, { error });
}
const milliseconds = whole(1, 600_000, 'milliseconds');

const common = z
  .object({
    SUBGRAPH_TIMEOUT: milliseconds.optional(),
    SUBGRAPH_RETRIES: whole(0, 10, 'how often to ask again').optional(),
    SUBGRAPH_CONCURRENCY: whole(1, 10_000, 'how many requests may run at once').optional(),
    SUBGRAPH_QUEUE: whole(0, 100_000, 'how many requests may wait').optional(),
    SUBGRAPH_MAX_BYTES: whole(1_000, 1 << 30, 'bytes').optional(),
    SUBGRAPH_SLOW: milliseconds.optional(),
    SUBGRAPH_PAUSE: milliseconds.optional(),
  })
  .transform(
    (env): SubgraphSettings => ({
      timeout: env.SUBGRAPH_TIMEOUT ?? defaultSettings.timeout,
      retries: env.SUBGRAPH_RETRIES ?? defaultSettings.retries,
      concurrency: env.SUBGRAPH_CONCURRENCY ?? defaultSettings.concurrency,
      queue: env.SUBGRAPH_QUEUE ?? defaultSettings.queue,
      maxBytes: env.SUBGRAPH_MAX_BYTES ?? defaultSettings.maxBytes,
      slow: env.SUBGRAPH_SLOW ?? defaultSettings.slow,
      pause: env.SUBGRAPH_PAUSE ?? defaultSettings.pause,
    }),
  );

const timeouts = z.record(z.string(), z.unknown()).transform((env, context) => {
  const given: Record<string, number> = {};
  for (const [name, value] of Object.entries(env).filter(([name]) => name.startsWith(prefix))) {
    const { data, error } = milliseconds.safeParse(value);
    for (const issue of error?.issues ?? []) context.addIssue({ code: 'custom', path: [name], message: issue.message });
    if (data !== undefined) given[name.slice(prefix.length)] = data;
  }
  return given;
});

/** SUBGRAPH_TIMEOUT, SUBGRAPH_RETRIES and so on for all subgraphs, SUBGRAPH_TIMEOUT_* for one. */
export const subgraphSettingsEnvironment = z.unknown().transform((env, context) => {
  const parts = { all: common.safeParse(env), timeouts: timeouts.safeParse(env) };
  for (const { error } of Object.values(parts))
    for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path, message });
  return parts.all.data && parts.timeouts.data ? { all: parts.all.data, timeouts: parts.timeouts.data } : z.NEVER;
});

export type GivenSettings = { all: SubgraphSettings; timeouts: Record<string, number> };

/**
 * The settings of a subgraph by its name.
 *
 * @param names those of the supergraph; SupergraphError where a timeout is given for another one: misspelt, it would do nothing
 */
export function settingsBySubgraph({ all, timeouts }: GivenSettings, names: readonly string[]) {
  const known = names.map(environmentName);
  const unknown = Object.keys(timeouts).filter((name) => !known.includes(name));
  const variables = (of: readonly string[]) => of.map((name) => prefix + name).join(', ');
  if (unknown.length > 0)
    throw new SupergraphError(
      `the supergraph has no subgraph for ${variables(unknown)}: expected one of ${variables(known)}`,
    );
  return (name: string): SubgraphSettings => ({ ...all, timeout: timeouts[environmentName(name)] ?? all.timeout });
}
