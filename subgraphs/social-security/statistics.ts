import { sql } from 'drizzle-orm';
import { ageBand } from '../kit/age-bands.ts';
import type { Database } from '../kit/database.ts';
import { monthOf, yearOf } from '../kit/grouping.ts';
import { todaysPlaces } from '../kit/units-today.ts';
import {
  type BenefitFilter,
  benefitConditions,
  type InsuredPersonFilter,
  insuredPersonConditions,
  type PoorHouseholdFilter,
  poorHouseholdConditions,
} from './filters.ts';
import { statistics } from './group-statistics.ts';
import { households, recordsOf } from './people.ts';
import { benefits, insuredPersons, poorHouseholds } from './tables.ts';

/** Insured persons' records by group. */
export const insuredPersonStatistics = (db: Database) =>
  statistics<InsuredPersonFilter>(db, {
    table: insuredPersons,
    groups: {
      SCHEME: { keys: { scheme: insuredPersons.scheme } },
      CATEGORY: { keys: { category: insuredPersons.category } },
      STATUS: { keys: { status: insuredPersons.status } },
      SEX: { keys: { sex: insuredPersons.sex } },
      AGE_BAND: { keys: { ageBand: ageBand(insuredPersons.birthDate) } },
      PROVINCE: { keys: { provinceId: insuredPersons.provinceId } },
      UNIT: { keys: { unitId: insuredPersons.unitId } },
      ...todaysPlaces(insuredPersons),
      AGENCY: { keys: { agencyId: insuredPersons.agencyId } },
      EMPLOYER: { keys: { employerTaxCode: insuredPersons.employerTaxCode } },
      LAST_CONTRIBUTION_MONTH: { keys: { lastContributionMonth: insuredPersons.lastContributionMonth } },
      JOINED_YEAR: { keys: { joinedYear: yearOf(insuredPersons.joinedOn) } },
    },
    counted: recordsOf(db, insuredPersons, true),
    people: true,
    amounts: [
      { column: insuredPersons.insuredBase, total: 'totalInsuredBase', mean: 'meanInsuredBase' },
      { column: insuredPersons.contributionMonths, mean: 'meanContributionMonths', decimals: 2 },
    ],
    where: insuredPersonConditions,
    elsewhere: ['receivesPension', 'receivesSocialPension', 'inPoorHousehold', 'duplicated'],
  });

const isMonthly = sql`${benefits.kind} <> 'LUMP_SUM'`;

/** Benefits by group. */
export const benefitStatistics = (db: Database) =>
  statistics<BenefitFilter>(db, {
    table: benefits,
    groups: {
      KIND: { keys: { kind: benefits.kind } },
      FIRST_MONTH: { keys: { firstMonth: benefits.firstMonth } },
      PROVINCE: { keys: { provinceId: benefits.provinceId } },
      UNIT: { keys: { unitId: benefits.unitId } },
      ...todaysPlaces(benefits),
    },
    counted: recordsOf(db, benefits, true),
    people: true,
    // A lump sum is no amount of a month, and would swamp those that are.
    amounts: [
      { column: benefits.amount, where: isMonthly, total: 'totalMonthlyAmount', mean: 'meanMonthlyAmount' },
      { column: benefits.amount, where: sql`not (${isMonthly})`, total: 'totalLumpSum' },
    ],
    where: benefitConditions,
    elsewhere: ['besideContribution'],
  });

/** Poor and near-poor households by group. */
export const povertyStatistics = (db: Database) =>
  statistics<PoorHouseholdFilter>(db, {
    table: poorHouseholds,
    groups: {
      STATUS: { keys: { status: poorHouseholds.status } },
      STANDARD: { keys: { standardId: poorHouseholds.standardId } },
      PROVINCE: { keys: { provinceId: poorHouseholds.provinceId } },
      UNIT: { keys: { unitId: poorHouseholds.unitId } },
      ...todaysPlaces(poorHouseholds),
      RECOGNISED_MONTH: { keys: { recognisedMonth: monthOf(poorHouseholds.recognisedOn) } },
    },
    counted: households(db),
    summed: { column: poorHouseholds.memberCount, property: 'memberCount' },
    where: poorHouseholdConditions,
  });
