import { dayOf, dayText, firstDayOf, monthText } from './calendar.ts';
import type { Fault } from './faults.ts';
import type { Truth } from './identity.ts';
import type { Province } from './places.ts';
import { integer, type Random } from './random.ts';
import type { ContributionMonth, InsuredRecord } from './social-security-record.ts';
import type { World } from './world.ts';

/** What an insured person's record is made of; `joined` is a month, `months` how many were contributed. */
export type Insured = Pick<InsuredRecord, 'scheme' | 'category' | 'status' | 'contributions'> & {
  index: number;
  truth: Truth;
  province: Province;
  faults: readonly Fault[];
  joined: number;
  months: number;
};

/** The insured person's record, and with DUPLICATE_INSURANCE_NUMBER an older one of the same person under another number. */
export function insuredRecords(world: World, next: Random, insured: Insured): InsuredRecord[] {
  const { index, truth, province, faults, joined, months, contributions, scheme, category, status } = insured;
  const { personalNumber, fullName, sex, birthDate, residenceUnitId } = truth;
  const record: InsuredRecord = {
    n: 0,
    personalNumber,
    fullName,
    sex,
    birthDate,
    residenceUnitId,
    insuranceNumber: world.identities.insuranceNumber(index, province, 0),
    scheme,
    category,
    status,
    joinedOn: dayText(firstDayOf(joined)),
    contributionMonths: Math.max(months, contributions.length),
    updatedOn: dayText(dayOf('2026-10-01') + integer(next, 0, 28)),
    contributions: contributions as ContributionMonth[],
  };
  if (!faults.includes('DUPLICATE_INSURANCE_NUMBER')) return [record];
  const earlier = joined - integer(next, 13, 40);
  return [
    record,
    {
      ...record,
      n: 1,
      insuranceNumber: world.identities.insuranceNumber(index, province, 1),
      scheme: 'COMPULSORY',
      category: 'CONTRACT_WORKER',
      status: 'PAUSED',
      joinedOn: `${monthText(earlier)}-01`,
      contributionMonths: integer(next, 2, 12),
      contributions: [],
      updatedOn: `${monthText(earlier + 13)}-15`,
    },
  ];
}
