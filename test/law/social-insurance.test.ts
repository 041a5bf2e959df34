import { expect, test } from 'vitest';
import {
  clampInsuredBase,
  contributionOf,
  expectedOfficialBase,
  expectedWorkerBase,
  isUnemploymentInsured,
  referenceLevel,
  voluntaryContributionOf,
} from '../../subgraphs/law/social-insurance.ts';

test('the reference level is the base salary of the month, from July 2025 on', () => {
  expect(referenceLevel('2025-07')).toBe(2_340_000);
  expect(referenceLevel('2026-06')).toBe(2_340_000);
  expect(referenceLevel('2026-07')).toBe(2_530_000);
  expect(() => referenceLevel('2025-06')).toThrow(RangeError);
});

// 20 x 2,340,000 = 46,800,000; 20 x 2,530,000 = 50,600,000
test('a base lies between the reference level and 20 times it, both included', () => {
  expect([2_339_999, 2_340_000, 46_800_000, 46_800_001].map((income) => clampInsuredBase(income, '2026-06'))).toEqual([
    2_340_000, 2_340_000, 46_800_000, 46_800_000,
  ]);
  expect(expectedWorkerBase(60_000_000, '2026-07')).toBe(50_600_000);
  expect(expectedWorkerBase(12_345_678.4, '2026-07')).toBe(12_345_678);
});

// (2.34 + .25) x 2,340,000 = 6,060,600; an allowance of .5 that is not insured changes nothing
test('an official is insured on coefficient, position and over-frame of the month', () => {
  const parts = { coefficient: 2.34, positionAllowance: 0.25, otherAllowances: 0.5 };
  expect(expectedOfficialBase(parts, '2026-06')).toBe(6_060_600);
  expect(expectedOfficialBase({ coefficient: 0.5 }, '2026-06')).toBe(2_340_000);
});

// Of 10,000,000: employee 8 + 1.5 + 1 = 10.5 %, employer 14 + 3 + .5 + 3 + 1 = 21.5 %
test('rates: 10.5 % from the worker, 21.5 % from the employer, 32 % in all', () => {
  const { funds, ...sums } = contributionOf(10_000_000, '2026-07', { unemploymentInsured: true });
  expect(sums).toEqual({ employee: 1_050_000, employer: 2_150_000, total: 3_200_000 });
  expect(funds).toEqual([
    { fund: 'RETIREMENT_SURVIVOR', employee: 800_000, employer: 1_400_000 },
    { fund: 'SICKNESS_MATERNITY', employee: 0, employer: 300_000 },
    { fund: 'ACCIDENT_DISEASE', employee: 0, employer: 50_000 },
    { fund: 'HEALTH', employee: 150_000, employer: 300_000 },
    { fund: 'UNEMPLOYMENT', employee: 100_000, employer: 100_000 },
  ]);
});

test('without unemployment insurance 9.5 % and 20.5 %', () => {
  const { funds, ...sums } = contributionOf(10_000_000, '2026-07', { unemploymentInsured: false });
  expect(sums).toEqual({ employee: 950_000, employer: 2_050_000, total: 3_000_000 });
  expect(funds.map((part) => part.fund)).not.toContain('UNEMPLOYMENT');
});

test('the unemployment fund may have a higher base of its own', () => {
  const { funds } = contributionOf(50_600_000, '2026-07', { unemploymentInsured: true, unemploymentBase: 60_000_000 });
  expect(funds.at(-1)).toEqual({ fund: 'UNEMPLOYMENT', employee: 600_000, employer: 600_000 });
});

// 6,060,633: 8 % = 484,850.64, 1.5 % = 90,909.495; 14 % = 848,488.62, 3 % = 181,818.99, .5 % = 30,303.165
test('each part is rounded to whole đồng, and the sums are sums of the parts', () => {
  const { funds, employee, employer, total } = contributionOf(6_060_633, '2026-07', { unemploymentInsured: false });
  expect(funds.map((part) => part.employee)).toEqual([484_851, 0, 0, 90_909]);
  expect(funds.map((part) => part.employer)).toEqual([848_489, 181_819, 30_303, 181_819]);
  expect([employee, employer, total]).toEqual([575_760, 1_242_430, 1_818_190]);
});

test('rates are known from July 2025 on', () => {
  expect(() => contributionOf(10_000_000, '2025-06', { unemploymentInsured: true })).toThrow(RangeError);
});

// Law 41/2024/QH15 art. 31 and 36: from the rural poverty line of 1,500,000 to 20 x 2,340,000 = 46,800,000.
test('voluntary insurance takes 22 % of the income chosen: 330,000 at the least, 10,296,000 at the most before July 2026', () => {
  expect(voluntaryContributionOf(1_500_000, '2025-07')).toBe(330_000);
  expect(voluntaryContributionOf(46_800_000, '2026-06')).toBe(10_296_000);
  // 22 % of 1,999,998 is 439,999.56
  expect(voluntaryContributionOf(1_999_998, '2026-06')).toBe(440_000);
  expect(() => voluntaryContributionOf(1_500_000, '2025-06')).toThrow(RangeError);
});

test('who pays unemployment insurance', () => {
  expect((['CAN_BO', 'CONG_CHUC', 'VIEN_CHUC', 'WORKER'] as const).map(isUnemploymentInsured)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
