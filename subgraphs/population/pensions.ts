import { expectedOfficialBase } from '../law/social-insurance.ts';
import { dayText, firstDayOf, monthText } from './calendar.ts';
import type { OfficialLife } from './official-life.ts';
import { integer, type Random } from './random.ts';
import type { Pension } from './social-security-record.ts';
import type { Sex } from './story.ts';

/**
 * Percent of the mean insured pay: 45 for 20 years of a man and 15 of a woman, 2 more a year, at most 75; 1 less a year for a man's 15 to 19.
 * Source: Social Insurance Law 41/2024/QH15 art. 66.
 */
export function pensionRate(sex: Sex, years: number): number {
  if (sex === 'FEMALE') return Math.min(75, 45 + 2 * (years - 15));
  return years < 20 ? 45 - (20 - years) : Math.min(75, 45 + 2 * (years - 20));
}

export function pension(next: Random, sex: Sex, started: number, years: number, meanPay: number): Pension {
  const ratePercent = pensionRate(sex, years);
  return {
    startedOn: dayText(firstDayOf(started)),
    endedOn: null,
    monthlyAmount: Math.round((meanPay * ratePercent) / 100_000) * 1000,
    contributionYears: years,
    ratePercent,
    decisionNumber: `${integer(next, 101, 29_999)}/QĐ-BHXH`,
  };
}

/** The pension of a retired official, on the pay before leaving. */
export function officialPension({ truth, left, hired, stretches, allowance }: OfficialLife, next: Random): Pension {
  const started = left as number;
  const last = stretches[stretches.length - 1];
  const pay = {
    coefficient: last?.coefficient ?? 2.34,
    overFramePercent: last?.overFramePercent ?? 0,
    positionAllowance: allowance,
  };
  return pension(
    next,
    truth.sex,
    started,
    Math.floor((started - hired) / 12),
    expectedOfficialBase(pay, monthText(started - 1)) * 0.9,
  );
}
