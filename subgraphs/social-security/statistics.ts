import { and, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { ageBand } from '../kit/age-bands.ts';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { byPublished, publishedMean, type Sums, type Tally } from '../kit/disclosure.ts';
import { type Group, grouping, monthOf, yearOf } from '../kit/grouping.ts';
import { type WithShare, withShares } from '../kit/shares.ts';
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
import { todaysPlaces } from '../kit/units-today.ts';
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
export type StatisticRow = Record<string, unknown> & { count: number | null };

/** An amount of some rows, and what its mean (with so many decimals) and its total are called. */
type Amount = { column: PgColumn; where?: SQL; mean?: string; decimals?: number; total?: string };

type StatisticsSpec<F> = {
  table: PgTable;
  /** By the values of the group enum. */
  groups: Record<string, Group>;
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
  return async function ask(groupBy: string[], filter: F | null | undefined): Promise<WithShare<StatisticRow>[]> {
    const counted = { ...spec.counted, exact: exactUnder(spec.counted.exact, filter, elsewhere) };
    refuseUnions(counted.exact, filter, groupBy, unions);
    const { keys, positions, order, join, keyOf } = grouping(groups, groupBy);
    const grouped = (measures: Measures) =>
      join(
        db.statistics
          .select({ ...keys, ...measures })
          .from(table)
          .$dynamic(),
      )
        .where(filter ? and(...where(filter)) : undefined)
        .groupBy(...positions)
        .having(positions.length > 0 ? isTold(counted.exact, counted) : undefined)
        .orderBy(...order)
        .limit(groupLimit) as unknown as Promise<Record<string, never>[]>;
    const rows = requireAllGroups(await grouped(measuresOf({ ...spec, counted })));
    const keysOf = (row: object) => Object.entries(row).filter(([property]) => property in keys);
    const told: StatisticRow[] = byPublished(
      rows.map((row) => ({ ...Object.fromEntries(keysOf(row)), ...tellMeasures({ ...spec, counted }, row) })),
    );
    const countPeople = async () => {
      const counts = await grouped(tallyOfPeople(counted.exact, counted));
      return new Map(counts.map((row) => [keyOf(row), tellCount(counted.exact, row as unknown as Tally)]));
    };
    let counting: ReturnType<typeof countPeople> | undefined;
    const personCount = async (row: object) => {
      counting ??= countPeople();
      return (await counting).get(keyOf(row)) ?? (counted.exact === 'all' ? 0 : null);
    };
    const complete = people ? told.map((row) => ({ ...row, personCount: () => personCount(row) })) : told;
    return withShares<StatisticRow>(complete, { groupBy, keyOf, ask: (of) => ask(of, filter) });
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
