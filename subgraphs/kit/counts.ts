import DataLoader from 'dataloader';
import { and, count, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, type PgTable, unionAll } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';
import { isProvince, type Place } from './jurisdiction.ts';
import { isAnyOf } from './loaders.ts';

type Counted = {
  /** What is computed over the rows; how many there are without it. */
  value?: SQL<number>;
  /** Which rows, AND-ed; all without it. */
  where?: (SQL | undefined)[];
};

/** A loader of a number over the rows whose `column` has the key; 0 where there are none; one statement a batch. */
export function numberBy(db: Database, table: PgTable, column: PgColumn, counted: Counted = {}) {
  return new DataLoader<string, number>(async (keys) => inOrder(keys, await grouped(db, table, column, keys, counted)));
}

/** The same over the rows recorded in a unit or, for a province, under it; one statement for units and provinces alike. */
export function numberByPlace(db: Database, table: PgTable & Place, counted: Counted = {}) {
  return new DataLoader<string, number>(async (ids) => {
    const units = ids.filter((id) => !isProvince(id));
    // Not one condition with OR: each half is answered by its own index alone.
    const rows = await unionAll(
      grouped(db, table, table.unitId, units, counted),
      grouped(db, table, table.provinceId, ids.filter(isProvince), counted),
    );
    return inOrder(ids, rows);
  });
}

function grouped(db: Database, table: PgTable, column: PgColumn, keys: readonly string[], counted: Counted) {
  const { value = count(), where = [] } = counted;
  return db
    .select({ key: sql<string>`${column}`, value })
    .from(table)
    .where(and(isAnyOf(column, keys), ...where))
    .groupBy(column);
}

function inOrder(keys: readonly string[], rows: { key: string; value: number }[]): number[] {
  const byKey = new Map(rows.map(({ key, value }) => [key, value]));
  return keys.map((key) => byKey.get(key) ?? 0);
}
