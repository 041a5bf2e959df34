import { makePgArray } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import type { Claims } from './claims.ts';
import type { Pipeline } from './pipeline.ts';
import { traceStatement } from './tracing/spans.ts';

type ClientOptions = {
  /** Whether statements may change anything, each by itself. */
  writes?: boolean;
  /**
   * Once aborted, no further statement is sent. One that runs is left to end (within its statement_timeout): PostgreSQL cancels
   * whatever its connection is at, and statements of several callers follow one another on it.
   */
  signal?: AbortSignal | undefined;
  /** Called with each SQL text as it is sent. */
  onStatement?: ((text: string) => void) | undefined;
};

/** What drizzle needs of a client of postgres.js, and statement.ts, which also says whose plans are kept: each statement goes through the pipeline, with the claims if there are any. */
export function createClient(
  pipeline: Pipeline,
  claims: Claims | null,
  { writes = false, signal, onStatement }: ClientOptions = {},
): Sql {
  const unsafe = (text: string, parameters: unknown[], { keepPlan = false } = {}) => {
    let raw = false;
    // A moment later, because drizzle says only after the call how it wants the rows.
    const rows = Promise.resolve().then(() => {
      signal?.throwIfAborted();
      onStatement?.(text);
      const statement = { claims, text, parameters: sendable(parameters), prepare: !writes, keepPlan, raw, writes };
      return traceStatement(text, () => pipeline.run(statement));
    });
    const values = () => {
      raw = true;
      return rows;
    };
    return Object.assign(rows, { values });
  };
  return { unsafe, options: { parsers: {}, serializers: {} } } as never;
}

/** Lists as PostgreSQL writes them. And an error for what has no text or no place in a message: it never gets to the connection. */
function sendable(parameters: unknown[]): unknown[] {
  if (parameters.length > 65_000) throw new RangeError('a statement: expected at most 65,000 parameters');
  for (const value of parameters.flat(3))
    if (value !== null && !['string', 'number', 'bigint', 'boolean'].includes(typeof value))
      throw new TypeError('a parameter of a statement: expected text, a number, a boolean or null, or a list of them');
  return parameters.map((value) => (Array.isArray(value) ? makePgArray(value) : value));
}
