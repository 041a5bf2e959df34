import { getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';

/** What a run checks again: all records, those last checked before a date (yyyy-MM-dd), or those checked long ago. */
export type Recheck = { all?: boolean | undefined; since?: string | undefined };

/** After so many days a record is checked again: people die, and their data are corrected. */
const RECHECK_DAYS = 30;

/**
 * Begins a run, or takes up the one that did not finish where it asked for the same; the cutoff is the time from which on a
 * check counts. New records, and those that have changed since their check, are to be checked in any case.
 */
export async function beginRun(
  sql: Sql,
  table: PgTable,
  wish: Recheck,
): Promise<{ id: number; cutoff: string; resumed: boolean }> {
  const runs = sql(getTableName(table));
  return await sql.begin(async (tx) => {
    const [open] = await tx<{ id: number; cutoff: string; all: boolean }[]>`
      select id, cutoff::text, cutoff = started_at as all from ${runs} where finished_at is null order by id desc limit 1`;
    if (open?.all && wish.all) return { id: open.id, cutoff: open.cutoff, resumed: true };
    const from = wish.all
      ? tx`now()`
      : wish.since !== undefined
        ? tx`(${wish.since}::date)::timestamptz`
        : tx`now() - make_interval(days => ${RECHECK_DAYS})`;
    await tx`delete from ${runs} where finished_at is null`;
    const [made] = await tx<{ id: number; cutoff: string }[]>`
      insert into ${runs} (started_at, cutoff) values (now(), ${from}) returning id, cutoff::text`;
    if (!made) throw new Error('expected the run that was made');
    return { ...made, resumed: open !== undefined };
  });
}

export async function finishRun(sql: Sql, table: PgTable, id: number): Promise<void> {
  await sql`update ${sql(getTableName(table))} set finished_at = now() where id = ${id}`;
}
