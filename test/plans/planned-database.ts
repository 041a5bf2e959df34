import postgres from 'postgres';
import type { Caller } from '../../schema/caller.ts';
import { type Claims, claimsOf, everything } from '../../subgraphs/kit/claims.ts';
import { createSend, drizzleThrough, readThrough } from '../../subgraphs/kit/client.ts';
import { allColumns } from '../../subgraphs/kit/columns.ts';
import type { Database } from '../../subgraphs/kit/database.ts';
import type { ServingUrls } from '../../subgraphs/kit/database-urls.ts';
import { createPipeline } from '../../subgraphs/kit/pipeline.ts';
import { openSession, type Statement } from '../../subgraphs/kit/session.ts';

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

/**
 * A statement that a loader sent, and how PostgreSQL answers it: planned once for any parameters, planned and run, or, as statistics, which
 * take long, planned for its parameters alone.
 */
export type Planned = { text: string; plan: PlanNode; how: 'kept' | 'run' | 'planned' };

type PlannedOptions = {
  urls: ServingUrls;
  cursorKey: Buffer;
  /** Whether statements are also answered, so that others follow from what they find. */
  answers?: boolean;
  /** Told of each statement. */
  onPlanned: (planned: Planned) => void;
};

/**
 * What loaders of one caller read through, with its role and claims, where each statement is explained: it finds no rows, unless it
 * is to be answered too. Those that keep their plan are planned for any parameters; all others for theirs, as in the application,
 * and run, but for statistics.
 */
export function openPlannedDatabase(caller: Caller, { urls, cursorKey, answers = false, onPlanned }: PlannedOptions) {
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
  const answering = openPipeline(urls.application);
  const explain = (sql: postgres.Sql, how: 'run' | 'planned') => async (statement: Statement) => {
    const { text, parameters, keepPlan } = statement;
    const [answer] = keepPlan
      ? await sql.unsafe(`explain (generic_plan, format json) ${text}`).simple()
      : await sql.unsafe(`explain (${how === 'run' ? 'analyze, timing off, buffers off, ' : ''}format json) ${text}`, [
          ...parameters,
        ] as never[]);
    const explained = answer?.['QUERY PLAN'];
    const [{ Plan: plan }] = typeof explained === 'string' ? JSON.parse(explained) : explained;
    onPlanned({ text, plan, how: keepPlan ? 'kept' : how });
  };
  const ofRows = explain(rows, 'run');
  const ofAggregates = explain(aggregates, 'planned');
  const sendRows = async (statement: Statement) => {
    await ofRows(statement);
    return answers ? answering.run(statement) : [];
  };
  const sendAggregates = async (statement: Statement) => {
    await ofAggregates(statement);
    return [];
  };
  const database: Database = {
    ...readThrough(createSend({ run: sendRows }, claimsOf(caller))),
    cursorKey,
    caller,
    columnsOf: allColumns,
    statistics: drizzleThrough(createSend({ run: sendAggregates }, null)),
    write: () => {
      throw new Error('plans are read of queries alone');
    },
  };
  return { database, stop: () => Promise.all([rows.end(), aggregates.end(), answering.stop()]) };
}

/** As the application reads rows. */
const openPipeline = (url: string) =>
  createPipeline({
    connections: 2,
    open: (onLost) =>
      openSession({ database: { url, settings: {} }, question: 'select 1 as one', refuse: () => {}, onLost }),
  });
