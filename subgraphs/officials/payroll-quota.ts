import DataLoader from 'dataloader';
import { sql } from 'drizzle-orm';
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core';
import { requireRange } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { isProvince } from '../kit/jurisdiction.ts';
import { isAnyOf } from '../kit/look-up.ts';
import { today } from '../kit/today.ts';
import { firstYear, lastYear } from './filter.ts';
import { payrollQuotas } from './tables.ts';

/** The posts assigned for a year. */
type PostsOfYear = { year: number; posts: number };

/** A loader of the posts of all agencies of a unit or, for a province, under it, summed by year; one statement a batch. */
export function postsByPlace(db: Database): DataLoader<string, PostsOfYear[]> {
  const summed = (column: PgColumn, ids: string[]) =>
    db
      .select({
        id: sql<string>`${column}`,
        year: payrollQuotas.year,
        posts: sql<number>`sum(${payrollQuotas.posts})::int`,
      })
      .from(payrollQuotas)
      .where(isAnyOf(column, ids))
      .groupBy(column, payrollQuotas.year);
  return new DataLoader(async (ids) => {
    const units = ids.filter((id) => !isProvince(id));
    const rows = await unionAll(
      summed(payrollQuotas.unitId, units),
      summed(payrollQuotas.provinceId, ids.filter(isProvince)),
    );
    const byId = Map.groupBy(rows, ({ id }) => id);
    return ids.map((id) => byId.get(id) ?? []);
  });
}

/** The posts of a year, the current one by default; null where no quota is recorded. BAD_USER_INPUT for what is no year. */
export async function postsOf(quotas: () => Promise<PostsOfYear[]>, year: number | null | undefined) {
  const asked = requireRange(year ?? Number(today().slice(0, 4)), firstYear, lastYear, 'year');
  return (await quotas()).find((quota) => quota.year === asked)?.posts ?? null;
}
