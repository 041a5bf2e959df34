import { describe, expect, it } from 'vitest';
import { isValidOn } from '../../subgraphs/gazetteer/current-units.ts';
import { buildGazetteer, type Unit } from '../../subgraphs/gazetteer/gazetteer.ts';

const { units } = buildGazetteer();

/** Province, communes, wards and special zones on 2025-07-01, by the 34 resolutions 1654 to 1687/NQ-UBTVQH15. */
const byResolution = `
01 75 51 0
04 53 3 0
08 117 7 0
11 42 3 0
12 36 2 0
14 67 8 0
15 89 10 0
19 77 15 0
20 61 4 0
22 22 30 2
24 66 33 0
25 133 15 0
31 67 45 2
33 93 11 0
37 97 32 0
38 147 19 0
40 119 11 0
42 60 9 0
44 69 8 1
46 19 21 0
48 70 23 1
51 86 9 1
52 110 25 0
56 48 16 1
66 88 14 0
68 103 20 1
75 72 23 0
79 54 113 1
80 82 14 0
82 82 20 0
86 105 19 0
91 85 14 3
92 72 31 0
96 55 9 0
`;

const kinds = (on: string, level: Unit['level'], within: (unit: Unit) => boolean = () => true) =>
  Object.fromEntries(
    [
      ...Map.groupBy(
        units.filter((unit) => unit.level === level && isValidOn(unit, on) && within(unit)),
        ({ kind }) => kind,
      ),
    ].map(([kind, rows]) => [kind, rows.length]),
  );

describe('units on a day', () => {
  it.each(
    byResolution
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  )('province %s has %s communes, %s wards and %s special zones on 2025-07-01', (code, communes, wards, zones) => {
    const found = kinds('2025-07-01', 'COMMUNE', (unit) => unit.parentId?.startsWith(`${code}@`) ?? false);
    expect([found.COMMUNE, found.WARD, found.SPECIAL_ZONE ?? 0]).toEqual([communes, wards, zones].map(Number));
  });

  it('has 63 provinces, 696 districts and 10,035 communes on 2025-06-30', () => {
    const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(kinds('2025-06-30', 'PROVINCE')).toEqual({ PROVINCE: 57, CITY: 6 });
    expect(total(kinds('2025-06-30', 'DISTRICT'))).toBe(696);
    expect(total(kinds('2025-06-30', 'COMMUNE'))).toBe(10_035);
  });

  it.each([
    ['2025-07-01', { PROVINCE: 28, CITY: 6 }, { COMMUNE: 2621, WARD: 687, SPECIAL_ZONE: 13 }],
    ['2026-04-29', { PROVINCE: 28, CITY: 6 }, { COMMUNE: 2621, WARD: 687, SPECIAL_ZONE: 13 }],
    // 30/2026/QH16, 237/NQ-UBTVQH16: Đồng Nai a city, 10 of its communes wards.
    ['2026-04-30', { PROVINCE: 27, CITY: 7 }, { COMMUNE: 2611, WARD: 697, SPECIAL_ZONE: 13 }],
    // 36/2026/QH16: Quảng Ninh.
    ['2026-09-01', { PROVINCE: 26, CITY: 8 }, { COMMUNE: 2611, WARD: 697, SPECIAL_ZONE: 13 }],
    // 39/2026/QH16, 388/NQ-UBTVQH16: Bắc Ninh and 12 of its communes.
    ['2026-09-20', { PROVINCE: 25, CITY: 9 }, { COMMUNE: 2599, WARD: 709, SPECIAL_ZONE: 13 }],
    ['2026-11-01', { PROVINCE: 25, CITY: 9 }, { COMMUNE: 2599, WARD: 709, SPECIAL_ZONE: 13 }],
  ])('counts provinces and communes by kind on %s, and no district', (on, provinces, communes) => {
    expect(kinds(on, 'PROVINCE')).toEqual(provinces);
    expect(kinds(on, 'COMMUNE')).toEqual(communes);
    expect(kinds(on, 'DISTRICT')).toEqual({});
  });

  it('has the nine cities of today', () => {
    const cities = units.filter((unit) => unit.kind === 'CITY' && unit.validTo === null).map((unit) => unit.code);
    expect(cities.sort()).toEqual(['01', '22', '24', '31', '46', '48', '75', '79', '92']);
  });
});
