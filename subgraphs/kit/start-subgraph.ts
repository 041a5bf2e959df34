import { setTimeout } from 'node:timers/promises';
import { count, getTableName } from 'drizzle-orm';
import type { Caller } from '../../schema/caller.ts';
import { columnsSelected } from './columns.ts';
import { connectDatabase } from './database.ts';
import type { ServingUrls } from './database-urls.ts';
import type { Subgraph } from './define-subgraph.ts';
import { EnvironmentError } from './environment.ts';
import { createExecutor } from './execute.ts';
import { createExtractSource } from './extract-source.ts';
import type { ReportFailure } from './mask-error.ts';
import type { Selection } from './selection.ts';

/** Milliseconds. */
const readyWithin = 2_000;

type StartOptions = {
  databaseUrls: ServingUrls;
  personKey: Buffer;
  report: ReportFailure;
  onStatement?: (text: string) => void;
  /** How many processes of this machine run it; see connectDatabase. */
  processes?: number | undefined;
};

/**
 * Joins a subgraph with its database: `execute` answers operations, `stop` closes the pool. Succeeds while the database
 * is down; fields answer SUBGRAPH_UNAVAILABLE until it is back.
 */
export function startSubgraph<Loaders>(
  subgraph: Subgraph<Loaders>,
  { databaseUrls, personKey, report, onStatement, processes }: StartOptions,
) {
  const database = connectDatabase({
    urls: databaseUrls,
    name: subgraph.name,
    open: subgraph.open.map((table) => getTableName(table)),
    secret: personKey,
    onStatement,
    processes,
  });
  const createContext = (caller: Caller, signal: AbortSignal | undefined, selection?: Selection) => ({
    loaders: subgraph.createLoaders(database.forCaller(caller, signal, columnsSelected(subgraph.rowTypes, selection))),
    personKey,
    caller,
  });
  /** Whether the database answers, and soon: one that hangs is as good as down. */
  const answersSoon = () =>
    Promise.race([database.ask().then(() => true), setTimeout(readyWithin, false, { ref: false })]);
  return {
    name: subgraph.name,
    /** What it gives to the rules of data quality; none where it declares no extract. */
    source: subgraph.extracts.length > 0 ? createExtractSource(subgraph, { urls: databaseUrls }) : undefined,
    execute: createExecutor(subgraph, createContext, report),
    isReady: () => answersSoon().catch(() => false),
    /** RoleError where a role may see or do more than it should. A database that does not answer is asked before its first use. */
    checkRole: async (): Promise<void> => {
      await answersSoon().catch((error: unknown) => {
        if (error instanceof EnvironmentError) throw error;
      });
    },
    /** How many records each principal table holds, by the name to show; rejects with PostgreSQL's own error. */
    countRecords: async (): Promise<Record<string, number>> => {
      const counts = Object.entries(subgraph.principal).map(async ([label, table]) => {
        const [row] = await database.statistics.select({ count: count() }).from(table);
        return [label, row?.count ?? 0] as const;
      });
      // drizzle wraps what went wrong.
      return Object.fromEntries(
        await Promise.all(counts).catch((error: Error) => Promise.reject(error.cause ?? error)),
      );
    },
    /** How busy its connections are. */
    poolUse: () => database.use().map((use) => ({ subgraph: subgraph.name, ...use })),
    stop: database.stop,
  };
}

export type RunningSubgraph = ReturnType<typeof startSubgraph>;
