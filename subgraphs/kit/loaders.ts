import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { createLoader, type Loader } from './batch/loader.ts';
import type { Database } from './database.ts';
import { isUuid } from './errors.ts';
import { lookUp } from './look-up.ts';

type Row<T extends PgTable> = T['$inferSelect'];

/** A loader of the one row whose `column` (unique) has the key, or null; one statement a batch. */
export function one<T extends PgTable>(db: Database, table: T, column: PgColumn): Loader<string, Row<T> | null> {
  return createLoader(async (keys) => {
    const { rows, keyOf } = await select(db, table, column, keys);
    const byKey = new Map(rows.map((row) => [keyOf(row), row]));
    return keys.map((key) => byKey.get(key) ?? null);
  });
}

/** A loader of all rows whose `column` has the key, in the given order; one statement a batch. For lists that are short by nature. */
export function many<T extends PgTable>(
  db: Database,
  table: T,
  column: PgColumn,
  order: (PgColumn | SQL)[] = [],
): Loader<string, Row<T>[]> {
  return createLoader(async (keys) => {
    const { rows, keyOf } = await select(db, table, column, keys, order);
    const byKey = Map.groupBy(rows, keyOf);
    return keys.map((key) => byKey.get(key) ?? []);
  });
}

async function select<T extends PgTable>(
  db: Database,
  table: T,
  column: PgColumn,
  keys: readonly string[],
  order: (PgColumn | SQL)[] = [],
) {
  const property = propertyOf(table, column);
  const keyOf = (row: Row<T>) => String(row[property]);
  // A key that cannot be in the column would fail the statement, and with it the whole batch.
  const possible = column.getSQLType() === 'uuid' ? keys.filter(isUuid) : keys;
  if (possible.length === 0) return { rows: [], keyOf };
  // The id for what is found by it beside its own columns.
  const columns = db.columnsOf(table, ['id', property]);
  return { rows: (await lookUp(db, { table, columns, column, order }, possible)) as Row<T>[], keyOf };
}

/** The name that a table's rows have for a column. */
function propertyOf(table: PgTable, column: PgColumn): string {
  const found = Object.entries(table).find(([, value]) => value === column);
  if (!found) throw new Error(`column "${column.name}" is not of the table given`);
  return found[0];
}

/** One loader for each list of arguments, made when first asked for: fields with equal arguments share a statement. */
export function each<A extends unknown[], L>(make: (...args: A) => L): (...args: A) => L {
  const made = new Map<string, L>();
  return (...args) => {
    const key = JSON.stringify(args);
    const loader = made.get(key) ?? make(...args);
    made.set(key, loader);
    return loader;
  };
}
