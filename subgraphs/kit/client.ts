import { makePgArray } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Claims } from './claims.ts';
import type { Pipeline } from './pipeline.ts';
import type { Rows } from './session.ts';
import { traceStatement } from './tracing/spans.ts';

/**
 * Sends one statement. Throws for parameters that have no text, and once nobody waits for the rows.
 *
 * @param keepPlan whether one plan suits any parameters
 * @param raw rows as arrays of columns instead of objects
 */
export type Send = (
  text: string,
  parameters: readonly unknown[],
  how: { keepPlan: boolean; raw: boolean },
) => Promise<Rows>;

type SendOptions = {
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

/** Each statement goes through the pipeline, with the claims if there are any. */
export function createSend(
  pipeline: Pick<Pipeline, 'run'>,
  claims: Claims | null,
  { writes = false, signal, onStatement }: SendOptions = {},
): Send {
  return (text, given, { keepPlan, raw }) => {
    signal?.throwIfAborted();
    onStatement?.(text);
    const statement = { claims, text, parameters: sendable(given), prepare: !writes, keepPlan, raw, writes };
    return traceStatement(text, () => pipeline.run(statement));
  };
}

/** What words queries and reads their rows. */
export function drizzleThrough(send: Send): PostgresJsDatabase {
  const unsafe = (text: string, parameters: unknown[]) => {
    let raw = false;
    // A moment later, because drizzle says only after the call how it wants the rows.
    const rows = Promise.resolve().then(() => send(text, parameters, { keepPlan: false, raw }));
    const values = () => {
      raw = true;
      return rows;
    };
    return Object.assign(rows, { values });
  };
  return drizzle({ unsafe, options: { parsers: {}, serializers: {} } } as never);
}

/** What a request reads through. */
export type Reads = Pick<PostgresJsDatabase, 'select' | 'execute'> & {
  /** For statements that are worded already. */
  readonly send: Send;
};

/** drizzle is made when it is first used: most requests send what was worded once, and to make it takes as long as to answer a row. */
export function readThrough(send: Send): Reads {
  let made: PostgresJsDatabase | undefined;
  const query = () => {
    made ??= drizzleThrough(send);
    return made;
  };
  const select = (fields?: never) => query().select(fields as never);
  return { send, select: select as PostgresJsDatabase['select'], execute: (statement) => query().execute(statement) };
}

/** Lists as PostgreSQL writes them. And an error for what has no text or no place in a message: it never gets to the connection. */
function sendable(parameters: readonly unknown[]): unknown[] {
  if (parameters.length > 65_000) throw new RangeError('a statement: expected at most 65,000 parameters');
  return parameters.map((value) => {
    requireText(value);
    return Array.isArray(value) ? makePgArray(value) : value;
  });
}

const withText = new Set(['string', 'number', 'bigint', 'boolean']);

function requireText(value: unknown): void {
  if (Array.isArray(value)) value.forEach(requireText);
  else if (value !== null && !withText.has(typeof value))
    throw new TypeError('a parameter of a statement: expected text, a number, a boolean or null, or a list of them');
}
