import { expect, test } from 'vitest';
import { minimumWage } from '../../subgraphs/law/minimum-wage.ts';
import { povertyStandard } from '../../subgraphs/law/poverty-standard.ts';
import { assistanceAmount } from '../../subgraphs/law/social-assistance.ts';
import { isEntitledToSocialPension, socialPensionAmount } from '../../subgraphs/law/social-pension.ts';
import { unemploymentBenefit, unemploymentBenefitMonths } from '../../subgraphs/law/unemployment-benefit.ts';

test('regional minimum wages of 2026 (Decree 293/2025) and of the half year before (Decree 74/2024)', () => {
  expect((['I', 'II', 'III', 'IV'] as const).map((region) => minimumWage(region, '2026-01'))).toEqual([
    5_310_000, 4_730_000, 4_140_000, 3_700_000,
  ]);
  expect(minimumWage('I', '2025-12')).toBe(4_960_000);
  expect(() => minimumWage('I', '2024-06')).toThrow(RangeError);
});

// Mean of 8, 8, 8, 9, 9, 9 million = 8,500,000; 60 % = 5,100,000. The month before them does not count.
test('benefit is 60 % of the mean of the last 6 insured months', () => {
  const bases = [99_000_000, 8_000_000, 8_000_000, 8_000_000, 9_000_000, 9_000_000, 9_000_000];
  expect(unemploymentBenefit(bases, '2026-06', 'I')).toBe(5_100_000);
  expect(unemploymentBenefit([10_000_000], '2026-06', 'I')).toBe(6_000_000);
  expect(() => unemploymentBenefit([], '2026-06', 'I')).toThrow(RangeError);
});

// 60 % of 46,800,000 = 28,080,000, over 5 x 5,310,000 = 26,550,000 and 5 x 3,700,000 = 18,500,000
test('benefit is at most 5 regional minimum wages of the last insured month', () => {
  const bases = Array<number>(6).fill(46_800_000);
  expect(unemploymentBenefit(bases, '2026-06', 'I')).toBe(26_550_000);
  expect(unemploymentBenefit(bases, '2026-06', 'IV')).toBe(18_500_000);
  expect(unemploymentBenefit(bases, '2025-12', 'I')).toBe(24_800_000);
});

test.each([
  [11, 0],
  [12, 3],
  [36, 3],
  [47, 3],
  [48, 4],
  [60, 5],
  [143, 11],
  [144, 12],
  [400, 12],
])('%i months paid in give %i months of benefit', (paid, given) => expect(unemploymentBenefitMonths(paid)).toBe(given));

test('social pension from 75, from 70 if poor or near-poor, without a pension (Law 41/2024, Decree 176/2025)', () => {
  const at = (birthDate: string, poor: boolean, pension = false) =>
    isEntitledToSocialPension({ birthDate, poor, pension }, '2026-10-31');
  expect(at('1951-10-31', false)).toBe(true);
  expect(at('1951-11-01', false)).toBe(false);
  expect(at('1956-10-31', true)).toBe(true);
  expect(at('1956-11-01', true)).toBe(false);
  expect(at('1956-10-31', false)).toBe(false);
  expect(at('1940-01-01', true, true)).toBe(false);
  expect(socialPensionAmount('2025-07-01')).toBe(500_000);
  expect(() => socialPensionAmount('2025-06-30')).toThrow(RangeError);
});

test('social assistance is the coefficient times the standard of the date', () => {
  expect(assistanceAmount(1.5, '2026-10-31')).toBe(750_000);
  expect(assistanceAmount(1.5, '2024-06-30')).toBe(540_000);
  expect(() => assistanceAmount(1.5, '2021-06-30')).toThrow(RangeError);
});

test('the poverty standard of 2022 holds to the end of 2026, that of Decree 351/2025 from 2027', () => {
  expect(povertyStandard('2026-12-31')).toMatchObject({ name: '2022-2026', rural: 1_500_000, urban: 2_000_000 });
  expect(povertyStandard('2027-01-01')).toMatchObject({ name: '2027-2030', rural: 2_200_000, urban: 2_800_000 });
  expect(() => povertyStandard('2021-12-31')).toThrow(RangeError);
});
