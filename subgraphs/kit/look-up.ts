import { Column, is, SQL, StringChunk, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { LRUCache } from 'lru-cache';
import type { Columns } from './columns.ts';
import type { Database } from './database.ts';
import { ask, rowReader, type Worded, wording } from './statement.ts';

type Asked = { table: PgTable; columns: Columns; column: PgColumn; order: readonly (PgColumn | SQL)[] };

/** Clients select what they like: the sets of columns asked for last. */
const maxWordings = 100;

const prepared = new WeakMap<PgColumn, LRUCache<string, Worded>>();

/**
 * Rows whose `column` has one of the keys, all of a form that it can hold. The statement is worded once for its columns and order,
 * because drizzle takes longer to word it than PostgreSQL to answer, and its plan is kept: an index finds the rows, whatever the keys, and
 * to plan such a statement under its policies takes PostgreSQL longer than to run it.
 */
export function lookUp(db: Database, asked: Asked, keys: readonly string[]): Promise<Record<string, unknown>[]> {
  return ask(db, prepare(asked), [[...keys]]);
}

function prepare({ table, columns, column, order }: Asked): Worded {
  const ofColumn = prepared.get(column) ?? new LRUCache<string, Worded>({ max: maxWordings });
  prepared.set(column, ofColumn);
  const key = `${Object.keys(columns).join()} ${order.map(nameOf).join()}`;
  const found = ofColumn.get(key) ?? word({ table, columns, column, order });
  ofColumn.set(key, found);
  return found;
}

function word({ table, columns, column, order }: Asked): Worded {
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

/** Tells orders apart: by columns and words. */
function nameOf(order: unknown): string {
  if (is(order, SQL)) return order.queryChunks.map(nameOf).join('');
  if (is(order, Column)) return order.name;
  if (is(order, StringChunk)) return order.value.join('');
  throw new Error('expected an order of columns and words in a look-up');
}
