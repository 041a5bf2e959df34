import { clampInsuredBase } from '../law/social-insurance.ts';
import type { ContributionMonth } from './social-security-record.ts';
import { CONTRIBUTION_MONTHS } from './story.ts';

/** Twelve months paid by oneself on a base in VND. */
export function voluntaryMonths(base: number): ContributionMonth[] {
  return CONTRIBUTION_MONTHS.map((month) => ({
    month,
    base: clampInsuredBase(base, month),
    employerTaxCode: null,
    agencyId: null,
    unemploymentInsured: false,
  }));
}
