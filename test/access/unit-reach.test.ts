import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { fillUnitReach, unitReach, unitsToday } from '../../subgraphs/unit-reach.ts';
import { ownerConnection } from '../support/owner-connection.ts';

const reach = Map.groupBy(unitReach(), ({ code }) => code);
const idsOf = (code: string) =>
  reach
    .get(code)
    ?.map(({ unitId }) => unitId)
    .sort();

test('a province answers for its own rows over time and for the provinces it was made of', () => {
  expect(idsOf('01')).toEqual(['01@start']);
  expect(idsOf('79')).toEqual(['74@start', '77@start', '79@2025-07-01', '79@start']);
  // Bắc Ninh: merged with Bắc Giang in 2025, a city since 2026.
  expect(idsOf('24')).toEqual(['24@2025-07-01', '24@2026-09-20', '24@start', '27@start']);
});

test('a commune answers for the former communes that went into it whole, and for no part of another', () => {
  expect(idsOf('02788')).toEqual(['02785@start', '02788@2025-07-01', '02788@start', '02797@start']);
  // A special zone was made of a whole district.
  expect(idsOf('26732')).toEqual(['26732@2025-07-01', '755@start']);
  // 00508 lost area, but all its people went into the new 00508; 00493 has some of its area and none of its people.
  expect(idsOf('00508')).toContain('00508@start');
  expect(idsOf('00493')).not.toContain('00508@start');
  // Its people went into three communes: only the province answers for their records.
  for (const code of ['00328', '00331', '00340']) expect(idsOf(code)).not.toContain('00334@start');
});

test('only the units of today answer for anything, and no record has two communes or two provinces', () => {
  expect(reach.size).toBe(34 + 3321);
  expect(idsOf('74')).toBeUndefined();
  const owners = Map.groupBy(unitReach(), ({ code, unitId }) => `${code.length} ${unitId}`);
  expect([...owners.values()].filter((rows) => rows.length > 1)).toEqual([]);
});

test('every unit, today and before, stands in one province of today', () => {
  const provinces = new Map(unitsToday().map(({ unitId, provinceCode }) => [unitId, provinceCode]));
  expect(provinces.size).toBe(unitsToday().length);
  for (const [unitId, code] of [
    ['26740@2025-07-01', '79'],
    ['79@start', '79'],
    ['74@start', '79'],
    // A ward, and its city, of Bình Dương until the reform.
    ['25741@start', '79'],
    ['718@start', '79'],
    ['00004@2025-07-01', '01'],
  ])
    expect(provinces.get(unitId as string), unitId).toBe(code);
  expect(new Set(provinces.values()).size).toBe(34);
});

test('a unit has one of today that it went into whole, or none where it was split', () => {
  const today = new Map(unitsToday().map((unit) => [unit.unitId, unit]));
  for (const [unitId, unitToday, provinceToday] of [
    ['26740@2025-07-01', '26740@2025-07-01', '79@2025-07-01'],
    ['02785@start', '02788@2025-07-01', '15@2025-07-01'],
    // A commune of the reform that became a ward since.
    ['25270@2025-07-01', '25270@2026-04-30', '75@2026-04-30'],
    ['27@start', '24@2026-09-20', '24@2026-09-20'],
    // All its people went into one of two; a special zone was made of a whole district.
    ['00508@start', '00508@2025-07-01', '01@start'],
    ['755@start', '26732@2025-07-01', '79@2025-07-01'],
    // Split over three communes, and a district, over all of its.
    ['00334@start', null, '01@start'],
    ['718@start', null, '79@2025-07-01'],
  ])
    expect(today.get(unitId as string), unitId as string).toMatchObject({ unitToday, provinceToday });
  const split = [...today.values()].filter((unit) => unit.unitToday === null);
  expect(Map.groupBy(split, ({ unitId }) => unitId.indexOf('@')).get(5)).toHaveLength(380);
});

let sql: Sql;
let urls: DatabaseUrls;
beforeAll(() => {
  urls = inject('databaseUrls').officials as DatabaseUrls;
  sql = ownerConnection(urls);
});
afterAll(() => sql?.end());

test('every database has it, and it is written again only when the facts have changed', async () => {
  const rows = () =>
    sql<{ code: string; made: string }[]>`select code, xmin::text as made from unit_reach order by 1, unit_id`;
  const before = await rows();
  expect(before).toHaveLength(unitReach().length);
  await fillUnitReach(urls.owner);
  expect(await rows()).toEqual(before);
  for (const urls of Object.values(inject('databaseUrls'))) {
    const other = ownerConnection(urls);
    expect(await other`select from unit_reach`).toHaveLength(before.length);
    await other.end();
  }
});
