import DataLoader from 'dataloader';
import { and, asc, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { connection, connectionBy } from '../kit/connection.ts';
import { numberBy, numberByPlace } from '../kit/counts.ts';
import type { Database } from '../kit/database.ts';
import { isUuid } from '../kit/errors.ts';
import { each, many, one } from '../kit/loaders.ts';
import { isAnyOf } from '../kit/look-up.ts';
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

export type Loaders = ReturnType<typeof createLoaders>;

/** All reads of the social-security database, for one request. */
export const createLoaders = (db: Database) => ({
  ...recordsById(db),
  ...lists(db),
  ...recordsOfPersons(db),
  ...counts(db),
  insuranceNumbersByInsuredPersonId: many(db, insuranceNumbers, insuranceNumbers.insuredPersonId, [
    asc(insuranceNumbers.validFrom),
    asc(insuranceNumbers.insuranceNumber),
  ]),
  contributionsByInsuredPersonId: contributionsByInsuredPersonId(db),
  benefitsByInsuredPersonId: many(db, benefits, benefits.insuredPersonId, latestBenefit),
  pensionsByInsuredPersonId: many(db, pensions, pensions.insuredPersonId, [desc(pensions.startedOn), asc(pensions.id)]),
  contributionsBesideBenefitId: contributionsBesideBenefitId(db),
  membersByHouseholdId: many(db, poorHouseholdMembers, poorHouseholdMembers.householdId, [
    asc(poorHouseholdMembers.ordinal),
  ]),
  insuredPersonStatistics: insuredPersonStatistics(db),
  benefitStatistics: benefitStatistics(db),
  povertyStatistics: povertyStatistics(db),
});

const recordsById = (db: Database) => ({
  insuredPersonById: one(db, insuredPersons, insuredPersons.id),
  healthCardById: one(db, healthCards, healthCards.id),
  benefitById: one(db, benefits, benefits.id),
  pensionById: one(db, pensions, pensions.id),
  socialPensionById: one(db, socialPensions, socialPensions.id),
  meritPersonById: one(db, meritPersons, meritPersons.id),
  poorHouseholdById: one(db, poorHouseholds, poorHouseholds.id),
});

const lists = (db: Database) => ({
  insuredPersons: connection(db, insuredPersonList),
  insuredPersonsByUnitId: connectionBy(db, { ...insuredPersonList, parent: insuredPersons.unitId }),
  insuredPersonsByProvinceId: connectionBy(db, { ...insuredPersonList, parent: insuredPersons.provinceId }),
  insuredPersonsByAgencyId: connectionBy(db, { ...insuredPersonList, parent: insuredPersons.agencyId }),
  insuredPersonsByEmployer: connectionBy(db, { ...insuredPersonList, parent: insuredPersons.employerTaxCode }),
  healthCards: connection(db, healthCardList),
  benefits: connection(db, benefitList),
  pensions: connection(db, pensionList),
  socialPensions: connection(db, socialPensionList),
  meritPersons: connection(db, meritPersonList),
  poorHouseholds: connection(db, poorHouseholdList),
  poorHouseholdsByUnitId: connectionBy(db, { ...poorHouseholdList, parent: poorHouseholds.unitId }),
  poorHouseholdsByProvinceId: connectionBy(db, { ...poorHouseholdList, parent: poorHouseholds.provinceId }),
});

const latestBenefit = [desc(benefits.firstMonth), asc(benefits.id)];

const recordsOfPersons = (db: Database) => ({
  insuredPersonsByPersonId: many(db, insuredPersons, insuredPersons.personId, [
    sql`${insuredPersons.lastContributionMonth} desc nulls last`,
    asc(insuredPersons.joinedOn),
    asc(insuredPersons.id),
  ]),
  healthCardsByPersonId: many(db, healthCards, healthCards.personId, [
    desc(healthCards.validFrom),
    asc(healthCards.id),
  ]),
  benefitsByPersonId: many(db, benefits, benefits.personId, latestBenefit),
  pensionsByPersonId: many(db, pensions, pensions.personId, [desc(pensions.startedOn), asc(pensions.id)]),
  socialPensionsByPersonId: many(db, socialPensions, socialPensions.personId, [
    desc(socialPensions.startedOn),
    asc(socialPensions.id),
  ]),
  assistanceGrantsByPersonId: many(db, assistanceGrants, assistanceGrants.personId, [
    desc(assistanceGrants.startedOn),
    asc(assistanceGrants.id),
  ]),
  poorHouseholdByPersonId: poorHouseholdByPersonId(db),
  meritPersonsByPersonId: many(db, meritPersons, meritPersons.personId, [
    desc(meritPersons.recognisedOn),
    asc(meritPersons.id),
  ]),
});

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

const counts = (db: Database) => ({
  insuredCountByPlace: numberByPlace(db, insuredPersons, recordsOf(db, insuredPersons)),
  pensionerCountByPlace: paidCountByPlace(db, pensions),
  socialPensionerCountByPlace: paidCountByPlace(db, socialPensions),
  assistanceGrantCountByPlace: paidCountByPlace(db, assistanceGrants),
  meritPersonCountByPlace: numberByPlace(db, meritPersons, recordsOf(db, meritPersons)),
  poorHouseholdCountByPlace: each((status?: PoorHouseholdRow['status'] | null, standardId?: string | null) =>
    numberByPlace(db, poorHouseholds, {
      ...households(db),
      where: [
        isNull(poorHouseholds.removedOn),
        status ? eq(poorHouseholds.status, status) : undefined,
        standardId ? eq(poorHouseholds.standardId, standardId) : undefined,
      ],
    }),
  ),
  insuredCountByAgencyId: numberBy(db, insuredPersons, insuredPersons.agencyId, recordsOf(db, insuredPersons)),
  lastMonthByAgencyId: lastMonthByPayer(db, contributionMonths.agencyId),
  lastMonthByEmployer: lastMonthByPayer(db, contributionMonths.employerTaxCode),
  workersByEmployerMonth: workersByEmployerMonth(db),
});

const paidCountByPlace = (db: Database, table: typeof pensions | typeof socialPensions | typeof assistanceGrants) =>
  numberByPlace(db, table, { ...recordsOf(db, table, true), where: [isNull(table.endedOn)] });
