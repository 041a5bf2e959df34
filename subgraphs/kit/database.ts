import { hkdfSync } from 'node:crypto';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** What loaders read through. `cursorKey` seals this database's cursors. */
export type Database = PostgresJsDatabase & { readonly cursorKey: Buffer };

type DatabaseOptions = {
  /** postgres:// address */
  url: string;
  /** names the connections in pg_stat_activity */
  name: string;
  /** The shared secret that cursor keys are derived from. */
  secret: Buffer;
  /** Called with each SQL text as it is sent (never with its parameters). */
  onStatement?: (text: string) => void;
};

const connections = 8;

/** Milliseconds; just under the gateway's own patience, so that PostgreSQL stops working on what nobody waits for. */
const statementTimeout = 14_000;

/** Opens a pool, lazily: nothing connects before the first statement, so a database may be down at start. */
export function connectDatabase({ url, name, secret, onStatement }: DatabaseOptions) {
  const sql = postgres(url, {
    max: connections,
    connect_timeout: 5,
    // The default waits up to seconds between attempts; a database that is back should be used at once.
    backoff: () => 0.1,
    onnotice: () => {},
    connection: { application_name: `lienthong ${name}`, statement_timeout: statementTimeout },
  });
  const logger = onStatement ? { logQuery: (text: string) => onStatement(text) } : undefined;
  const cursorKey = Buffer.from(hkdfSync('sha256', secret, '', `cursor ${name}`, 32));
  const db: Database = Object.assign(drizzle(sql, { logger }), { cursorKey });
  return { db, sql, stop: () => sql.end({ timeout: 2 }) };
}

const unavailable =
  /^(08...|57014|57P0[1-3]|53300|3D000|28...|ECONN.*|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED))$/;

/** The SQLSTATE or socket code of an error, also where drizzle has wrapped it; undefined for any other error. */
export function databaseErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  if (error instanceof AggregateError) return databaseErrorCode(error.errors[0]);
  return databaseErrorCode(error.cause);
}

/** Whether an error says that the database cannot be reached or takes too long (rather than that a statement is wrong). */
export function isDatabaseDown(error: unknown): boolean {
  return unavailable.test(databaseErrorCode(error) ?? '');
}
