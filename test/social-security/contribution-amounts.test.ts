import { describe, expect, test } from 'vitest';
import { amountsOf, baseLimits } from '../../subgraphs/social-security/contribution-amounts.ts';

const paidByEmployer = { base: 10_000_000, unemploymentInsured: true, employerTaxCode: '0101248141', agencyId: null };
const civilServant = { ...paidByEmployer, unemploymentInsured: false, employerTaxCode: null, agencyId: 'H29.101' };
const voluntary = { ...paidByEmployer, base: 2_000_000, unemploymentInsured: false, employerTaxCode: null };

describe('what each side pays for a month (Social Insurance Law 41/2024/QH15, articles 32-34 and 36)', () => {
  test('a worker: 8 + 1.5 + 1 = 10.5 % and 14 + 3 + 0.5 + 3 + 1 = 21.5 % of the base', () => {
    expect(amountsOf({ ...paidByEmployer, month: '2026-10-01' })).toEqual({
      employee: {
        retirementSurvivor: 800_000,
        sicknessMaternity: 0,
        accidentDisease: 0,
        health: 150_000,
        unemployment: 100_000,
        total: 1_050_000,
      },
      employer: {
        retirementSurvivor: 1_400_000,
        sicknessMaternity: 300_000,
        accidentDisease: 50_000,
        health: 300_000,
        unemployment: 100_000,
        total: 2_150_000,
      },
      total: 3_200_000,
    });
  });

  test('a civil servant: the same without 1 % and 1 % for unemployment', () => {
    const amounts = amountsOf({ ...civilServant, month: '2026-10-01' });
    expect(amounts).toMatchObject({ employee: { unemployment: 0, total: 950_000 }, total: 3_000_000 });
    expect(amounts?.employer).toMatchObject({ unemployment: 0, total: 2_050_000 });
  });

  test('voluntary: 22 % of the chosen income, all from the person and all for retirement and survivors', () => {
    const amounts = amountsOf({ ...voluntary, month: '2026-10-01' });
    expect(amounts?.employee).toMatchObject({ retirementSurvivor: 440_000, health: 0, total: 440_000 });
    expect(amounts?.employer.total).toBe(0);
    expect(amounts?.total).toBe(440_000);
  });

  test('nothing is computed for months before the rates on record begin', () => {
    expect(amountsOf({ ...paidByEmployer, month: '2025-06-01' })).toBeNull();
    expect(amountsOf({ ...paidByEmployer, month: '2025-07-01' })?.total).toBe(3_200_000);
  });
});

describe('limits of the base: the reference level and 20 times it (article 31; Decree 161/2026)', () => {
  test.each([
    ['2025-07-01', 2_340_000, 46_800_000],
    ['2026-06-01', 2_340_000, 46_800_000],
    ['2026-07-01', 2_530_000, 50_600_000],
  ])('%s: %d to %d', (month, lowest, highest) => {
    expect(baseLimits({ ...paidByEmployer, month })).toEqual({ lowest, highest });
  });

  test('a voluntary base starts elsewhere, and before July 2025 there was no reference level', () => {
    expect(baseLimits({ ...voluntary, month: '2026-10-01' })).toEqual({ lowest: null, highest: 50_600_000 });
    expect(baseLimits({ ...paidByEmployer, month: '2025-06-01' })).toEqual({ lowest: null, highest: null });
  });
});
