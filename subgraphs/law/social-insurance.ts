import { baseSalaryOn } from './base-salary.ts';
import { firstDay } from './calendar.ts';
import { asOf, type DatedRow } from './dated.ts';
import { insurablePay, type PayParts } from './official-pay.ts';

/** Funds that a monthly contribution is split over. */
export type Fund = 'RETIREMENT_SURVIVOR' | 'SICKNESS_MATERNITY' | 'ACCIDENT_DISEASE' | 'HEALTH' | 'UNEMPLOYMENT';

/** A fund's part of one month's contribution, whole VND. */
export type FundContribution = { fund: Fund; employee: number; employer: number };

/** One month's contribution, whole VND: by fund, and summed. Funds that take nothing are left out. */
export type Contribution = { funds: FundContribution[]; employee: number; employer: number; total: number };

type FundRate = { readonly fund: Fund; readonly employee: number; readonly employer: number };

/**
 * Rates of contribution in hundredths of a percent (800 = 8 %). Sources: Social Insurance Law 41/2024/QH15 art. 32-34,
 * Decree 58/2020/NĐ-CP (accidents), Health Insurance Law as amended by 51/2024/QH15, Employment Law 74/2025/QH15.
 */
export const CONTRIBUTION_RATES: readonly (DatedRow & { readonly rates: readonly FundRate[] })[] = [
  {
    validFrom: '2025-07-01',
    source: 'Law 41/2024/QH15',
    rates: [
      { fund: 'RETIREMENT_SURVIVOR', employee: 800, employer: 1400 },
      { fund: 'SICKNESS_MATERNITY', employee: 0, employer: 300 },
      { fund: 'ACCIDENT_DISEASE', employee: 0, employer: 50 },
      { fund: 'HEALTH', employee: 150, employer: 300 },
      { fund: 'UNEMPLOYMENT', employee: 100, employer: 100 },
    ],
  },
];

/**
 * Rate of voluntary insurance in hundredths of a percent (2200 = 22 %) of the income chosen as the base. The insured person pays
 * all of it, and it covers retirement and survivors alone. Source: Social Insurance Law 41/2024/QH15 art. 36.
 */
export const VOLUNTARY_RATES: readonly (DatedRow & { readonly rate: number })[] = [
  { validFrom: '2025-07-01', rate: 2200, source: 'Law 41/2024/QH15 art. 36', unsure: 'not in domain.md; as reported' },
];

const REFERENCE_LEVEL_FROM = '2025-07-01';

/**
 * The reference level (mức tham chiếu) of a month (yyyy-MM) in VND: the base salary, as long as there is one.
 * RangeError before July 2025, when the law had no such level. Source: Law 41/2024/QH15 art. 7 and 141.
 */
export function referenceLevel(month: string): number {
  const date = firstDay(month);
  if (date < REFERENCE_LEVEL_FROM) throw new RangeError(`no reference level in ${month}: it exists from 2025-07`);
  return baseSalaryOn(date);
}

/** Income of a month (VND) brought within the limits of a base of contribution: the reference level and 20 times it (art. 31). */
export function clampInsuredBase(income: number, month: string): number {
  const level = referenceLevel(month);
  return Math.min(Math.max(income, level), 20 * level);
}

/** The base (VND) that an official's contribution of a month should have: the parts of pay that count, within the limits. */
export function expectedOfficialBase(parts: PayParts, month: string): number {
  return clampInsuredBase(insurablePay(parts, month), month);
}

/** The base (VND) that a worker's contribution of a month should have: the contract's salary, within the limits. */
export function expectedWorkerBase(salary: number, month: string): number {
  return clampInsuredBase(Math.round(salary), month);
}

/**
 * Whether a category of insured people pays unemployment insurance: cadres and civil servants normally do not, public
 * employees and workers do (unsure for officials; domain.md, 6).
 */
export function isUnemploymentInsured(category: 'CAN_BO' | 'CONG_CHUC' | 'VIEN_CHUC' | 'WORKER'): boolean {
  return category === 'VIEN_CHUC' || category === 'WORKER';
}

/**
 * One month's contribution for a base (VND), each fund's part rounded to whole VND: 32 % in all, 30 % without unemployment.
 * The unemployment fund's base may be higher than the others' (its limit is 20 regional minimum wages): pass `unemploymentBase`
 * where it is recorded. RangeError before the table of rates starts.
 */
export function contributionOf(
  base: number,
  month: string,
  options: { unemploymentInsured: boolean; unemploymentBase?: number },
): Contribution {
  const contribution: Contribution = { funds: [], employee: 0, employer: 0, total: 0 };
  for (const rate of asOf(CONTRIBUTION_RATES, firstDay(month)).rates) {
    const unemployment = rate.fund === 'UNEMPLOYMENT';
    if (unemployment && !options.unemploymentInsured) continue;
    const fundBase = unemployment ? (options.unemploymentBase ?? base) : base;
    const employee = Math.round((fundBase * rate.employee) / 10_000);
    const employer = Math.round((fundBase * rate.employer) / 10_000);
    contribution.funds.push({ fund: rate.fund, employee, employer });
    contribution.employee += employee;
    contribution.employer += employer;
  }
  contribution.total = contribution.employee + contribution.employer;
  return contribution;
}

/** What a month of voluntary insurance costs (VND) for a base (VND), whole VND. RangeError before the table of rates starts. */
export function voluntaryContributionOf(base: number, month: string): number {
  return Math.round((base * asOf(VOLUNTARY_RATES, firstDay(month)).rate) / 10_000);
}
