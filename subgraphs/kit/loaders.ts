import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { createLoader, type Loader } from './batch/loader.ts';
import type { Database } from './database.ts';
import { isUuid } from './errors.ts';

type Row<T extends PgTable> = T['$inferSelect'];

/** A loader of the one row whose `column` (unique) has the key, or null; one statement a batch. */
export function one<T extends PgTable>(db: Database, table: T, column: PgColumn): Loader<string, Row<T> | null> {
  return createLoader(async (keys) => {
    const rows = await select(db, table, column, keys);
    const byKey = new Map(rows.map((row) => [String(row[property(table, column)]), row]));
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
    const rows = await select(db, table, column, keys, order);
    const byKey = Map.groupBy(rows, (row) => String(row[property(table, column)]));
    return keys.map((key) => byKey.get(key) ?? []);
  });
}

async function select<T extends PgTable>(
  db: Database,
  table: T,
  column: PgColumn,
  keys: readonly string[],
  order: (PgColumn | SQL)[] = [],
): Promise<Record<string, unknown>[] & Row<T>[]> {
  // A key that cannot be in the column would fail the statement, and with it the whole batch.
  const possible = column.getSQLType() === 'uuid' ? keys.filter(isUuid) : [...keys];
  if (possible.length === 0) return [] as never;
  return (await db
    .select()
    .from(table as PgTable)
    .where(isAnyOf(column, possible))
    .orderBy(...order)) as never;
}

/** `column = any(keys)`, the keys as one parameter: the statement's text is the same for 1 and for 70,000. */
export function isAnyOf(column: PgColumn, keys: readonly string[]): SQL {
  return sql`${column} = any(${sql.param([...keys])}::${sql.raw(column.getSQLType())}[])`;
}

/** The name that a table's rows have for a column. */
function property(table: PgTable, column: PgColumn): string {
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
