import { and, asc, count, countDistinct, desc, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import {
  type BenefitFilter,
  benefitConditions,
  type InsuredPersonFilter,
  insuredPersonConditions,
  type PoorHouseholdFilter,
  poorHouseholdConditions,
} from './filters.ts';
import { benefits, insuredPersons, poorHouseholds } from './tables.ts';

/** A group: the keys grouped by under their properties (the others are missing), and its measures. */
export type StatisticRow = Record<string, string | number | null> & { count: number };

type StatisticsSpec<F> = {
  table: PgTable;
  /** Value of the group enum -> the row's property and what PostgreSQL groups by. */
  groups: Record<string, readonly [property: string, column: PgColumn]>;
  measures: Record<string, SQL>;
  /** The column that tells people apart, where they are counted too. */
  person?: PgColumn;
  where: (filter: F) => (SQL | undefined)[];
};

/**
 * Rows counted by group, largest group first, in one statement: `(groupBy, filter) => rows`; without a key one row of totals.
 * Counting different people takes PostgreSQL ten times as long as all else, so `personCount` is a second statement, sent where it
 * is asked for. BAD_USER_INPUT above 1,000 groups.
 */
function statistics<F>(db: Database, { table, groups, measures, person, where }: StatisticsSpec<F>) {
  const grouped = (keys: (readonly [string, PgColumn])[], counted: Record<string, SQL>, filter?: F | null) => {
    const columns = keys.map(([, column]) => column);
    return db
      .select({ ...Object.fromEntries(keys), ...counted })
      .from(table)
      .where(filter ? and(...where(filter)) : undefined)
      .groupBy(...columns)
      .orderBy(desc(count()), ...columns.map((column) => asc(column)))
      .limit(groupLimit) as unknown as Promise<StatisticRow[]>;
  };
  return async (groupBy: string[], filter: F | null | undefined) => {
    const keys = [...new Set(groupBy)].map((group) => groups[group]).filter((key) => key !== undefined);
    const rows = requireAllGroups(await grouped(keys, { count: count(), ...measures }, filter));
    const groupOf = (row: StatisticRow) => JSON.stringify(keys.map(([property]) => row[property]));
    const countPeople = async () => {
      const counted = await grouped(keys, { count: countDistinct(person as PgColumn) }, filter);
      return new Map(counted.map((row) => [groupOf(row), row.count]));
    };
    let people: ReturnType<typeof countPeople> | undefined;
    const personCount = async (row: StatisticRow) => {
      people ??= countPeople();
      return (await people).get(groupOf(row)) ?? 0;
    };
    return person ? rows.map((row) => ({ ...row, personCount: () => personCount(row) })) : rows;
  };
}

/** Sums leave bigint's range as numeric, which the driver hands over as text. */
const sum = (amount: PgColumn) => sql<number | null>`sum(${amount})::float8`;
const meanAmount = (amount: PgColumn) => sql<number | null>`round(avg(${amount}))::float8`;
const mean = (number: PgColumn) => sql<number | null>`round(avg(${number}), 2)::float8`;

/** Insured persons' records by group. */
export const insuredPersonStatistics = (db: Database) =>
  statistics<InsuredPersonFilter>(db, {
    table: insuredPersons,
    groups: {
      SCHEME: ['scheme', insuredPersons.scheme],
      CATEGORY: ['category', insuredPersons.category],
      STATUS: ['status', insuredPersons.status],
      SEX: ['sex', insuredPersons.sex],
      PROVINCE: ['provinceId', insuredPersons.provinceId],
      UNIT: ['unitId', insuredPersons.unitId],
      AGENCY: ['agencyId', insuredPersons.agencyId],
      EMPLOYER: ['employerTaxCode', insuredPersons.employerTaxCode],
      LAST_CONTRIBUTION_MONTH: ['lastContributionMonth', insuredPersons.lastContributionMonth],
    },
    measures: {
      totalInsuredBase: sum(insuredPersons.insuredBase),
      meanInsuredBase: meanAmount(insuredPersons.insuredBase),
      meanContributionMonths: mean(insuredPersons.contributionMonths),
    },
    person: insuredPersons.personId,
    where: insuredPersonConditions,
  });

const isMonthly = sql`${benefits.kind} <> 'LUMP_SUM'`;

/** Benefits by group. */
export const benefitStatistics = (db: Database) =>
  statistics<BenefitFilter>(db, {
    table: benefits,
    groups: {
      KIND: ['kind', benefits.kind],
      FIRST_MONTH: ['firstMonth', benefits.firstMonth],
      PROVINCE: ['provinceId', benefits.provinceId],
      UNIT: ['unitId', benefits.unitId],
    },
    // A lump sum is no amount of a month, and would swamp those that are.
    measures: {
      totalMonthlyAmount: sql<number | null>`(sum(${benefits.amount}) filter (where ${isMonthly}))::float8`,
      meanMonthlyAmount: sql<number | null>`round(avg(${benefits.amount}) filter (where ${isMonthly}))::float8`,
      totalLumpSum: sql<number | null>`(sum(${benefits.amount}) filter (where not (${isMonthly})))::float8`,
    },
    person: benefits.personId,
    where: benefitConditions,
  });

/** Poor and near-poor households by group. */
export const povertyStatistics = (db: Database) =>
  statistics<PoorHouseholdFilter>(db, {
    table: poorHouseholds,
    groups: {
      STATUS: ['status', poorHouseholds.status],
      STANDARD: ['standardId', poorHouseholds.standardId],
      PROVINCE: ['provinceId', poorHouseholds.provinceId],
      UNIT: ['unitId', poorHouseholds.unitId],
    },
    measures: { memberCount: sql<number>`coalesce(sum(${poorHouseholds.memberCount}), 0)::int` },
    where: poorHouseholdConditions,
  });
