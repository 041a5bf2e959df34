import DataLoader from 'dataloader';
import { and, count, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, type PgTable, unionAll } from 'drizzle-orm/pg-core';
import type { Database } from '../kit/database.ts';
import { isProvince, type Place } from '../kit/jurisdiction.ts';
import { isAnyOf } from '../kit/loaders.ts';

/** A table whose rows know their unit and the province above it. */
type PlacedTable = PgTable & Place;

/**
 * How many rows of a table are recorded in a unit or, for a province, under it: `(unitId, ...args) => count`. One statement for all
 * units asked with the same arguments.
 *
 * @param where further conditions, made of the arguments
 */
export function countInUnit<Args extends (string | null | undefined)[]>(
  db: Database,
  table: PlacedTable,
  where: (...args: Args) => (SQL | undefined)[] = () => [],
) {
  const levels = new Map<string, DataLoader<string, number>>();
  return (unitId: string, ...args: Args): Promise<number> => {
    const level = JSON.stringify(args);
    let loader = levels.get(level);
    if (!loader) {
      loader = new DataLoader((ids) => countIn(db, table, ids, where(...args)));
      levels.set(level, loader);
    }
    return loader.load(unitId);
  };
}

async function countIn(db: Database, table: PlacedTable, ids: readonly string[], conditions: (SQL | undefined)[]) {
  const [provinces, units] = [ids.filter(isProvince), ids.filter((id) => !isProvince(id))];
  const counted = (column: PgColumn, among: string[]) =>
    db
      .select({ id: sql<string>`${column}`, count: count() })
      .from(table as PgTable)
      .where(and(isAnyOf(column, among), ...conditions))
      .groupBy(column);
  // Not one condition with OR: each half is answered by its own index alone.
  const rows = await unionAll(counted(table.unitId, units), counted(table.provinceId, provinces));
  const byId = new Map(rows.map((row) => [row.id, row.count]));
  return ids.map((id) => byId.get(id) ?? 0);
}

/** A loader of how many rows of a table have a key in a column; one statement a batch. */
export function countBy(db: Database, table: PgTable, column: PgColumn): DataLoader<string, number> {
  return new DataLoader(async (keys) => {
    const rows = await db
      .select({ key: sql<string>`${column}`, count: count() })
      .from(table)
      .where(isAnyOf(column, keys))
      .groupBy(column);
    const byKey = new Map(rows.map((row) => [row.key, row.count]));
    return keys.map((key) => byKey.get(key) ?? 0);
  });
}
