import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { anyOf } from './conditions.ts';
import { badUserInput } from './errors.ts';
import { areInProvinceToday, inProvinceToday } from './units-today.ts';

/**
 * Where a record stands: the unit it names, and the province above that, stored beside it because the hierarchy of units
 * is not in this database. Both are ids, `code@validFrom`; the province is its row of today, for a former unit its last.
 */
export type Place = { unitId: PgColumn; provinceId: PgColumn };

/**
 * The filters every list of records offers: `unitIds` are exact, `provinceIds` take in all units of the province as recorded; and where
 * statistics are made of the list, `provinceToday` those of the former provinces too that became part of it.
 */
export type PlaceFilter = { unitIds?: string[] | null; provinceIds?: string[] | null; provinceToday?: string | null };

const unitId = /^(\d{2}|\d{3}|\d{5})@(start|\d{4}-\d{2}-\d{2})$/;

/** BAD_USER_INPUT for what is no unit id, or no province's: a bare code would silently find nothing. */
export function placeConditions(
  { unitId, provinceId }: Place,
  { unitIds, provinceIds, provinceToday }: PlaceFilter,
): (SQL | undefined)[] {
  return [
    anyOf(unitId, requireUnitIds(unitIds, 'filter.unitIds'), 'filter.unitIds'),
    anyOf(provinceId, requireUnitIds(provinceIds, 'filter.provinceIds', isProvince), 'filter.provinceIds'),
    provinceToday == null ? undefined : inProvinceToday(provinceId, requireProvince(provinceToday)),
    provinceToday != null && provinceIds ? areInProvinceToday(provinceIds, provinceToday) : undefined,
  ];
}

/** Passes on what may be the id of a province of today, as `filter.provinceToday` is. BAD_USER_INPUT for anything else. */
export function requireProvince(id: string): string {
  if (unitId.test(id) && isProvince(id)) return id;
  throw badUserInput('Argument "filter.provinceToday": expected the id of a province of today, e.g. 79@2025-07-01.');
}

function requireUnitIds(ids: string[] | null | undefined, argument: string, accepts = (_id: string) => true) {
  const wrong = ids?.findIndex((id) => !unitId.test(id) || !accepts(id)) ?? -1;
  if (wrong < 0) return ids;
  const expected =
    accepts === isProvince
      ? 'the id of a province, e.g. 79@2025-07-01'
      : 'the id of an administrative unit, e.g. 26740@2025-07-01';
  throw badUserInput(`Argument "${argument}[${wrong}]": expected ${expected}.`);
}

/** Whether a unit id is a province's: its code has two digits. */
export function isProvince(id: string): boolean {
  return id.indexOf('@') === 2;
}
