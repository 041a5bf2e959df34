import { eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { badUserInput } from './errors.ts';

type Maybe<T> = T | null | undefined;

/** A filter's fields as GraphQL hands them over: one that is absent or null is no condition. */
export type Optional<T> = { [K in keyof T]?: Maybe<T[K]> };

const maxValues = 1_000;

/** `column` is one of the values; none where the list is empty, no condition where it is absent. BAD_USER_INPUT above 1,000 values. */
export function anyOf<T>(column: PgColumn, values: Maybe<T[]>, argument: string): SQL | undefined {
  if (!values) return undefined;
  if (values.length > maxValues) throw badUserInput(`Argument "${argument}": expected at most ${maxValues} values.`);
  // A single value keeps an index's further columns in order, so that a page is read off it; a list does not.
  if (values.length === 1) return eq(column, values[0]);
  // One parameter for any number of them: each length would be a statement of its own to prepare.
  return sql`${column} = any(${sql.param(values)})`;
}

/** `column` is the value or above it; no condition where it is absent. */
export function from<T>(column: PgColumn, value: Maybe<T>): SQL | undefined {
  return value == null ? undefined : gte(column, value);
}

/** `column` is under the value, itself excluded; no condition where it is absent. */
export function before<T>(column: PgColumn, value: Maybe<T>): SQL | undefined {
  return value == null ? undefined : lt(column, value);
}

/**
 * A folded column (see fold_name in prelude.sql) holds the name somewhere. BAD_USER_INPUT for a name without a letter or
 * digit, which would fold to nothing and so match everybody.
 */
export function nameContains(folded: PgColumn, name: Maybe<string>, argument = 'filter.name'): SQL | undefined {
  if (name == null) return undefined;
  return sql`${folded} like '%' || fold_name(${requireName(name, argument)}) || '%'`;
}

/** Passes on a name that has something to search for: folding leaves Latin letters and digits. */
function requireName(name: string, argument: string): string {
  if (!/[a-zđ0-9]/i.test(name.normalize('NFD')))
    throw badUserInput(`Argument "${argument}": expected at least one letter or digit.`);
  return name;
}

/** Passes on a whole number within bounds; without it a value too large for its column would fail the statement. */
export function requireRange(value: number, least: number, most: number, argument: string): number {
  if (value < least || value > most)
    throw badUserInput(`Argument "${argument}": expected a number from ${least} to ${most}.`);
  return value;
}

const maxGroups = 1_000;

/** How many groups a statistic asks PostgreSQL for: one more than it answers, to know that there are more. */
export const groupLimit = maxGroups + 1;

/** Passes on the groups of a statistic. BAD_USER_INPUT above 1,000, because a part of the groups would pass for all. */
export function requireAllGroups<T>(rows: T[]): T[] {
  if (rows.length < groupLimit) return rows;
  throw badUserInput(`Argument "groupBy": expected at most ${maxGroups} groups; narrow "filter" or group by less.`);
}
