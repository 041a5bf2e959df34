import DataLoader from 'dataloader';
import { and, asc, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { connection, connectionBy } from '../kit/connection.ts';
import { numberBy, numberByPlace } from '../kit/counts.ts';
import type { Database } from '../kit/database.ts';
import { isUuid } from '../kit/errors.ts';
import { many, one } from '../kit/loaders.ts';
import { isAnyOf } from '../kit/look-up.ts';
import { each, type LoadersOf } from '../kit/recipes.ts';
import {
  contributionsBesideBenefitId,
  contributionsByInsuredPersonId,
  lastMonthByPayer,
  workersByEmployerMonth,
} from './contributions.ts';
import {
  benefitList,
  healthCardList,
  insuredPersonList,
  meritPersonList,
  pensionList,
  poorHouseholdList,
  socialPensionList,
} from './lists.ts';
import { households, recordsOf } from './people.ts';
import { benefitStatistics, insuredPersonStatistics, povertyStatistics } from './statistics.ts';
import {
  assistanceGrants,
  benefits,
  contributionMonths,
  healthCards,
  insuranceNumbers,
  insuredPersons,
  meritPersons,
  type PoorHouseholdRow,
  pensions,
  poorHouseholdMembers,
  poorHouseholds,
  socialPensions,
} from './tables.ts';

const recordsById = {
  insuredPersonById: one(insuredPersons, insuredPersons.id),
  healthCardById: one(healthCards, healthCards.id),
  benefitById: one(benefits, benefits.id),
  pensionById: one(pensions, pensions.id),
  socialPensionById: one(socialPensions, socialPensions.id),
  meritPersonById: one(meritPersons, meritPersons.id),
  poorHouseholdById: one(poorHouseholds, poorHouseholds.id),
};

const lists = {
  insuredPersons: connection(insuredPersonList),
  insuredPersonsByUnitId: connectionBy({ ...insuredPersonList, parent: insuredPersons.unitId }),
  insuredPersonsByProvinceId: connectionBy({ ...insuredPersonList, parent: insuredPersons.provinceId }),
  insuredPersonsByAgencyId: connectionBy({ ...insuredPersonList, parent: insuredPersons.agencyId }),
  insuredPersonsByEmployer: connectionBy({ ...insuredPersonList, parent: insuredPersons.employerTaxCode }),
  healthCards: connection(healthCardList),
  benefits: connection(benefitList),
  pensions: connection(pensionList),
  socialPensions: connection(socialPensionList),
  meritPersons: connection(meritPersonList),
  poorHouseholds: connection(poorHouseholdList),
  poorHouseholdsByUnitId: connectionBy({ ...poorHouseholdList, parent: poorHouseholds.unitId }),
  poorHouseholdsByProvinceId: connectionBy({ ...poorHouseholdList, parent: poorHouseholds.provinceId }),
};

const latestBenefit = [desc(benefits.firstMonth), asc(benefits.id)];

const recordsOfPersons = {
  insuredPersonsByPersonId: many(insuredPersons, insuredPersons.personId, [
    sql`${insuredPersons.lastContributionMonth} desc nulls last`,
    asc(insuredPersons.joinedOn),
    asc(insuredPersons.id),
  ]),
  healthCardsByPersonId: many(healthCards, healthCards.personId, [desc(healthCards.validFrom), asc(healthCards.id)]),
  benefitsByPersonId: many(benefits, benefits.personId, latestBenefit),
  pensionsByPersonId: many(pensions, pensions.personId, [desc(pensions.startedOn), asc(pensions.id)]),
  socialPensionsByPersonId: many(socialPensions, socialPensions.personId, [
    desc(socialPensions.startedOn),
    asc(socialPensions.id),
  ]),
  assistanceGrantsByPersonId: many(assistanceGrants, assistanceGrants.personId, [
    desc(assistanceGrants.startedOn),
    asc(assistanceGrants.id),
  ]),
  poorHouseholdByPersonId,
  meritPersonsByPersonId: many(meritPersons, meritPersons.personId, [
    desc(meritPersons.recognisedOn),
    asc(meritPersons.id),
  ]),
};

/** The household on the list now that a person is a member of; of several the one recognised last. */
function poorHouseholdByPersonId(db: Database): DataLoader<string, PoorHouseholdRow | null> {
  return new DataLoader(async (personIds) => {
    const rows = await db
      .select({ personId: poorHouseholdMembers.personId, ...getTableColumns(poorHouseholds) })
      .from(poorHouseholdMembers)
      .innerJoin(poorHouseholds, eq(poorHouseholds.id, poorHouseholdMembers.householdId))
      .where(and(isAnyOf(poorHouseholdMembers.personId, personIds.filter(isUuid)), isNull(poorHouseholds.removedOn)))
      .orderBy(asc(poorHouseholds.recognisedOn), asc(poorHouseholds.id));
    const byPerson = new Map(rows.map((row) => [row.personId, row]));
    return personIds.map((personId) => byPerson.get(personId) ?? null);
  });
}

const counts = {
  insuredCountByPlace: numberByPlace(insuredPersons, (db) => recordsOf(db, insuredPersons)),
  pensionerCountByPlace: paidCountByPlace(pensions),
  socialPensionerCountByPlace: paidCountByPlace(socialPensions),
  assistanceGrantCountByPlace: paidCountByPlace(assistanceGrants),
  meritPersonCountByPlace: numberByPlace(meritPersons, (db) => recordsOf(db, meritPersons)),
  poorHouseholdCountByPlace: each((db, status?: PoorHouseholdRow['status'] | null, standardId?: string | null) =>
    numberByPlace(poorHouseholds, () => ({
      ...households(db),
      where: [
        isNull(poorHouseholds.removedOn),
        status ? eq(poorHouseholds.status, status) : undefined,
        standardId ? eq(poorHouseholds.standardId, standardId) : undefined,
      ],
    }))(db),
  ),
  insuredCountByAgencyId: numberBy(insuredPersons, insuredPersons.agencyId, (db) => recordsOf(db, insuredPersons)),
  lastMonthByAgencyId: lastMonthByPayer(contributionMonths.agencyId),
  lastMonthByEmployer: lastMonthByPayer(contributionMonths.employerTaxCode),
  workersByEmployerMonth,
};

function paidCountByPlace(table: typeof pensions | typeof socialPensions | typeof assistanceGrants) {
  return numberByPlace(table, (db) => ({ ...recordsOf(db, table, true), where: [isNull(table.endedOn)] }));
}

/** All reads of the social-security database. */
export const loaders = {
  ...recordsById,
  ...lists,
  ...recordsOfPersons,
  ...counts,
  insuranceNumbersByInsuredPersonId: many(insuranceNumbers, insuranceNumbers.insuredPersonId, [
    asc(insuranceNumbers.validFrom),
    asc(insuranceNumbers.insuranceNumber),
  ]),
  contributionsByInsuredPersonId,
  benefitsByInsuredPersonId: many(benefits, benefits.insuredPersonId, latestBenefit),
  pensionsByInsuredPersonId: many(pensions, pensions.insuredPersonId, [desc(pensions.startedOn), asc(pensions.id)]),
  contributionsBesideBenefitId,
  membersByHouseholdId: many(poorHouseholdMembers, poorHouseholdMembers.householdId, [
    asc(poorHouseholdMembers.ordinal),
  ]),
  insuredPersonStatistics,
  benefitStatistics,
  povertyStatistics,
};

export type Loaders = LoadersOf<typeof loaders>;
