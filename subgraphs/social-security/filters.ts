import { eq, gte, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { badUserInput } from '../kit/errors.ts';
import { firstDay } from '../law/calendar.ts';
import { isInsuranceNumber } from '../law/insurance-number.ts';
import { anyOf, from, nameContains, type Optional, paid, to, whether, within } from './conditions.ts';
import {
  type BenefitRow,
  benefits,
  contributionMonths,
  healthCards,
  type InsuredPersonRow,
  insuranceNumbers,
  insuredPersons,
  type MeritPersonRow,
  meritPersons,
  type PoorHouseholdRow,
  pensions,
  poorHouseholdMembers,
  poorHouseholds,
  socialPensions,
} from './tables.ts';

type Conditions = (SQL | undefined)[];
export type InsuredPersonFilter = Optional<{
  scheme: InsuredPersonRow['scheme'][];
  category: InsuredPersonRow['category'][];
  status: InsuredPersonRow['status'][];
  unitIds: string[];
  agencyCodes: string[];
  employerTaxCodes: string[];
  name: string;
  insuranceNumber: string;
  bornFrom: string;
  bornTo: string;
  contributedSince: string;
  notContributedSince: string;
  insuredBaseFrom: number;
  insuredBaseTo: number;
  receivesPension: boolean;
  receivesSocialPension: boolean;
  inPoorHousehold: boolean;
  duplicated: boolean;
}>;

/** The conditions of an InsuredPersonFilter on `insured_persons`. BAD_USER_INPUT for a malformed insurance number. */
export function insuredPersonConditions(filter: InsuredPersonFilter): Conditions {
  const { personId, lastContributionMonth } = insuredPersons;
  const { contributedSince, notContributedSince } = filter;
  return [
    anyOf(insuredPersons.scheme, filter.scheme),
    anyOf(insuredPersons.category, filter.category),
    anyOf(insuredPersons.status, filter.status),
    within(insuredPersons, filter.unitIds),
    anyOf(insuredPersons.agencyId, filter.agencyCodes),
    anyOf(insuredPersons.employerTaxCode, filter.employerTaxCodes),
    nameContains(insuredPersons.foldedName, filter.name),
    hasInsuranceNumber(filter.insuranceNumber),
    from(insuredPersons.birthDate, filter.bornFrom),
    to(insuredPersons.birthDate, filter.bornTo),
    contributedSince ? gte(lastContributionMonth, firstDay(contributedSince)) : undefined,
    notContributedSince
      ? or(lt(lastContributionMonth, firstDay(notContributedSince)), isNull(lastContributionMonth))
      : undefined,
    from(insuredPersons.insuredBase, filter.insuredBaseFrom),
    to(insuredPersons.insuredBase, filter.insuredBaseTo),
    ...livelihood(personId, filter),
    whether(
      filter.duplicated,
      sql`select from ${insuredPersons} as other where other.person_id = ${personId} and other.id <> ${insuredPersons.id}`,
    ),
  ];
}

export type HealthCardFilter = Optional<{
  group: string[];
  unitIds: string[];
  name: string;
  bornFrom: string;
  bornTo: string;
  validOn: string;
  receivesPension: boolean;
  receivesSocialPension: boolean;
  inPoorHousehold: boolean;
}>;

/** The conditions of a HealthCardFilter on `health_cards`. */
export function healthCardConditions(filter: HealthCardFilter): Conditions {
  return [
    anyOf(healthCards.group, filter.group),
    within(healthCards, filter.unitIds),
    nameContains(healthCards.foldedName, filter.name),
    from(healthCards.birthDate, filter.bornFrom),
    to(healthCards.birthDate, filter.bornTo),
    to(healthCards.validFrom, filter.validOn),
    filter.validOn ? or(isNull(healthCards.validTo), gte(healthCards.validTo, filter.validOn)) : undefined,
    ...livelihood(healthCards.personId, filter),
  ];
}

export type BenefitFilter = Optional<{
  kind: BenefitRow['kind'][];
  activeFrom: string;
  activeTo: string;
  besideContribution: boolean;
}>;

/** The conditions of a BenefitFilter on `benefits`. */
export function benefitConditions(filter: BenefitFilter): Conditions {
  const { activeFrom, activeTo } = filter;
  return [
    anyOf(benefits.kind, filter.kind),
    activeFrom ? or(isNull(benefits.toMonth), gte(benefits.toMonth, firstDay(activeFrom))) : undefined,
    activeTo ? lte(benefits.fromMonth, firstDay(activeTo)) : undefined,
    whether(
      filter.besideContribution,
      sql`${employerPaidFor(benefits.personId)} and ${contributionMonths.month} >= ${benefits.fromMonth}
        and (${benefits.toMonth} is null or ${contributionMonths.month} <= ${benefits.toMonth})`,
    ),
  ];
}

export type PensionFilter = Optional<{
  unitIds: string[];
  startedFrom: string;
  startedTo: string;
  paid: boolean;
  besideContribution: boolean;
}>;

/** The conditions of a PensionFilter on `pensions`. */
export function pensionConditions(filter: PensionFilter): Conditions {
  return [
    within(pensions, filter.unitIds),
    from(pensions.startedOn, filter.startedFrom),
    to(pensions.startedOn, filter.startedTo),
    paid(pensions.endedOn, filter.paid),
    whether(
      filter.besideContribution,
      sql`${employerPaidFor(pensions.personId)} and ${contributionMonths.month} > ${pensions.startedOn}`,
    ),
  ];
}

export type SocialPensionFilter = Optional<{ unitIds: string[]; paid: boolean; receivesPension: boolean }>;

/** The conditions of a SocialPensionFilter on `social_pensions`. */
export function socialPensionConditions(filter: SocialPensionFilter): Conditions {
  return [
    within(socialPensions, filter.unitIds),
    paid(socialPensions.endedOn, filter.paid),
    whether(filter.receivesPension, paidPension(socialPensions.personId)),
  ];
}

export type MeritPersonFilter = Optional<{ kind: MeritPersonRow['kind'][]; unitIds: string[]; name: string }>;

/** The conditions of a MeritPersonFilter on `merit_persons`. */
export function meritPersonConditions(filter: MeritPersonFilter): Conditions {
  return [
    anyOf(meritPersons.kind, filter.kind),
    within(meritPersons, filter.unitIds),
    nameContains(meritPersons.foldedName, filter.name),
  ];
}

export type PoorHouseholdFilter = Optional<{
  unitIds: string[];
  status: PoorHouseholdRow['status'];
  standardId: string;
  listedOn: string;
}>;

/** The conditions of a PoorHouseholdFilter on `poor_households`. */
export function poorHouseholdConditions(filter: PoorHouseholdFilter): Conditions {
  const { status, standardId, listedOn } = filter;
  return [
    within(poorHouseholds, filter.unitIds),
    status ? eq(poorHouseholds.status, status) : undefined,
    standardId ? eq(poorHouseholds.standardId, standardId) : undefined,
    to(poorHouseholds.recognisedOn, listedOn),
    listedOn ? or(isNull(poorHouseholds.removedOn), sql`${poorHouseholds.removedOn} > ${listedOn}`) : undefined,
  ];
}

function hasInsuranceNumber(number: string | null | undefined): SQL | undefined {
  if (number == null) return undefined;
  if (!isInsuranceNumber(number)) throw badUserInput('Argument "filter.insuranceNumber": expected 10 digits.');
  return sql`${insuredPersons.id} in (select ${insuranceNumbers.insuredPersonId} from ${insuranceNumbers} where ${insuranceNumbers.insuranceNumber} = ${number})`;
}

type Livelihood = Optional<{ receivesPension: boolean; receivesSocialPension: boolean; inPoorHousehold: boolean }>;

/** What the person lives on now, whoever of the owners records it. */
function livelihood(personId: PgColumn, filter: Livelihood): Conditions {
  return [
    whether(filter.receivesPension, paidPension(personId)),
    whether(
      filter.receivesSocialPension,
      sql`select from ${socialPensions} where ${socialPensions.personId} = ${personId} and ${socialPensions.endedOn} is null`,
    ),
    whether(
      filter.inPoorHousehold,
      sql`select from ${poorHouseholdMembers} join ${poorHouseholds} on ${poorHouseholds.id} = ${poorHouseholdMembers.householdId}
        where ${poorHouseholdMembers.personId} = ${personId} and ${poorHouseholds.removedOn} is null`,
    ),
  ];
}

const paidPension = (personId: PgColumn) =>
  sql`select from ${pensions} where ${pensions.personId} = ${personId} and ${pensions.endedOn} is null`;

/** Months that an employer or an agency paid for a person, under any of the person's records. */
const employerPaidFor = (personId: PgColumn) =>
  sql`select from ${contributionMonths} join ${insuredPersons} on ${insuredPersons.id} = ${contributionMonths.insuredPersonId}
    where ${insuredPersons.personId} = ${personId}
      and (${contributionMonths.employerTaxCode} is not null or ${contributionMonths.agencyId} is not null)`;
