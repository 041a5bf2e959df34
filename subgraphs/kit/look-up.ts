import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { LRUCache } from 'lru-cache';
import type { Columns } from './columns.ts';
import type { Database } from './database.ts';
import { ask, rowReader, type Worded, wording } from './statement.ts';

type LookUp = { table: PgTable; column: PgColumn; order: readonly (PgColumn | SQL)[] };

/** Clients select what they like: the sets of columns asked for last. */
const maxWordings = 100;

/**
 * A way to read rows whose `column` has one of the keys, all of a form that it can hold. The statement is worded once for its columns
 * and order, because drizzle takes longer to word it than PostgreSQL to answer, and its plan is kept: an index finds the rows, whatever the
 * keys, and to plan such a statement under its policies takes PostgreSQL longer than to run it.
 */
export function createLookUp(asked: LookUp) {
  const worded = new LRUCache<string, Worded>({ max: maxWordings });
  return (db: Database, columns: Columns, keys: readonly string[]): Promise<Record<string, unknown>[]> => {
    const names = Object.keys(columns).join();
    const found = worded.get(names) ?? word(asked, columns);
    worded.set(names, found);
    return ask(db, found, [[...keys]]);
  };
}

function word({ table, column, order }: LookUp, columns: Columns): Worded {
  const { sql: text, params } = wording
    .select(columns)
    .from(table)
    .where(isAnyOf(column, ['']))
    .orderBy(...order)
    .toSQL();
  if (params.length !== 1) throw new Error(`expected no parameters but the keys in a look-up by "${column.name}"`);
  return { text, keepPlan: true, rowsOf: rowReader(columns) };
}

/** `column = any(keys)`, the keys as one parameter: the statement's text is the same for 1 and for 70,000. */
export function isAnyOf(column: PgColumn, keys: readonly string[]): SQL {
  return sql`${column} = any(${sql.param([...keys])}::${sql.raw(column.getSQLType())}[])`;
}
