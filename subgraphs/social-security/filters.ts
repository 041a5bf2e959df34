import { eq, gt, gte, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { anyOf, before, from, nameContains, type Optional } from '../kit/conditions.ts';
import { badUserInput } from '../kit/errors.ts';
import { type PlaceFilter, placeConditions } from '../kit/jurisdiction.ts';
import { firstDay } from '../law/calendar.ts';
import { HEALTH_CARD_GROUPS } from '../law/health-card.ts';
import { isInsuranceNumber } from '../law/insurance-number.ts';
import { paid, whether } from './conditions.ts';
import { requireStandardId } from './poverty-standard.ts';
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
export type InsuredPersonFilter = PlaceFilter &
  Optional<{
    scheme: InsuredPersonRow['scheme'][];
    category: InsuredPersonRow['category'][];
    status: InsuredPersonRow['status'][];
    agencyCodes: string[];
    employerTaxCodes: string[];
    name: string;
    insuranceNumber: string;
    bornFrom: string;
    bornBefore: string;
    contributedSince: string;
    notContributedSince: string;
    insuredBaseFrom: number;
    insuredBaseBelow: number;
    receivesPension: boolean;
    receivesSocialPension: boolean;
    inPoorHousehold: boolean;
    updatedBefore: string;
    duplicated: boolean;
  }>;

/** The conditions of an InsuredPersonFilter on `insured_persons`. BAD_USER_INPUT for a malformed insurance number. */
export function insuredPersonConditions(filter: InsuredPersonFilter): Conditions {
  const { personId, lastContributionMonth } = insuredPersons;
  const { contributedSince, notContributedSince } = filter;
  return [
    anyOf(insuredPersons.scheme, filter.scheme, 'filter.scheme'),
    anyOf(insuredPersons.category, filter.category, 'filter.category'),
    anyOf(insuredPersons.status, filter.status, 'filter.status'),
    ...placeConditions(insuredPersons, filter),
    anyOf(insuredPersons.agencyId, filter.agencyCodes, 'filter.agencyCodes'),
    anyOf(insuredPersons.employerTaxCode, filter.employerTaxCodes, 'filter.employerTaxCodes'),
    nameContains(insuredPersons.foldedName, filter.name),
    hasInsuranceNumber(filter.insuranceNumber),
    from(insuredPersons.birthDate, filter.bornFrom),
    before(insuredPersons.birthDate, filter.bornBefore),
    contributedSince ? gte(lastContributionMonth, firstDay(contributedSince)) : undefined,
    notContributedSince
      ? or(lt(lastContributionMonth, firstDay(notContributedSince)), isNull(lastContributionMonth))
      : undefined,
    from(insuredPersons.insuredBase, filter.insuredBaseFrom),
    before(insuredPersons.insuredBase, filter.insuredBaseBelow),
    before(insuredPersons.updatedOn, filter.updatedBefore),
    ...livelihood(personId, filter),
    whether(
      filter.duplicated,
      sql`select from ${insuredPersons} as other where other.person_id = ${personId} and other.id <> ${insuredPersons.id}`,
    ),
  ];
}

export type HealthCardFilter = PlaceFilter &
  Optional<{
    group: string[];
    name: string;
    bornFrom: string;
    bornBefore: string;
    validOn: string;
    receivesPension: boolean;
    receivesSocialPension: boolean;
    inPoorHousehold: boolean;
  }>;

/** The conditions of a HealthCardFilter on `health_cards`. */
export function healthCardConditions(filter: HealthCardFilter): Conditions {
  return [
    anyOf(healthCards.group, requireGroups(filter.group), 'filter.group'),
    ...placeConditions(healthCards, filter),
    nameContains(healthCards.foldedName, filter.name),
    from(healthCards.birthDate, filter.bornFrom),
    before(healthCards.birthDate, filter.bornBefore),
    ...heldOn(healthCards.validFrom, healthCards.validTo, filter.validOn),
    ...livelihood(healthCards.personId, filter),
  ];
}

export type BenefitFilter = PlaceFilter &
  Optional<{
    kind: BenefitRow['kind'][];
    activeFrom: string;
    activeBefore: string;
    besideContribution: boolean;
  }>;

/** The conditions of a BenefitFilter on `benefits`. */
export function benefitConditions(filter: BenefitFilter): Conditions {
  const { activeFrom, activeBefore } = filter;
  return [
    ...placeConditions(benefits, filter),
    anyOf(benefits.kind, filter.kind, 'filter.kind'),
    activeFrom ? or(isNull(benefits.lastMonth), gte(benefits.lastMonth, firstDay(activeFrom))) : undefined,
    activeBefore ? lt(benefits.firstMonth, firstDay(activeBefore)) : undefined,
    whether(
      filter.besideContribution,
      sql`${employerPaidFor(benefits.personId)} and ${contributionMonths.month} >= ${benefits.firstMonth}
        and (${benefits.lastMonth} is null or ${contributionMonths.month} <= ${benefits.lastMonth})`,
    ),
  ];
}

export type PensionFilter = PlaceFilter &
  Optional<{
    startedFrom: string;
    startedBefore: string;
    paid: boolean;
    besideContribution: boolean;
  }>;

/** The conditions of a PensionFilter on `pensions`. */
export function pensionConditions(filter: PensionFilter): Conditions {
  return [
    ...placeConditions(pensions, filter),
    from(pensions.startedOn, filter.startedFrom),
    before(pensions.startedOn, filter.startedBefore),
    paid(pensions.endedOn, filter.paid),
    whether(
      filter.besideContribution,
      sql`${employerPaidFor(pensions.personId)} and ${contributionMonths.month} > ${pensions.startedOn}`,
    ),
  ];
}

export type SocialPensionFilter = PlaceFilter & Optional<{ paid: boolean; receivesPension: boolean }>;

/** The conditions of a SocialPensionFilter on `social_pensions`. */
export function socialPensionConditions(filter: SocialPensionFilter): Conditions {
  return [
    ...placeConditions(socialPensions, filter),
    paid(socialPensions.endedOn, filter.paid),
    whether(filter.receivesPension, paidPension(socialPensions.personId)),
  ];
}

export type MeritPersonFilter = PlaceFilter & Optional<{ kind: MeritPersonRow['kind'][]; name: string }>;

/** The conditions of a MeritPersonFilter on `merit_persons`. */
export function meritPersonConditions(filter: MeritPersonFilter): Conditions {
  return [
    anyOf(meritPersons.kind, filter.kind, 'filter.kind'),
    ...placeConditions(meritPersons, filter),
    nameContains(meritPersons.foldedName, filter.name),
  ];
}

export type PoorHouseholdFilter = PlaceFilter &
  Optional<{
    status: PoorHouseholdRow['status'];
    standardId: string;
    listedOn: string;
  }>;

/** The conditions of a PoorHouseholdFilter on `poor_households`. */
export function poorHouseholdConditions(filter: PoorHouseholdFilter): Conditions {
  const standardId = requireStandardId(filter.standardId, 'filter.standardId');
  return [
    ...placeConditions(poorHouseholds, filter),
    filter.status ? eq(poorHouseholds.status, filter.status) : undefined,
    standardId ? eq(poorHouseholds.standardId, standardId) : undefined,
    ...heldOn(poorHouseholds.recognisedOn, poorHouseholds.removedOn, filter.listedOn),
  ];
}

/** Begun by a day and not ended by it; `end` is the first day on which it no longer holds. */
function heldOn(begin: PgColumn, end: PgColumn, day: string | null | undefined): Conditions {
  return day ? [lte(begin, day), or(isNull(end), gt(end, day))] : [];
}

function requireGroups(groups: string[] | null | undefined) {
  if (groups?.every((group) => HEALTH_CARD_GROUPS.has(group)) ?? true) return groups;
  throw badUserInput(`Argument "filter.group": expected any of ${[...HEALTH_CARD_GROUPS.keys()].join(', ')}.`);
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
