import { eq, sql } from 'drizzle-orm';
import { alias, type PgColumn, pgTable, text } from 'drizzle-orm/pg-core';
import type { Group } from './grouping.ts';

/** What subgraphs/unit-reach.ts writes of each unit, today's and former ones (prelude.sql). */
const unitProvinces = pgTable('unit_provinces', {
  unitId: text('unit_id').primaryKey(),
  provinceToday: text('province_today'),
  unitToday: text('unit_today'),
});

const ofProvince = alias(unitProvinces, 'of_province');
const ofUnit = alias(unitProvinces, 'of_unit');

/**
 * Groups by the units of today, whatever was recorded: a former unit counts with the one that it went into whole. One that was
 * split over several is never given to one of them: it is a group of its own, `unitSplit`. Each is a whole of which the
 * units as recorded are parts, so beside them it tells no small group (disclosure.ts).
 */
export const todaysPlaces = (place: Record<'unitId' | 'provinceId', PgColumn>) =>
  ({
    PROVINCE_TODAY: {
      keys: { provinceToday: sql<string | null>`coalesce(${ofProvince.provinceToday}, ${place.provinceId})` },
      join: { table: ofProvince, on: eq(ofProvince.unitId, place.provinceId) },
    },
    UNIT_TODAY: {
      keys: {
        unitToday: sql<string | null>`coalesce(${ofUnit.unitToday}, ${place.unitId})`,
        unitSplit: sql<boolean | null>`(${place.unitId} is not null and ${ofUnit.unitToday} is null)`,
      },
      join: { table: ofUnit, on: eq(ofUnit.unitId, place.unitId) },
    },
  }) satisfies Record<string, Group>;

/** Whether a place stands in the territory of a province of today, by the province that it was recorded under. */
export const inProvinceToday = (provinceId: PgColumn, province: string) =>
  sql`${provinceId} = any(array(select unit_id from unit_provinces where province_today = ${province} and unit_id like '__@%'))`;

/**
 * Whether any of the provinces, as recorded, stands in the territory of one of today: a value for the whole statement, so where none does
 * PostgreSQL reads no row. Its statistics do not tell it that nothing stands in both, and it would look for that along a whole index.
 */
export const areInProvinceToday = (provinceIds: readonly string[], province: string) => sql`(select exists (
  select from unit_provinces where unit_id = any(${sql.param([...provinceIds])}::text[]) and province_today = ${province}))`;

/** Whether a place stands there by the unit that it was recorded under, where no province stands beside it. */
export const unitInProvinceToday = (unitId: PgColumn, province: string) =>
  sql`${unitId} in (select unit_id from unit_provinces where province_today = ${province})`;
