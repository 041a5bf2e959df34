import { baseSalaryOfMonth } from './base-salary.ts';

/** What an official's monthly pay is made of. Coefficients (hệ số) multiply the base salary and have at most 3 decimals. */
export type PayParts = {
  /** Coefficient of rank and step, or of the elected position. */
  coefficient: number;
  /** Position allowance (phụ cấp chức vụ), a coefficient. */
  positionAllowance?: number | null;
  /** Over-frame seniority (phụ cấp thâm niên vượt khung), whole percent of `coefficient`. */
  overFramePercent?: number | null;
  /** Professional seniority (phụ cấp thâm niên nghề), whole percent of the three above together. */
  professionalSeniorityPercent?: number | null;
  /** Allowances that are paid but not insured (region, responsibility, hazard ...), a coefficient. */
  otherAllowances?: number | null;
};

/** Amounts are whole multiples of 1 / SCALE of the base salary: sums stay exact, unlike with binary fractions. */
const SCALE = 10_000_000;

/**
 * Monthly pay in whole VND: (coefficient + allowances + over-frame) x the base salary of that month (yyyy-MM).
 * As SQL: round(base * ((coefficient * (1 + over_frame / 100.0) + position) * (1 + seniority / 100.0) + other)).
 * Source: Decree 204/2004/NĐ-CP; base salary of Decree 161/2026/NĐ-CP and its predecessors.
 */
export function monthlyPay(parts: PayParts, month: string): number {
  return amount(insuredUnits(parts) + thousandths(parts.otherAllowances) * 10_000, month);
}

/**
 * The part of the pay that counts for social insurance, in whole VND, before limits: rank or position, position allowance,
 * over-frame and professional seniority. Source: Social Insurance Law 41/2024/QH15 art. 31.
 */
export function insurablePay(parts: PayParts, month: string): number {
  return amount(insuredUnits(parts), month);
}

function insuredUnits(parts: PayParts): number {
  const overFrame = 100 + (parts.overFramePercent ?? 0);
  const seniority = 100 + (parts.professionalSeniorityPercent ?? 0);
  return (thousandths(parts.coefficient) * overFrame + thousandths(parts.positionAllowance) * 100) * seniority;
}

function amount(units: number, month: string): number {
  return Math.round((units * baseSalaryOfMonth(month)) / SCALE);
}

function thousandths(coefficient: number | null | undefined): number {
  return Math.round((coefficient ?? 0) * 1000);
}
