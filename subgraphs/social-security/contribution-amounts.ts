import {
  CONTRIBUTION_RATES,
  contributionOf,
  type Fund,
  referenceLevel,
  voluntaryContributionOf,
} from '../law/social-insurance.ts';
import type { ContributionMonthRow } from './tables.ts';

/** One side's part of a month, whole VND: the SDL's FundAmounts. */
type FundAmounts = Record<(typeof fields)[Fund] | 'total', number>;

const fields = {
  RETIREMENT_SURVIVOR: 'retirementSurvivor',
  SICKNESS_MATERNITY: 'sicknessMaternity',
  ACCIDENT_DISEASE: 'accidentDisease',
  HEALTH: 'health',
  UNEMPLOYMENT: 'unemployment',
} as const satisfies Record<Fund, string>;

const ratesFrom = CONTRIBUTION_RATES[0]?.validFrom ?? '9999-12-31';

type PaidMonth = Pick<ContributionMonthRow, 'month' | 'base' | 'unemploymentInsured' | 'employerTaxCode' | 'agencyId'>;

const isVoluntary = (row: PaidMonth) => row.employerTaxCode === null && row.agencyId === null;

/** What each side pays for a month (`row.month` is its first day); null for months before the rates begin. */
export function amountsOf(row: PaidMonth): { employee: FundAmounts; employer: FundAmounts; total: number } | null {
  if (row.month < ratesFrom) return null;
  if (isVoluntary(row)) {
    const paid = voluntaryContributionOf(row.base, row.month.slice(0, 7));
    return { employee: { ...nothing, retirementSurvivor: paid, total: paid }, employer: nothing, total: paid };
  }
  const contribution = contributionOf(row.base, row.month.slice(0, 7), row);
  const employee = { ...nothing, total: contribution.employee };
  const employer = { ...nothing, total: contribution.employer };
  for (const part of contribution.funds) {
    employee[fields[part.fund]] = part.employee;
    employer[fields[part.fund]] = part.employer;
  }
  return { employee, employer, total: contribution.total };
}

const nothing: FundAmounts = {
  retirementSurvivor: 0,
  sicknessMaternity: 0,
  accidentDisease: 0,
  health: 0,
  unemployment: 0,
  total: 0,
};

/** The limits of the base in that month, VND; null where the law has none that this program knows. */
export function baseLimits(row: PaidMonth): { lowest: number | null; highest: number | null } {
  if (row.month < ratesFrom) return { lowest: null, highest: null };
  const level = referenceLevel(row.month.slice(0, 7));
  // A voluntary base starts at the rural poverty line, not at the reference level.
  return { lowest: isVoluntary(row) ? null : level, highest: 20 * level };
}
