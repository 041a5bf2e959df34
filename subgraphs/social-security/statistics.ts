import { and, asc, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { byPublished, publishedMean, type Sums, type Tally } from '../kit/disclosure.ts';
import {
  type Exact,
  exactUnder,
  isTold,
  refuseUnions,
  sumsOf,
  tallyOfPeople,
  tallyOfRows,
  tallyOfSum,
  tellCount,
} from '../kit/tally.ts';
import {
  type BenefitFilter,
  benefitConditions,
  type InsuredPersonFilter,
  insuredPersonConditions,
  type PoorHouseholdFilter,
  poorHouseholdConditions,
} from './filters.ts';
import { households, recordsOf } from './people.ts';
import { benefits, insuredPersons, poorHouseholds } from './tables.ts';

/** A group: the keys grouped by under their properties (the others are missing), and its measures; null what is not told. */
export type StatisticRow = Record<string, string | number | null> & { count: number | null };

/** An amount of some rows, and what its mean (with so many decimals) and its total are called. */
type Amount = { column: PgColumn; where?: SQL; mean?: string; decimals?: number; total?: string };

type StatisticsSpec<F> = {
  table: PgTable;
  /** Value of the group enum -> the row's property and what PostgreSQL groups by. */
  groups: Record<string, readonly [property: string, column: PgColumn]>;
  /** Whom the caller is told exactly, and the column that tells people apart. */
  counted: { exact: Exact; person: PgColumn };
  /** Whether different people are counted too. */
  people?: boolean;
  amounts?: Amount[];
  /** A column that counts people itself, and what its sum is called. */
  summed?: { column: PgColumn; property: string };
  where: (filter: F) => (SQL | undefined)[];
  /** Conditions of the filter that look at other records than the one counted. */
  elsewhere?: string[];
};

const unions = {
  unitIds: ['UNIT'],
  provinceIds: ['PROVINCE', 'UNIT'],
  agencyCodes: ['AGENCY'],
  employerTaxCodes: ['EMPLOYER'],
  scheme: ['SCHEME'],
  category: ['CATEGORY'],
  status: ['STATUS'],
  kind: ['KIND'],
};

/**
 * Rows counted by group, largest group first, in one statement: `(groupBy, filter) => rows`; without a key one row of totals,
 * with keys only groups whose count is told. Counting different people takes PostgreSQL ten times as long as all else, so
 * `personCount` is a second statement, sent where it is asked for. BAD_USER_INPUT above 1,000 groups.
 */
function statistics<F extends object>(db: Database, spec: StatisticsSpec<F>) {
  const { table, groups, people = false, where, elsewhere = [] } = spec;
  return async (groupBy: string[], filter: F | null | undefined) => {
    const counted = { ...spec.counted, exact: exactUnder(spec.counted.exact, filter, elsewhere) };
    refuseUnions(counted.exact, filter, groupBy, unions);
    const grouped = (keys: (readonly [string, PgColumn])[], measures: Measures) => {
      const columns = keys.map(([, column]) => column);
      return db.statistics
        .select({ ...Object.fromEntries(keys), ...measures })
        .from(table)
        .where(filter ? and(...where(filter)) : undefined)
        .groupBy(...columns)
        .having(keys.length > 0 ? isTold(counted.exact, counted) : undefined)
        .orderBy(...columns.map((column) => asc(column)))
        .limit(groupLimit) as unknown as Promise<Record<string, never>[]>;
    };
    const keys = [...new Set(groupBy)].map((group) => groups[group]).filter((key) => key !== undefined);
    const keysOf = (row: Record<string, unknown>) => keys.map(([property]) => [property, row[property]] as const);
    const groupOf = (row: Record<string, unknown>) => JSON.stringify(keysOf(row));
    const rows = requireAllGroups(await grouped(keys, measuresOf({ ...spec, counted })));
    const told = byPublished(
      rows.map((row) => ({ ...Object.fromEntries(keysOf(row)), ...tellMeasures({ ...spec, counted }, row) })),
    );
    const countPeople = async () => {
      const counts = await grouped(keys, tallyOfPeople(counted.exact, counted));
      return new Map(counts.map((row) => [groupOf(row), tellCount(counted.exact, row as unknown as Tally)]));
    };
    let counting: ReturnType<typeof countPeople> | undefined;
    const personCount = async (row: object) => {
      counting ??= countPeople();
      return (await counting).get(groupOf(row as never)) ?? (counted.exact === 'all' ? 0 : null);
    };
    return (people ? told.map((row) => ({ ...row, personCount: () => personCount(row) })) : told) as StatisticRow[];
  };
}

type Measures = Record<string, SQL | Record<string, SQL>>;

function measuresOf<F>({ counted, amounts = [], summed }: StatisticsSpec<F>): Measures {
  const { exact } = counted;
  const sums = amounts.map(({ column, ...amount }, n) => [
    `amount${n}`,
    sumsOf(column, exact, { ...counted, ...amount }),
  ]);
  return {
    count: tallyOfRows(exact, counted),
    ...(summed ? { summed: tallyOfSum(summed.column, exact, counted) } : {}),
    ...Object.fromEntries(sums),
  };
}

function tellMeasures<F>({ counted: { exact }, amounts = [], summed }: StatisticsSpec<F>, row: Record<string, never>) {
  const told: Record<string, number | null> = {};
  for (const [n, amount] of amounts.entries()) {
    const { mean, total } = publishedMean(row[`amount${n}`] as unknown as Sums);
    if (amount.mean) told[amount.mean] = mean;
    if (amount.total) told[amount.total] = total;
  }
  if (summed) told[summed.property] = tellCount(exact, row.summed as unknown as Tally);
  return { ...told, count: tellCount(exact, row.count as unknown as Tally) };
}

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
      KIND: ['kind', benefits.kind],
      FIRST_MONTH: ['firstMonth', benefits.firstMonth],
      PROVINCE: ['provinceId', benefits.provinceId],
      UNIT: ['unitId', benefits.unitId],
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
      STATUS: ['status', poorHouseholds.status],
      STANDARD: ['standardId', poorHouseholds.standardId],
      PROVINCE: ['provinceId', poorHouseholds.provinceId],
      UNIT: ['unitId', poorHouseholds.unitId],
    },
    counted: households(db),
    summed: { column: poorHouseholds.memberCount, property: 'memberCount' },
    where: poorHouseholdConditions,
  });
