import { expect, test } from 'vitest';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import { extractTypes } from '../../subgraphs/kit/extract.ts';
import { synchronisationDeadline } from '../../subgraphs/law/deadlines.ts';
import { RANKS } from '../../subgraphs/law/ranks.ts';
import { excellentQuota } from '../../subgraphs/law/rating.ts';
import { retirementDate } from '../../subgraphs/law/retirement.ts';
import { clampInsuredBase } from '../../subgraphs/law/social-insurance.ts';

const tables = lawTables();
const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? [];

test('each table has the columns that its rows fill', () => {
  for (const { name, columns, rows } of tables) {
    expect(
      Object.values(columns).filter((type) => !extractTypes.includes(type)),
      name,
    ).toEqual([]);
    expect(rows.length, name).toBeGreaterThan(0);
    expect(
      rows.filter((row) => row.length !== Object.keys(columns).length),
      name,
    ).toEqual([]);
  }
  expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length);
});

test('the tables are the same at every call', () => {
  expect(lawTables()).toEqual(tables);
});

test('every step of every rank has its coefficient', () => {
  expect(rowsOf('rank_steps')).toHaveLength(RANKS.reduce((sum, { steps }) => sum + steps, 0));
  expect(rowsOf('rank_steps')).toContainEqual(['01.002', 8, 6.78, 8]);
});

test('the limits of a base follow the base salary without a gap', () => {
  expect(rowsOf('insured_bases')).toEqual([
    ['2025-07-01', '2026-07-01', 2_340_000, 2_340_000, clampInsuredBase(1e12, '2026-06')],
    ['2026-07-01', 'infinity', 2_530_000, 2_530_000, clampInsuredBase(1e12, '2026-07')],
  ]);
});

test('whole division by the number of goods for one excellent is the quota', () => {
  const [[goodsForOne]] = rowsOf('rating_quotas') as [[number]];
  for (let goods = 0; goods < 200; goods++) expect(Math.floor(goods / goodsForOne)).toBe(excellentQuota(goods));
});

test('a deadline is known for each day from the duty on, until the holidays are not', () => {
  const rows = rowsOf('update_deadlines') as [string, string][];
  expect(rows[0]).toEqual(['2026-07-01', synchronisationDeadline('2026-07-01')]);
  expect(rows.every(([, due]) => due <= '2026-12-31')).toBe(true);
  expect(rows.at(-1)?.[0]).toBe('2026-12-28');
});

test('the date of retirement follows from the month of birth, whatever the day', () => {
  const rows = rowsOf('retirement_dates');
  expect(rows).toContainEqual(['MALE', '1965-05-01', retirementDate('1965-05-31', 'MALE')]);
  expect(rows).toContainEqual(['FEMALE', '1970-02-01', retirementDate('1970-02-28', 'FEMALE')]);
});
