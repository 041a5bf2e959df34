import { provinceIndex } from '../gazetteer/province-index.ts';
import { personKey } from '../kit/person-key.ts';
import { row, type SeedRow } from '../kit/seed.ts';
import { addDays, firstDay } from '../law/calendar.ts';
import { PERSONAL_NUMBER_REPLACES_INSURANCE_NUMBER_FROM } from '../law/insurance-number.ts';
import { povertyStandard } from '../law/poverty-standard.ts';
import { recordId } from '../population/record-id.ts';
import type { InsuredRecord, PoorHousehold, SocialSecurityRecord } from '../population/social-security-record.ts';
import type { Identity, Population } from '../population/story.ts';
import {
  assistanceGrants,
  benefits,
  contributionMonths,
  healthCards,
  insuranceNumbers,
  insuredPersons,
  meritPersons,
  pensions,
  poorHouseholdMembers,
  poorHouseholds,
  socialPensions,
} from './tables.ts';

/** The person whose records are being made. */
type Subject = { index: number; identity: Identity; personId: string; insuredPersonId: string | null };
type ProvinceOf = (unitId: string) => string | null;

/** The rows of the social-security database for a population: what the records say, faults included. */
export function* seed(population: Population): Iterable<SeedRow> {
  const provinceOf = provinceIndex();
  for (const story of population.people({ part: 'social-security' })) {
    const record = story.socialSecurity();
    const subject: Subject = {
      index: story.index,
      identity: record.identity,
      personId: personKey(record.identity.personalNumber, population.personKey),
      insuredPersonId: record.insured[0] ? idOf('insured-person', story.index) : null,
    };
    for (const insured of record.insured) yield* insuredRows(story.index, insured, population.personKey, provinceOf);
    yield* insuranceRows(subject, record, provinceOf);
    yield* welfareRows(subject, record, provinceOf);
    if (record.poorHousehold) yield* householdRows(subject, record.poorHousehold, population.personKey, provinceOf);
  }
}

const idOf = (kind: string, index: number, n = 0) => recordId('social-security', kind, index, n);

function* insuredRows(index: number, record: InsuredRecord, key: Buffer, provinceOf: ProvinceOf): Iterable<SeedRow> {
  const id = idOf('insured-person', index, record.n);
  const last = record.contributions.at(-1);
  yield row(insuredPersons, {
    id,
    personId: personKey(record.personalNumber, key),
    personalNumber: record.personalNumber,
    fullName: record.fullName,
    sex: record.sex,
    birthDate: record.birthDate,
    unitId: record.residenceUnitId,
    provinceId: provinceOf(record.residenceUnitId),
    scheme: record.scheme,
    category: record.category,
    status: record.status,
    joinedOn: record.joinedOn,
    contributionMonths: record.contributionMonths,
    lastContributionMonth: last ? firstDay(last.month) : null,
    insuredBase: last?.base,
    employerTaxCode: last?.employerTaxCode,
    agencyId: last?.agencyId,
    updatedOn: record.updatedOn,
  });
  // Who joins later is known by the personal number from the start.
  if (record.joinedOn < PERSONAL_NUMBER_REPLACES_INSURANCE_NUMBER_FROM)
    yield row(insuranceNumbers, {
      insuranceNumber: record.insuranceNumber,
      insuredPersonId: id,
      validFrom: record.joinedOn,
      validTo: PERSONAL_NUMBER_REPLACES_INSURANCE_NUMBER_FROM,
    });
  for (const { month, base, unemploymentInsured, employerTaxCode, agencyId } of record.contributions)
    yield row(contributionMonths, {
      insuredPersonId: id,
      month: `${month}-01`,
      base,
      unemploymentInsured,
      employerTaxCode,
      agencyId,
    });
}

function* insuranceRows(
  { index, identity, personId, insuredPersonId }: Subject,
  { benefits: paid, pension, healthCard }: SocialSecurityRecord,
  provinceOf: ProvinceOf,
): Iterable<SeedRow> {
  const unitId = identity.residenceUnitId;
  const provinceId = provinceOf(unitId);
  for (const benefit of paid)
    yield row(benefits, {
      id: idOf('benefit', index, benefit.n),
      personId,
      insuredPersonId,
      unitId,
      provinceId,
      kind: benefit.kind,
      firstMonth: firstDay(benefit.fromMonth),
      lastMonth: benefit.toMonth && firstDay(benefit.toMonth),
      amount: benefit.monthlyAmount,
      decisionNumber: benefit.decisionNumber,
      decidedOn: benefit.decidedOn,
    });
  if (pension)
    yield row(pensions, {
      ...pension,
      id: idOf('pension', index),
      personId,
      insuredPersonId,
      unitId,
      provinceId,
    });
  if (healthCard)
    yield row(healthCards, {
      id: idOf('health-card', index),
      personId,
      number: healthCard.cardNumber,
      group: healthCard.group,
      fullName: identity.fullName,
      sex: identity.sex,
      birthDate: identity.birthDate,
      unitId,
      provinceId,
      facility: healthCard.facility,
      validFrom: healthCard.validFrom,
      // The generator names the last day, the table the first day after it.
      validTo: addDays(healthCard.validTo, 1),
    });
}

function* welfareRows(
  { index, identity, personId }: Subject,
  { socialPension, assistance, merit }: SocialSecurityRecord,
  provinceOf: ProvinceOf,
): Iterable<SeedRow> {
  const { fullName, birthDate } = identity;
  if (socialPension)
    yield row(socialPensions, {
      ...socialPension,
      id: idOf('social-pension', index),
      personId,
      fullName,
      birthDate,
      provinceId: provinceOf(socialPension.unitId),
    });
  for (const grant of assistance)
    yield row(assistanceGrants, {
      ...grant,
      id: idOf('assistance-grant', index, grant.n),
      personId,
      provinceId: provinceOf(grant.unitId),
    });
  if (merit)
    yield row(meritPersons, {
      ...merit,
      id: idOf('merit-person', index),
      personId,
      fullName,
      provinceId: provinceOf(merit.unitId),
    });
}

function* householdRows(
  { index }: Subject,
  household: PoorHousehold,
  key: Buffer,
  provinceOf: ProvinceOf,
): Iterable<SeedRow> {
  const id = idOf('poor-household', index);
  yield row(poorHouseholds, {
    id,
    householdCode: household.householdCode,
    unitId: household.unitId,
    provinceId: provinceOf(household.unitId),
    standardId: povertyStandard(household.standardFrom).name,
    status: household.standard,
    recognisedOn: household.recognisedOn,
    removedOn: household.removedOn,
    memberCount: household.memberCount,
  });
  for (const [ordinal, { personalNumber, fullName, birthDate, relationship }] of household.members.entries())
    yield row(poorHouseholdMembers, {
      householdId: id,
      ordinal,
      personId: personalNumber && personKey(personalNumber, key),
      fullName,
      birthDate,
      relationship,
    });
}
