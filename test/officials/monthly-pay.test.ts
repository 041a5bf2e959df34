import { expect, test } from 'vitest';
import { payOfMonth } from '../../subgraphs/officials/pay.ts';
import type { OfficialRow, SalaryStepRow } from '../../subgraphs/officials/tables.ts';

type Service = Pick<OfficialRow, 'hiredOn' | 'leftOn'>;

const step = (change: Partial<SalaryStepRow>): SalaryStepRow => ({
  officialId: '00000000-0000-8000-8000-000000000000',
  ordinal: 0,
  rankCode: '01.003',
  step: 9,
  coefficient: 4.98,
  overFramePercent: 0,
  positionAllowance: 0,
  decisionNumber: '1/QĐ',
  effectiveFrom: '2020-01-01',
  effectiveTo: null,
  ...change,
});

const service = { hiredOn: '2010-01-01', leftOn: null };
/** The pay as asked in November 2026. */
const pay = (steps: SalaryStepRow[], month: string, { hiredOn, leftOn }: Service = service) =>
  payOfMonth({ hiredOn, leftOn }, steps, month, '2026-11');

test('pay is (coefficient + position allowance + over-frame) x the base salary of the month', () => {
  const steps = [step({ overFramePercent: 6, positionAllowance: 0.25 })];
  // (4.98 x 1.06 + 0.25) x 2,530,000 = 5.5288 x 2,530,000 (Decree 204/2004; Decree 161/2026 since 2026-07-01)
  expect(pay(steps, '2026-07')).toMatchObject({ baseSalary: 2_530_000, amount: 13_987_864 });
  // 5.5288 x 2,340,000 (Decree 73/2024)
  expect(pay(steps, '2026-06')).toMatchObject({ baseSalary: 2_340_000, amount: 12_937_392 });
});

test('the step in force on the first of the month counts', () => {
  const steps = [
    step({ coefficient: 4.98, effectiveFrom: '2026-03-01' }),
    step({ coefficient: 4.65, effectiveFrom: '2023-03-01', effectiveTo: '2026-03-01' }),
  ];
  expect(pay(steps, '2026-03')?.coefficient).toBe(4.98);
  expect(pay(steps, '2026-02')?.coefficient).toBe(4.65);
  expect(pay(steps, '2023-02')).toBeNull();
});

test('there is no pay of a month that begins after the service', () => {
  expect(pay([step({})], '2026-03', { ...service, leftOn: '2026-03-02' })).not.toBeNull();
  expect(pay([step({})], '2026-03', { ...service, leftOn: '2026-03-01' })).toBeNull();
});

test('there is no pay of a month that begins before the service', () => {
  const steps = [step({ effectiveFrom: '2020-01-01' })];
  expect(pay(steps, '2026-03', { ...service, hiredOn: '2026-03-01' })).not.toBeNull();
  expect(pay(steps, '2026-03', { ...service, hiredOn: '2026-03-02' })).toBeNull();
});

test('the pay of a month to come is not invented', () => {
  expect(pay([step({})], '2026-11')).not.toBeNull();
  expect(pay([step({})], '2026-12')).toBeNull();
});

test('nothing is guessed before the dated tables begin', () => {
  const steps = [step({ effectiveFrom: '2010-01-01' })];
  expect(pay(steps, '2013-06')).toBeNull();
  // Contributions by the Social Insurance Law 2024 begin in July 2025.
  expect(pay(steps, '2025-06')).toMatchObject({ amount: 11_653_200, expectedInsuredBase: null });
  expect(pay(steps, '2025-07')).toMatchObject({ expectedInsuredBase: 11_653_200 });
});
