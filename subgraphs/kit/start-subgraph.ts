import { setTimeout } from 'node:timers/promises';
import { getTableName } from 'drizzle-orm';
import { connectDatabase, type Database } from './database.ts';
import type { Subgraph } from './define-subgraph.ts';
import { createExecutor } from './execute.ts';
import type { ReportFailure } from './mask-error.ts';

/** Milliseconds. */
const readyWithin = 2_000;

type StartOptions = {
  databaseUrl: string;
  personKey: Buffer;
  report: ReportFailure;
  onStatement?: (text: string) => void;
};

/**
 * Joins a subgraph with its database: `execute` answers operations, `stop` closes the pool. Succeeds while the database
 * is down; fields answer SUBGRAPH_UNAVAILABLE until it is back.
 */
export function startSubgraph<Loaders>(
  subgraph: Subgraph<Loaders>,
  { databaseUrl, personKey, report, onStatement }: StartOptions,
) {
  const database = connectDatabase({ url: databaseUrl, name: subgraph.name, secret: personKey, onStatement });
  const createContext = () => ({ loaders: subgraph.createLoaders(database.db as Database), personKey });
  return {
    name: subgraph.name,
    db: database.db,
    sql: database.sql,
    execute: createExecutor(subgraph, createContext, report),
    /** Whether the database answers, and soon: one that hangs is as good as down. */
    isReady: () =>
      Promise.race([database.sql`select 1`.then(() => true), setTimeout(readyWithin, false, { ref: false })]).catch(
        () => false,
      ),
    /** How many records each principal table holds, by the name to show. */
    countRecords: async (): Promise<Record<string, number>> => {
      const counts = Object.entries(subgraph.principal).map(async ([label, table]) => {
        const [row] = await database.sql<
          { count: number }[]
        >`select count(*)::int as count from ${database.sql(getTableName(table))}`;
        return [label, row?.count ?? 0] as const;
      });
      return Object.fromEntries(await Promise.all(counts));
    },
    stop: database.stop,
  };
}

export type RunningSubgraph = ReturnType<typeof startSubgraph>;
