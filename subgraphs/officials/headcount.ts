import DataLoader from 'dataloader';
import { count, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core';
import type { Database } from '../kit/database.ts';
import { isProvince } from '../kit/jurisdiction.ts';
import { isAnyOf } from '../kit/loaders.ts';
import { officials } from './tables.ts';

/** Records of any status. */
export const records = count();

/** People who hold a post: those on secondment keep theirs, one recorded twice holds one. */
export const staff = sql<number>`(count(distinct ${officials.personId})
  filter (where ${officials.status} in ('ACTIVE', 'SECONDED')))::int`;

/** A loader of how many officials an agency itself has; one statement a batch. */
export function countByAgency(db: Database, value: SQL<number>): DataLoader<string, number> {
  return new DataLoader(async (ids) => inOrder(ids, await counted(db, value, officials.agencyId, ids)));
}

/** A loader of how many officials are recorded in a unit or, for a province, under it; one statement a batch. */
export function countByPlace(db: Database, value: SQL<number>): DataLoader<string, number> {
  return new DataLoader(async (ids) => {
    const units = counted(
      db,
      value,
      officials.unitId,
      ids.filter((id) => !isProvince(id)),
    );
    // Not one condition with OR: each half is answered by its own index alone.
    return inOrder(ids, await unionAll(units, counted(db, value, officials.provinceId, ids.filter(isProvince))));
  });
}

const counted = (db: Database, value: SQL<number>, column: PgColumn, ids: readonly string[]) =>
  db
    .select({ id: sql<string>`${column}`, value })
    .from(officials)
    .where(isAnyOf(column, ids))
    .groupBy(column);

function inOrder(ids: readonly string[], rows: { id: string; value: number }[]): number[] {
  const byId = new Map(rows.map((row) => [row.id, row.value]));
  return ids.map((id) => byId.get(id) ?? 0);
}
