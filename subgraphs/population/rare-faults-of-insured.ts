import { addMonths, ageOn } from '../law/calendar.ts';
import { SOCIAL_PENSIONS, socialPensionAmount } from '../law/social-pension.ts';
import { monthOf, monthText } from './calendar.ts';
import type { RareFault } from './faults.ts';
import type { OtherLife } from './other-life.ts';
import { pensionRate } from './pensions.ts';
import { malformedNumber, rareFaultsOf } from './rare-faults.ts';
import type { ContributionMonth, InsuredRecord, Pension, SocialSecurityRecord } from './social-security-record.ts';
import { AS_OF, CONTRIBUTION_MONTHS } from './story.ts';

const SOCIAL_PENSION = SOCIAL_PENSIONS[SOCIAL_PENSIONS.length - 1] as (typeof SOCIAL_PENSIONS)[number];
/** The last month paid where three are missing. */
const LAST_PAID = CONTRIBUTION_MONTHS.at(-4) as string;
/** Months that an agency goes on paying after somebody has left. */
const PAID_AFTER = 2;
/** Years contributed before another service began, on which a pension is drawn beside it. */
const EARLIER_YEARS = 20;
const PENSION_SINCE = '2026-06-01';

/** Alive, and not the head of a poor household, whose other members are recorded with it. */
const paid = ({ sort, died, listing }: Pick<OtherLife, 'sort' | 'died' | 'listing'>) =>
  sort === 'PENSIONER' && died === null && listing === null;

export const RARE_FAULTS_OF_PENSIONERS = rareFaultsOf<Omit<OtherLife, 'faults'>>([
  ['INSURED_NUMBER_FORM', paid],
  ['INSURED_FORMER_UNIT', (life) => paid(life) && life.commune.formerCommuneIds.length > 0],
  ['SOCIAL_PENSION_BESIDE_PENSION', (life) => paid(life) && ageOn(life.truth.birthDate, AS_OF) >= SOCIAL_PENSION.age],
]);

/** What an alteration needs beside the record: whose it is, a former commune of their residence, and the number that another lent. */
export type RareFaultDetails = { index: number; formerUnitId: string | null; lentNumber: string | null };

/** What social security records of a person with a rare fault; the same where it is another database's. */
export function insuredWithRareFault(
  record: SocialSecurityRecord,
  fault: RareFault,
  details: RareFaultDetails,
): SocialSecurityRecord {
  return ALTERED[fault]?.(record, details) ?? record;
}

type Altered = (record: SocialSecurityRecord, details: RareFaultDetails) => SocialSecurityRecord;

const ALTERED: Partial<Record<RareFault, Altered>> = {
  OFFICIAL_NOT_INSURED: (record) => ({ ...record, insured: [], benefits: [] }),
  WORKER_NOT_INSURED: (record) => ({ ...record, insured: [], benefits: [] }),
  UNEMPLOYMENT_INSURANCE_REVERSED: (record) =>
    withContributions(record, (months) =>
      months.map((each) => ({ ...each, unemploymentInsured: !each.unemploymentInsured })),
    ),
  CONTRIBUTIONS_MISSING: (record) => ({
    ...withContributions(record, (months) => months.filter(({ month }) => month <= LAST_PAID)),
    // Who was on sick leave has not contributed either, and rightly.
    benefits: record.benefits.filter(({ fromMonth }) => fromMonth <= LAST_PAID),
  }),
  CONTRIBUTION_AFTER_LEAVING: (record) => withContributions(record, continued),
  PENSION_BESIDE_SERVICE: (record, { index }) => withPension(record, index),
  RETIRED_WITHOUT_PENSION: (record) => ({
    ...record,
    pension: null,
    benefits: record.benefits.filter(({ kind }) => kind !== 'RETIREMENT'),
  }),
  SHARED_INSURANCE_NUMBER: (record, { lentNumber }) =>
    lentNumber === null ? record : withInsured(record, { insuranceNumber: lentNumber }),
  INSURED_NUMBER_FORM: (record, { index }) => {
    const personalNumber = malformedNumber(record.identity.personalNumber, index);
    return withInsured({ ...record, identity: { ...record.identity, personalNumber } }, { personalNumber });
  },
  INSURED_FORMER_UNIT: (record, { formerUnitId }) =>
    formerUnitId === null ? record : withInsured(record, { residenceUnitId: formerUnitId }),
  SOCIAL_PENSION_BESIDE_PENSION: (record, { index }) => ({
    ...record,
    socialPension: {
      startedOn: `${socialPensionFrom(record.identity.birthDate)}-01`,
      endedOn: null,
      monthlyAmount: socialPensionAmount(AS_OF),
      ground: 'AGE_75',
      decisionNumber: `${11 + (index % 3989)}/QĐ-UBND`,
      unitId: record.identity.residenceUnitId,
    },
  }),
};

function withInsured(record: SocialSecurityRecord, change: Partial<InsuredRecord>): SocialSecurityRecord {
  return { ...record, insured: record.insured.map((each) => (each.n === 0 ? { ...each, ...change } : each)) };
}

/** Other contributions of the last year, and as many months more or fewer in all. */
function withContributions(
  record: SocialSecurityRecord,
  alter: (months: ContributionMonth[]) => ContributionMonth[],
): SocialSecurityRecord {
  const [insured] = record.insured;
  if (!insured) return record;
  const contributions = alter(insured.contributions);
  const contributionMonths = insured.contributionMonths + contributions.length - insured.contributions.length;
  return withInsured(record, { contributions, contributionMonths });
}

/** As in the last month, for some months more, or until now. */
function continued(months: ContributionMonth[]): ContributionMonth[] {
  const last = months.at(-1);
  const more = CONTRIBUTION_MONTHS.filter((month) => last && month > last.month).slice(0, PAID_AFTER);
  return last ? [...months, ...more.map((month) => ({ ...last, month }))] : months;
}

function withPension(record: SocialSecurityRecord, index: number): SocialSecurityRecord {
  const pay = record.insured[0]?.contributions.at(-1)?.base ?? 0;
  const ratePercent = pensionRate(record.identity.sex, EARLIER_YEARS);
  const pension: Pension = {
    startedOn: PENSION_SINCE,
    endedOn: null,
    monthlyAmount: Math.round((pay * ratePercent) / 100_000) * 1000,
    contributionYears: EARLIER_YEARS,
    ratePercent,
    decisionNumber: `${101 + (index % 29_899)}/QĐ-BHXH`,
  };
  const { monthlyAmount, decisionNumber } = pension;
  const fromMonth = PENSION_SINCE.slice(0, 7);
  const n = record.benefits.length;
  const decidedOn = `${monthText(monthOf(PENSION_SINCE) - 1)}-20`;
  const benefit = {
    n,
    kind: 'RETIREMENT' as const,
    fromMonth,
    toMonth: null,
    monthlyAmount,
    decisionNumber,
    decidedOn,
  };
  return { ...record, pension, benefits: [...record.benefits, benefit] };
}

/** The month of the birthday that gives it, not before the law. */
function socialPensionFrom(birthDate: string): string {
  const reached = addMonths(birthDate, SOCIAL_PENSION.age * 12);
  return (reached < SOCIAL_PENSION.validFrom ? SOCIAL_PENSION.validFrom : reached).slice(0, 7);
}
