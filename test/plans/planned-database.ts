import postgres from 'postgres';
import type { Caller } from '../../schema/caller.ts';
import { type Claims, claimsOf, everything } from '../../subgraphs/kit/claims.ts';
import { createSend, drizzleThrough, readThrough } from '../../subgraphs/kit/client.ts';
import { allColumns } from '../../subgraphs/kit/columns.ts';
import type { Database } from '../../subgraphs/kit/database.ts';
import type { ServingUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Rows, Statement } from '../../subgraphs/kit/session.ts';

/** A node of PostgreSQL's plan, as `explain (format json)` has it. */
export type PlanNode = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Plan Rows': number;
  /** For each loop, as the three below; missing where it was not run. */
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
};

/** A statement that a loader sent, and how PostgreSQL would answer it. */
export type Planned = { text: string; plan: PlanNode };

type PlannedOptions = {
  urls: ServingUrls;
  cursorKey: Buffer;
  /** Told of each statement. */
  onPlanned: (planned: Planned) => void;
};

/**
 * What loaders of one caller read through, with its role and claims, where each statement is explained: it finds no rows.
 * Those that keep their plan are planned for any parameters; all others for theirs, as in the application, and run.
 */
export function openPlannedDatabase(caller: Caller, { urls, cursorKey, onPlanned }: PlannedOptions) {
  const connect = (url: string, claims: Claims) =>
    postgres(url, {
      max: 2,
      fetch_types: false,
      onnotice: () => {},
      connection: {
        'lienthong.claims': claims,
        plan_cache_mode: 'force_custom_plan',
        statement_timeout: 20_000,
      } as never,
    });
  const rows = connect(urls.application, claimsOf(caller));
  const aggregates = connect(urls.statistics ?? urls.application, everything);
  const planWith =
    (sql: postgres.Sql) =>
    async ({ text, parameters, keepPlan }: Statement): Promise<Rows> => {
      const [answer] = keepPlan
        ? await sql.unsafe(`explain (generic_plan, format json) ${text}`).simple()
        : await sql.unsafe(`explain (analyze, timing off, buffers off, format json) ${text}`, [
            ...parameters,
          ] as never[]);
      const explained = answer?.['QUERY PLAN'];
      const [{ Plan: plan }] = typeof explained === 'string' ? JSON.parse(explained) : explained;
      onPlanned({ text, plan });
      return [] as never;
    };
  const through = (sql: postgres.Sql) => createSend({ run: planWith(sql) }, null);
  const database: Database = {
    ...readThrough(through(rows)),
    cursorKey,
    caller,
    columnsOf: allColumns,
    statistics: drizzleThrough(through(aggregates)),
    write: () => {
      throw new Error('plans are read of queries alone');
    },
  };
  return { database, stop: () => Promise.all([rows.end(), aggregates.end()]) };
}
