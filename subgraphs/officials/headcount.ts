import DataLoader from 'dataloader';
import { count, inArray, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../kit/database.ts';
import { officials } from './tables.ts';

/** Records of any status, and the people among them who hold a post. */
export type Headcount = { records: number; people: number };

/**
 * A loader of how many officials a unit or an agency has, by `column`; one statement a batch. People on secondment keep their
 * post; one recorded twice holds one.
 */
export function headcountBy(db: Database, column: PgColumn): DataLoader<string, Headcount> {
  const holdsPost = sql`${officials.status} in ('ACTIVE', 'SECONDED')`;
  return new DataLoader(async (keys) => {
    const rows = await db
      .select({
        key: sql<string>`${column}`,
        records: count(),
        people: sql<number>`(count(distinct ${officials.personId}) filter (where ${holdsPost}))::int`,
      })
      .from(officials)
      .where(inArray(column, [...keys]))
      .groupBy(column);
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key) => byKey.get(key) ?? { records: 0, people: 0 });
  });
}
