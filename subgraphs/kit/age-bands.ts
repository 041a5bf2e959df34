import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { today } from './today.ts';

const years = 5;

/** Values of `enum AgeBand`, youngest first: five years each, but for the first and the last. */
const bands = [
  'UNDER_15',
  ...Array.from({ length: 12 }, (_, n) => `AGE_${15 + n * years}_${19 + n * years}`),
  'AGE_75_AND_OVER',
];

/** The bands of five years that the first one holds. */
const inFirst = 3;

/**
 * The place of someone's band by the age reached in a calendar year, from 0. By the year of birth alone: on the birthday itself it
 * would tell the day, which needs more than the year does.
 *
 * @param year of today without it
 */
export function ageBand(birthDate: PgColumn, year = Number(today().slice(0, 4))): SQL<number> {
  const last = sql.raw(String(bands.length - 1));
  return sql`least(greatest((${sql.raw(String(year))} - extract(year from ${birthDate})::int) / ${sql.raw(String(years))} - ${sql.raw(String(inFirst - 1))}, 0), ${last})`;
}

/** The name of a band by its place; null where there is none, because it was not grouped by. */
export const ageBandName = (place: unknown): string | null => bands[place as number] ?? null;
