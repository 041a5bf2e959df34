import { Column, fillPlaceholders, is, noopDecoder, SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Database } from './database.ts';

/** What a statement selects, by the names that its rows have for it. */
export type Fields = Record<string, unknown>;

/** A statement's text, and what makes rows of what it answers. */
export type Worded = {
  text: string;
  /** Whether one plan suits any parameters. */
  keepPlan: boolean;
  rowsOf: (found: readonly unknown[][]) => Record<string, unknown>[];
};

/** Words statements, and asks nothing. */
export const wording = drizzle.mock() as unknown as PostgresJsDatabase;

type Query<Row> = PromiseLike<Row[]> & {
  toSQL: () => { sql: string; params: unknown[] };
  readonly _: { readonly selectedFields: object };
};

/**
 * A statement that is worded once, because drizzle takes longer to word it than PostgreSQL to answer; what varies is `sql.placeholder`.
 * Its plan is kept too: for statements whose rows an index finds by keys given, whatever they are.
 *
 * @param make a query without nested fields
 */
export function createStatement<Row>(make: (db: PostgresJsDatabase) => Query<Row>) {
  let made: (Worded & { params: unknown[] }) | undefined;
  const word = () => {
    const query = make(wording);
    const { sql: text, params } = query.toSQL();
    return { text, params, keepPlan: true, rowsOf: rowReader(query._.selectedFields as Fields) };
  };
  return async (db: Database, values: Record<string, unknown>): Promise<Row[]> => {
    made ??= word();
    return (await ask(db, made, fillPlaceholders(made.params, values))) as Row[];
  };
}

export function ask(
  db: Database,
  { text, keepPlan, rowsOf }: Worded,
  parameters: unknown[],
): Promise<Record<string, unknown>[]> {
  return db.send(text, parameters, { keepPlan, raw: true }).then((found) => rowsOf(found as unknown[][]));
}

const dialect = new PgDialect();

/** What a statement answers that is worded for this request alone, as arrays of its values; planned for its parameters. */
export async function askAnew<Row>(db: Database, statement: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return (await db.send(text, params, { keepPlan: false, raw: true })) as Row[];
}

/** Makes rows of arrays that hold the fields' values in their order. */
export function rowReader(fields: Fields): Worded['rowsOf'] {
  const read = Object.entries(fields).map(([name, field]) => {
    const decoder = decoderOf(field);
    return { name, decoder, isAsSent: isAsSent(decoder) };
  });
  return (found) =>
    found.map((values) => {
      const row: Record<string, unknown> = {};
      let place = 0;
      for (const { name, decoder, isAsSent } of read) {
        const value = values[place++];
        row[name] = isAsSent || value === null ? value : decoder.mapFromDriverValue(value);
      }
      return row;
    });
}

type Decoder = { mapFromDriverValue: (value: unknown) => unknown };

function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return field;
  const { decoder } = (is(field, SQL.Aliased) ? field.sql : field) as unknown as { decoder?: Decoder };
  if (!decoder) throw new Error('expected columns and expressions as the fields of a statement');
  return decoder;
}

const isAsSent = (decoder: Decoder) =>
  decoder === noopDecoder || decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue;
