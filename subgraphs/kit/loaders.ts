import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { createLoader, type Loader } from './batch/loader.ts';
import type { Database } from './database.ts';
import { isUuid } from './errors.ts';
import { createLookUp } from './look-up.ts';
import type { Recipe } from './recipes.ts';

type Row<T extends PgTable> = T['$inferSelect'];

/** Loaders of the one row whose `column` (unique) has the key, or null; one statement a batch. */
export function one<T extends PgTable>(table: T, column: PgColumn): Recipe<Loader<string, Row<T> | null>> {
  const { select, keyOf } = rowsBy(table, column, []);
  return (db) =>
    createLoader(async (keys) => {
      const byKey = new Map((await select(db, keys)).map((row) => [keyOf(row), row]));
      return keys.map((key) => byKey.get(key) ?? null);
    });
}

/** Loaders of all rows whose `column` has the key, in the given order; one statement a batch. For lists that are short by nature. */
export function many<T extends PgTable>(
  table: T,
  column: PgColumn,
  order: (PgColumn | SQL)[] = [],
): Recipe<Loader<string, Row<T>[]>> {
  const { select, keyOf } = rowsBy(table, column, order);
  return (db) =>
    createLoader(async (keys) => {
      const byKey = Map.groupBy(await select(db, keys), keyOf);
      return keys.map((key) => byKey.get(key) ?? []);
    });
}

function rowsBy<T extends PgTable>(table: T, column: PgColumn, order: readonly (PgColumn | SQL)[]) {
  const property = propertyOf(table, column);
  const isOfUuids = column.getSQLType() === 'uuid';
  const lookUp = createLookUp({ table, column, order });
  // The id for what is found by it beside its own columns.
  const always = ['id', property];
  return {
    keyOf: (row: Row<T>) => String(row[property]),
    select: (db: Database, keys: readonly string[]): Promise<Row<T>[]> => {
      // A key that cannot be in the column would fail the statement, and with it the whole batch.
      const possible = isOfUuids ? keys.filter(isUuid) : keys;
      if (possible.length === 0) return Promise.resolve([]);
      return lookUp(db, db.columnsOf(table, always), possible) as Promise<Row<T>[]>;
    },
  };
}

/** The name that a table's rows have for a column. */
function propertyOf(table: PgTable, column: PgColumn): string {
  const found = Object.entries(table).find(([, value]) => value === column);
  if (!found) throw new Error(`column "${column.name}" is not of the table given`);
  return found[0];
}
