import { Column, is, SQL, StringChunk, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { LRUCache } from 'lru-cache';
import type { Columns } from './columns.ts';
import type { Database } from './database.ts';

/** A statement that finds rows by keys, as drizzle words it, and what makes rows of what it answers. */
type LookUp = { text: string; rowsOf: (found: readonly unknown[][]) => Record<string, unknown>[] };

type Asked = { table: PgTable; columns: Columns; column: PgColumn; order: readonly (PgColumn | SQL)[] };

/** Clients select what they like: the sets of columns asked for last. */
const maxWordings = 100;

const prepared = new WeakMap<PgColumn, LRUCache<string, LookUp>>();

/**
 * Rows whose `column` has one of the keys, all of a form that it can hold. The statement is worded once for its columns and order,
 * because drizzle takes longer to word it than PostgreSQL to answer.
 */
export async function lookUp(db: Database, asked: Asked, keys: readonly string[]): Promise<Record<string, unknown>[]> {
  const { text, rowsOf } = prepare(db, asked);
  return rowsOf(await db.$client.unsafe(text, [[...keys]] as never).values());
}

function prepare(db: Database, { table, columns, column, order }: Asked): LookUp {
  const ofColumn = prepared.get(column) ?? new LRUCache<string, LookUp>({ max: maxWordings });
  prepared.set(column, ofColumn);
  const key = `${Object.keys(columns).join()} ${order.map(nameOf).join()}`;
  const found = ofColumn.get(key) ?? word(db, { table, columns, column, order });
  ofColumn.set(key, found);
  return found;
}

function word(db: Database, { table, columns, column, order }: Asked): LookUp {
  const { sql: text, params } = db
    .select(columns)
    .from(table)
    .where(isAnyOf(column, ['']))
    .orderBy(...order)
    .toSQL();
  if (params.length !== 1) throw new Error(`expected no parameters but the keys in a look-up by "${column.name}"`);
  const read = Object.entries(columns).map(([name, of]) => ({ name, of, isAsSent: isAsSent(of) }));
  return {
    text,
    rowsOf: (rows) =>
      rows.map((values) => {
        const row: Record<string, unknown> = {};
        let place = 0;
        for (const { name, of, isAsSent } of read) {
          const value = values[place++];
          row[name] = isAsSent || value === null ? value : of.mapFromDriverValue(value);
        }
        return row;
      }),
  };
}

/** `column = any(keys)`, the keys as one parameter: the statement's text is the same for 1 and for 70,000. */
export function isAnyOf(column: PgColumn, keys: readonly string[]): SQL {
  return sql`${column} = any(${sql.param([...keys])}::${sql.raw(column.getSQLType())}[])`;
}

const isAsSent = (column: PgColumn) => column.mapFromDriverValue === Column.prototype.mapFromDriverValue;

/** Tells orders apart: by columns and words. */
function nameOf(order: unknown): string {
  if (is(order, SQL)) return order.queryChunks.map(nameOf).join('');
  if (is(order, Column)) return order.name;
  if (is(order, StringChunk)) return order.value.join('');
  throw new Error('expected an order of columns and words in a look-up');
}
