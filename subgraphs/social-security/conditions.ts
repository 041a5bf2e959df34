import { gte, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

// Conditions that only this database's filters are made of (the others: kit/conditions.ts); each is undefined where the filter
// does not ask for it.

/** A filter as GraphQL hands it over: a condition that is absent or null does not count. */
export type Optional<T> = { [K in keyof T]?: T[K] | null };

/** At or above the value. */
export const from = <T>(column: PgColumn, value: T | null | undefined) =>
  value == null ? undefined : gte(column, value);

/** Under the value, itself excluded. */
export const before = <T>(column: PgColumn, value: T | null | undefined) =>
  value == null ? undefined : lt(column, value);

/** Whether nothing has ended it. */
export function paid(endedOn: PgColumn, wanted: boolean | null | undefined): SQL | undefined {
  if (wanted == null) return undefined;
  return wanted ? isNull(endedOn) : isNotNull(endedOn);
}

/** Whether a sub-select finds anything, as wanted; no condition where nothing is wanted. */
export function whether(wanted: boolean | null | undefined, select: SQL): SQL | undefined {
  if (wanted == null) return undefined;
  return wanted ? sql`exists (${select})` : sql`not exists (${select})`;
}
