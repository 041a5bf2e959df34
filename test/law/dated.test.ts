import { expect, test } from 'vitest';
import { BASE_SALARIES } from '../../subgraphs/law/base-salary.ts';
import { asOf, type DatedRow, findAsOf } from '../../subgraphs/law/dated.ts';
import { INDUSTRY_VERSIONS } from '../../subgraphs/law/industries.ts';
import { MINIMUM_WAGES } from '../../subgraphs/law/minimum-wage.ts';
import { POSITION_ALLOWANCES } from '../../subgraphs/law/position-allowance.ts';
import { POVERTY_STANDARDS } from '../../subgraphs/law/poverty-standard.ts';
import { RETIREMENT_AGES } from '../../subgraphs/law/retirement.ts';
import { ASSISTANCE_STANDARDS } from '../../subgraphs/law/social-assistance.ts';
import { CONTRIBUTION_RATES } from '../../subgraphs/law/social-insurance.ts';
import { SOCIAL_PENSIONS } from '../../subgraphs/law/social-pension.ts';

const table = [
  { validFrom: '2023-07-01', source: 'a', value: 1 },
  { validFrom: '2024-07-01', source: 'b', value: 2 },
];

test('a row is in force from its first day until the day before the next', () => {
  expect(asOf(table, '2023-07-01').value).toBe(1);
  expect(asOf(table, '2024-06-30').value).toBe(1);
  expect(asOf(table, '2024-07-01').value).toBe(2);
  expect(asOf(table, '2099-01-01').value).toBe(2);
});

test('before the table starts: asOf says from when it is, findAsOf answers null', () => {
  expect(() => asOf(table, '2023-06-30')).toThrow(
    new RangeError('no row is in force on 2023-06-30: the table starts on 2023-07-01'),
  );
  expect(findAsOf(table, '2023-06-30')).toBeNull();
  expect(findAsOf([], '2023-06-30')).toBeNull();
});

const tables: Record<string, readonly DatedRow[]> = {
  BASE_SALARIES,
  MINIMUM_WAGES,
  POVERTY_STANDARDS,
  ASSISTANCE_STANDARDS,
  CONTRIBUTION_RATES,
  SOCIAL_PENSIONS,
  INDUSTRY_VERSIONS,
  POSITION_ALLOWANCES,
  MEN: RETIREMENT_AGES.MALE,
  WOMEN: RETIREMENT_AGES.FEMALE,
};

test.each(Object.entries(tables))('%s is sorted by date and every row cites its source', (_, rows) => {
  const dates = rows.map((row) => row.validFrom);
  expect(dates).toEqual([...dates].sort());
  for (const row of rows) expect(row.source).toMatch(/(Decree|Law|Labour Code|Decision) /);
});
