import { and, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { byPublished, publishedMean, type Sums, type Tally } from '../kit/disclosure.ts';
import { type Group, grouping } from '../kit/grouping.ts';
import { type WithShare, withShares } from '../kit/shares.ts';
import {
  type Exact,
  exactUnder,
  isTold,
  type Repeats,
  refuseUnions,
  repeatsOf,
  sumsOf,
  tallyOfRows,
  tallyOfSum,
  tallyWithout,
  tellCount,
} from '../kit/tally.ts';

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
 * with keys only groups whose count is told. BAD_USER_INPUT above 1,000 groups. Different people are the rows less the repeats:
 * PostgreSQL tells all apart by sorting them, and finds the few who are there twice by an index in a third of that time, and in no
 * more of the rows than are counted. It is a second statement, sent where `personCount` is asked for.
 */
export function statistics<F extends object>(db: Database, spec: StatisticsSpec<F>) {
  const { table, groups, people = false, where, elsewhere = [] } = spec;
  return async function ask(groupBy: string[], filter: F | null | undefined): Promise<WithShare<StatisticRow>[]> {
    const counted = { ...spec.counted, exact: exactUnder(spec.counted.exact, filter, elsewhere) };
    refuseUnions(counted.exact, filter, groupBy, unions);
    const { keys, positions, order, join, keyOf } = grouping(groups, groupBy);
    const conditions = filter ? where(filter) : [];
    const grouped = (measures: Measures, narrowed?: SQL) =>
      join(
        db.statistics
          .select({ ...keys, ...measures })
          .from(table)
          .$dynamic(),
      )
        .where(and(...conditions, narrowed))
        .groupBy(...positions);
    const found = grouped(measuresOf({ ...spec, counted }))
      .having(positions.length > 0 ? isTold(counted.exact, counted) : undefined)
      .orderBy(...order)
      .limit(groupLimit);
    const rows = requireAllGroups((await found) as Record<string, never>[]);
    const keysOf = (row: object) => Object.entries(row).filter(([property]) => property in keys);
    const told: StatisticRow[] = byPublished(
      rows.map((row) => ({ ...Object.fromEntries(keysOf(row)), ...tellMeasures({ ...spec, counted }, row) })),
    );
    const countRepeats = async () => {
      const { person } = counted;
      const several = db.statistics
        .select({ person })
        .from(table)
        .where(and(...conditions))
        .groupBy(person);
      const repeated = grouped(
        repeatsOf(counted.exact, counted),
        sql`${person} = any(array(${several.having(sql`count(*) > 1`)}))`,
      ).having(sql`count(*) > count(distinct ${person})`);
      return new Map((await repeated).map((row) => [keyOf(row), row as unknown as Repeats]));
    };
    const tallies = new Map(rows.map((row) => [keyOf(row), row.count as unknown as Tally]));
    let counting: ReturnType<typeof countRepeats> | undefined;
    const personCount = async (row: object) => {
      counting ??= countRepeats();
      const repeats = (await counting).get(keyOf(row)) ?? { own: 0, all: 0 };
      return tellCount(counted.exact, tallyWithout(repeats, tallies.get(keyOf(row)) as Tally));
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
