import { hkdfSync } from 'node:crypto';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Caller } from '../../schema/caller.ts';
import { claimsOf, everything, writingClaimsOf } from './claims.ts';
import { createSend, drizzleThrough, type Reads, readThrough } from './client.ts';
import { allColumns, type ColumnsOf } from './columns.ts';
import type { ServingUrls } from './database-urls.ts';
import { createPipeline } from './pipeline.ts';
import { refuseUnrestricted, roleQuestion, type ServingRole } from './restricted-role.ts';
import { openSession } from './session.ts';

/** What loaders of one request read through: rows within the caller's reach alone. */
export type Database = Reads & {
  /** Which columns of a table's rows are asked for. */
  readonly columnsOf: ColumnsOf;
  /** Seals this database's cursors. */
  readonly cursorKey: Buffer;
  readonly caller: Caller;
  /** Reaches every row: for aggregates alone. */
  readonly statistics: PostgresJsDatabase;
  /** Writes what the role and the policies of a table let this caller write, each statement in a transaction of its own. */
  readonly write: () => PostgresJsDatabase;
};

type DatabaseOptions = {
  urls: ServingUrls;
  /** names the connections in pg_stat_activity */
  name: string;
  /** The names of the tables that hold no one. */
  open: readonly string[];
  /** The shared secret that cursor keys are derived from. */
  secret: Buffer;
  /** Called with each SQL text as it is sent (never with its parameters). */
  onStatement?: ((text: string) => void) | undefined;
  /** How many processes of this machine read the database alike: each takes its part of the connections. */
  processes?: number | undefined;
};

const connections = { rows: 8, statistics: 2 };

/** Milliseconds; just under the gateway's own patience, so that PostgreSQL stops working on what nobody waits for. */
const statementTimeout = 14_000;

/**
 * Memory for each sort and hash table of a statistic (a hash table takes twice as much): with PostgreSQL's usual 4 MB, or 16, those over a million
 * people go through files. Few statements run at once: see `connections`.
 */
const statisticsMemory = '64MB';

/** Opens lazily: nothing connects before the first statement, so a database may be down at start. */
export function connectDatabase({
  urls: { application, statistics: own },
  name,
  open,
  secret,
  onStatement,
  processes = 1,
}: DatabaseOptions) {
  const partOf = (connections: number) => Math.max(1, Math.floor(connections / processes));
  const openAs =
    (role: ServingRole, url: string, settings: Record<string, string> = {}) =>
    (onLost: () => void) =>
      openSession({
        database: {
          url,
          settings: {
            application_name: `lienthong ${name}${role === 'statistics' ? ' statistics' : ''}`,
            statement_timeout: statementTimeout,
            ...settings,
          },
        },
        question: roleQuestion,
        refuse: (answer) => refuseUnrestricted(role, open, answer),
        onLost,
      });
  const rows = createPipeline({ connections: partOf(connections.rows), open: openAs('application', application) });
  const aggregates = createPipeline({
    connections: partOf(connections.statistics),
    open: openAs(own ? 'statistics' : 'application', own ?? application, { work_mem: statisticsMemory }),
  });
  // A role of its own sees every row by itself.
  const statisticsClaims = own === undefined ? everything : null;
  const statistics = drizzleThrough(createSend(aggregates, statisticsClaims, { onStatement }));
  const cursorKey = Buffer.from(hkdfSync('sha256', secret, '', `cursor ${name}`, 32));
  return {
    /**
     * Cheap: made anew for each request.
     *
     * @param signal once aborted, no more rows are read; what was sent is answered, and so are statistics, which are single statements
     */
    forCaller: (caller: Caller, signal?: AbortSignal, columnsOf = allColumns): Database => ({
      ...readThrough(createSend(rows, claimsOf(caller), { signal, onStatement })),
      cursorKey,
      caller,
      columnsOf,
      statistics,
      write: () => drizzleThrough(createSend(rows, writingClaimsOf(caller), { writes: true, onStatement })),
    }),
    statistics,
    /** Rejects where the database does not answer either role; RoleError where row-level security would not bind us. */
    ask: async () => {
      const probe = { text: 'select', parameters: [], prepare: false, keepPlan: false, raw: false };
      await Promise.all([
        rows.run({ ...probe, claims: everything }),
        aggregates.run({ ...probe, claims: statisticsClaims }),
      ]);
    },
    /** How busy the connections are, of each kind. */
    use: () => [
      { pool: 'rows' as const, limit: connections.rows, ...rows.use() },
      { pool: 'statistics' as const, limit: connections.statistics, ...aggregates.use() },
    ],
    stop: async () => {
      await Promise.all([rows.stop(), aggregates.stop()]);
    },
  };
}
