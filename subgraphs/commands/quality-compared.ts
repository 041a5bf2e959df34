import { getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import type { GivenUrls } from '../config.ts';
import { registerName } from '../data-quality/run/outcome.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { registry } from '../registry.ts';

/** Tells by which comparisons the rules of the population register judge, of the records held here: the last may be long ago. */
export async function tellLastComparison(
  urls: Record<string, GivenUrls>,
  print: (line: string) => void,
): Promise<void> {
  for (const { name, load } of registry) {
    const owner = urls[name]?.owner;
    const { citizens } = (await load()).default;
    if (owner === undefined || !citizens) continue;
    const day = await lastComparison(owner, citizens.matches.table).catch((error: unknown) => {
      // A database that does not answer, or not with this table, is told when it is read.
      if (databaseErrorCode(error) !== undefined) return null;
      throw error;
    });
    if (day !== null) print(`${registerName}: its rules judge by comparisons of records up to ${day}`);
  }
}

/** The day of the latest comparison of a record, in the time of Việt Nam; null where there was none. */
async function lastComparison(owner: string, matches: PgTable): Promise<string | null> {
  const sql = postgres(owner, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ day: string | null }[]>`
      select to_char(max(checked_at) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day from ${sql(getTableName(matches))}`;
    return row?.day ?? null;
  } finally {
    await sql.end();
  }
}
