import { minimumWage, type WageRegion } from './minimum-wage.ts';

const SHARE_PERCENT = 60;
const MONTHS_AVERAGED = 6;
const CAP_IN_MINIMUM_WAGES = 5;

/**
 * Monthly unemployment benefit (trợ cấp thất nghiệp) in whole VND: 60 % of the mean base of the last 6 insured months, at
 * most 5 times the regional minimum wage of the last of them. `bases` are the insured bases (VND) up to the last month,
 * in order; fewer than 6 are averaged as they are. RangeError for none. Source: Employment Law 74/2025/QH15 art. 39.
 */
export function unemploymentBenefit(bases: readonly number[], lastInsuredMonth: string, region: WageRegion): number {
  const last = bases.slice(-MONTHS_AVERAGED);
  if (last.length === 0) throw new RangeError('no insured month');
  const sum = last.reduce((total, base) => total + base, 0);
  const cap = CAP_IN_MINIMUM_WAGES * minimumWage(region, lastInsuredMonth);
  return Math.min(Math.round((sum * SHARE_PERCENT) / (100 * last.length)), cap);
}

/**
 * Months of benefit for a number of months paid in: none below 12, 3 for 12 to 36, 1 more for each further full 12, at
 * most 12 (from 144 months on). Source: Employment Law 74/2025/QH15 art. 39.
 */
export function unemploymentBenefitMonths(monthsPaidIn: number): number {
  if (monthsPaidIn < 12) return 0;
  return Math.min(3 + Math.max(0, Math.floor((monthsPaidIn - 36) / 12)), 12);
}
