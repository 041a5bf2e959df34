import { gte, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { badUserInput } from '../kit/errors.ts';

// Conditions that filters are made of; each is undefined where the filter does not ask for it.

/** A filter as GraphQL hands it over: a condition that is absent or null does not count. */
export type Optional<T> = { [K in keyof T]?: T[K] | null };

const maxValues = 1_000;

export function anyOf(column: PgColumn, values: string[] | null | undefined): SQL | undefined {
  if (!values) return undefined;
  if (values.length > maxValues)
    throw badUserInput(`Argument "filter": expected lists of at most ${maxValues} values.`);
  return inArray(column, values);
}

/** In any of the units: a row knows its own unit and the province above it. */
export function within(table: { unitId: PgColumn; provinceId: PgColumn }, unitIds: string[] | null | undefined) {
  return unitIds ? or(anyOf(table.unitId, unitIds), anyOf(table.provinceId, unitIds)) : undefined;
}

export const from = <T>(column: PgColumn, value: T | null | undefined) =>
  value == null ? undefined : gte(column, value);
export const to = <T>(column: PgColumn, value: T | null | undefined) =>
  value == null ? undefined : lte(column, value);

/** Whether nothing has ended it. */
export function paid(endedOn: PgColumn, wanted: boolean | null | undefined): SQL | undefined {
  if (wanted == null) return undefined;
  return wanted ? isNull(endedOn) : isNotNull(endedOn);
}

export function nameContains(foldedName: PgColumn, name: string | null | undefined): SQL | undefined {
  return name ? sql`${foldedName} like '%' || fold_name(${name}) || '%'` : undefined;
}

/** Whether a sub-select finds anything, as wanted; no condition where nothing is wanted. */
export function whether(wanted: boolean | null | undefined, select: SQL): SQL | undefined {
  if (wanted == null) return undefined;
  return wanted ? sql`exists (${select})` : sql`not exists (${select})`;
}
