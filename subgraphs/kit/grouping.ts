import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgTable, PgColumn, PgTable } from 'drizzle-orm/pg-core';

type Key = PgColumn | SQL;

/** What to join, at most one row to each counted, for keys that its own row does not hold. */
type Join = { table: AnyPgTable | PgTable; on: SQL };

/** What a value of a group enum groups by: properties of the answered row, and what PostgreSQL reads them from. */
export type Group = { keys: Record<string, Key>; join?: Join };

/** A query of drizzle's that can still be joined to. */
type Joinable = { leftJoin: (table: never, on: SQL) => unknown };

/**
 * What some values of a group enum make of a statement. All that can be grouped by puts each record into exactly one group: what is
 * told of them stands on that (disclosure.ts).
 *
 * @param groupBy a value twice over counts once
 */
export function grouping<Name extends string>(groups: Record<Name, Group>, groupBy: readonly Name[]) {
  const chosen = [...new Set(groupBy)].map((name) => groups[name]);
  const keys: Record<string, Key> = Object.assign({}, ...chosen.map((group) => group.keys));
  const propertiesOf = (names: readonly Name[]) => names.flatMap((name) => Object.keys(groups[name].keys));
  // By their places in the select list: an expression with parameters would not be recognised as the same.
  const positions = Object.keys(keys).map((_, index) => sql.raw(String(index + 1)));
  return {
    /** To be selected before anything else. */
    keys,
    positions,
    /**
     * In the order of the keys. First by what is the same of all groups, and known of none before it is counted: for the first thousand
     * groups in an order that a table can be read in, PostgreSQL would look up each row's other tables one by one.
     */
    order: [sql`count(*) is null`, ...positions],
    join: <Query extends Joinable>(query: Query): Query =>
      chosen.reduce(
        (joined, { join }) => (join ? (joined.leftJoin(join.table as never, join.on) as Query) : joined),
        query,
      ),
    /** A group's key as text; that of the wider group that it is a part of, by some of the names alone. */
    keyOf: (row: object, names: readonly Name[] = groupBy) =>
      JSON.stringify(propertiesOf(names).map((property) => (row as Record<string, unknown>)[property] ?? null)),
  };
}

/** The first day of the month of a day. */
export const monthOf = (day: PgColumn): SQL<string | null> => sql`(${day} - extract(day from ${day})::int + 1)`;

/** The year of a day. */
export const yearOf = (day: PgColumn): SQL<number | null> => sql`extract(year from ${day})::int`;
