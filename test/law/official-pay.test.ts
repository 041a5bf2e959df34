import { expect, test } from 'vitest';
import { baseSalaryOfMonth, baseSalaryOn } from '../../subgraphs/law/base-salary.ts';
import { insurablePay, monthlyPay } from '../../subgraphs/law/official-pay.ts';
import { communeAllowancePlace, positionAllowance } from '../../subgraphs/law/position-allowance.ts';

test('base salary on both sides of each change (Decrees 24/2023, 73/2024, 161/2026)', () => {
  expect(baseSalaryOn('2023-06-30')).toBe(1_490_000);
  expect(baseSalaryOn('2023-07-01')).toBe(1_800_000);
  expect(baseSalaryOn('2024-06-30')).toBe(1_800_000);
  expect(baseSalaryOn('2024-07-01')).toBe(2_340_000);
  expect(baseSalaryOfMonth('2026-06')).toBe(2_340_000);
  expect(baseSalaryOfMonth('2026-07')).toBe(2_530_000);
  expect(() => baseSalaryOn('2013-06-30')).toThrow(RangeError);
});

// 2.34 x 2,340,000 = 5,475,600; x 2,530,000 = 5,920,200
test('a beginner of rank 01.003 is paid by the base salary of the month', () => {
  expect(monthlyPay({ coefficient: 2.34 }, '2026-06')).toBe(5_475_600);
  expect(monthlyPay({ coefficient: 2.34 }, '2026-07')).toBe(5_920_200);
});

// 8.00 + 7 % of it (.56) + 1.1 = 9.66; 9.66 x 2,530,000 = 24,439,800
test('over-frame is a percentage of the coefficient, the position allowance is added to it', () => {
  expect(monthlyPay({ coefficient: 8, overFramePercent: 7, positionAllowance: 1.1 }, '2026-07')).toBe(24_439_800);
});

// (4.98 x 1.05 + .25) x 1.10 + .3 = (5.229 + .25) x 1.1 + .3 = 6.0269 + .3; x 2,530,000: 15,248,057 and 759,000 more
test('professional seniority is of the three together; other allowances are paid but not insurable', () => {
  const parts = {
    coefficient: 4.98,
    overFramePercent: 5,
    positionAllowance: 0.25,
    professionalSeniorityPercent: 10,
    otherAllowances: 0.3,
  };
  expect(insurablePay(parts, '2026-07')).toBe(15_248_057);
  expect(monthlyPay(parts, '2026-07')).toBe(16_007_057);
});

// 3.335 x 2,340,000 = 7,803,900 exactly, which 3.335 * 2340000 in binary fractions is not sure to be
test('three decimals stay exact; null parts count as none', () => {
  expect(monthlyPay({ coefficient: 3.335, positionAllowance: null, overFramePercent: null }, '2025-11')).toBe(
    7_803_900,
  );
});

test('position allowances of Decree 07/2026, by place and from 2026-01-01', () => {
  expect(positionAllowance('COMMUNE_CHAIR', communeAllowancePlace('79'), '2026-01-01')).toBe(0.7);
  expect(positionAllowance('COMMUNE_CHAIR', communeAllowancePlace('01'), '2026-10-31')).toBe(0.7);
  expect(positionAllowance('COMMUNE_CHAIR', communeAllowancePlace('48'), '2026-10-31')).toBe(0.6);
  expect(positionAllowance('COMMUNE_VICE_CHAIR', 'OTHER_COMMUNE', '2026-10-31')).toBe(0.5);
  expect(positionAllowance('COMMUNE_HEAD', 'SPECIAL_CITY', '2026-10-31')).toBe(0.35);
  expect(positionAllowance('COMMUNE_DEPUTY', 'OTHER_COMMUNE', '2026-10-31')).toBe(0.15);
  expect(positionAllowance('DEPARTMENT_DIRECTOR', 'TYPE_1', '2026-10-31')).toBe(1.1);
  expect(positionAllowance('DEPARTMENT_DIRECTOR', 'TYPE_2', '2026-10-31')).toBe(1);
});

test('no allowance is known before 2026 or for a place the title does not have', () => {
  expect(positionAllowance('COMMUNE_CHAIR', 'SPECIAL_CITY', '2025-12-31')).toBeNull();
  expect(positionAllowance('COMMUNE_CHAIR', 'TYPE_1', '2026-01-01')).toBeNull();
});
