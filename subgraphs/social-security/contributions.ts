import DataLoader from 'dataloader';
import { and, desc, eq, getTableColumns, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { createLoader } from '../kit/batch/loader.ts';
import type { Database } from '../kit/database.ts';
import { isAnyOf } from '../kit/look-up.ts';
import { each, type Recipe } from '../kit/recipes.ts';
import { createStatement } from '../kit/statement.ts';
import { tallyOfRows, tellCount } from '../kit/tally.ts';
import { firstDay } from '../law/calendar.ts';
import { recordsOf } from './people.ts';
import { benefits, type ContributionMonthRow, contributionMonths, insuredPersons } from './tables.ts';

/** Months as yyyy-MM, both inclusive. */
export type MonthRange = { from?: string | null; to?: string | null };

const monthsByDefault = 12;

/**
 * Loaders of the months paid in on a record, latest first: `(range) => loader`. Without `from` the last 12 recorded months up
 * to `to`. One statement for all records asked with the same range.
 */
export function contributionsByInsuredPersonId(db: Database) {
  const loaderOf = monthsIn(db);
  return ({ from, to }: MonthRange) => loaderOf(from, to);
}

const monthsIn = each((db, from?: string | null, to?: string | null) =>
  createLoader((ids: readonly string[]): Promise<ContributionMonthRow[][]> => lastMonths(db, ids, { from, to })),
);

async function lastMonths(db: Database, ids: readonly string[], { from, to }: MonthRange) {
  const statement = from ? (to ? monthsBetween : monthsFrom) : to ? monthsUntil : months;
  const values = { ids: [...ids], from: from && firstDay(from), to: to && firstDay(to) };
  const byRecord = Map.groupBy(await statement(db, values), ({ insuredPersonId }) => insuredPersonId);
  return ids.map((id) => byRecord.get(id) ?? []);
}

const [monthsBetween, monthsFrom, monthsUntil, months] = [
  monthsOf({ from: true, to: true }),
  monthsOf({ from: true }),
  monthsOf({ to: true }),
  monthsOf({}),
];

function monthsOf(given: { from?: boolean; to?: boolean }) {
  const { insuredPersonId, month } = contributionMonths;
  return createStatement((db) => {
    const records = db
      .select({ id: sql<string>`id`.as('id') })
      .from(sql`unnest(${sql.placeholder('ids')}::uuid[]) as id`)
      .as('records');
    const found = db
      .select()
      .from(contributionMonths)
      .where(
        and(
          sql`${insuredPersonId} = "records"."id"`,
          given.from ? gte(month, sql.placeholder('from')) : undefined,
          given.to ? lte(month, sql.placeholder('to')) : undefined,
        ),
      )
      .orderBy(desc(month));
    // A lateral join, because the limit holds for each record.
    const page = (given.from ? found : found.limit(monthsByDefault)).as('page');
    const { insuredPersonId: record, month: day, base, unemploymentInsured, employerTaxCode, agencyId } = page;
    return db
      .select({ insuredPersonId: record, month: day, base, unemploymentInsured, employerTaxCode, agencyId })
      .from(records)
      .crossJoinLateral(page)
      .orderBy(desc(page.month));
  });
}

/** A loader of the months of a benefit in which an employer or an agency paid for the same person, under any record; latest first. */
export function contributionsBesideBenefitId(db: Database): DataLoader<string, ContributionMonthRow[]> {
  const { month, employerTaxCode, agencyId } = contributionMonths;
  return new DataLoader(async (ids) => {
    const rows = await db
      .select({ benefitId: benefits.id, ...getTableColumns(contributionMonths) })
      .from(benefits)
      .innerJoin(insuredPersons, eq(insuredPersons.personId, benefits.personId))
      .innerJoin(contributionMonths, eq(contributionMonths.insuredPersonId, insuredPersons.id))
      .where(
        and(
          isAnyOf(benefits.id, ids),
          gte(month, benefits.firstMonth),
          or(isNull(benefits.lastMonth), lte(month, benefits.lastMonth)),
          or(isNotNull(employerTaxCode), isNotNull(agencyId)),
        ),
      )
      .orderBy(desc(month), insuredPersons.id);
    const byBenefit = Map.groupBy(rows, ({ benefitId }) => benefitId);
    return ids.map((id) => byBenefit.get(id) ?? []);
  });
}

/** Loaders of the last month (its first day) that an employer or an agency paid for anyone; `payer` is the column that names it. */
export function lastMonthByPayer(payer: PgColumn): Recipe<DataLoader<string, string | null>> {
  return (db) =>
    new DataLoader(async (keys) => {
      // One look at the end of the index for each, where a group by would read all rows of an employer.
      const rows = await db.statistics
        .select({
          key: sql<string>`key`,
          month: sql<string | null>`(select max(month) from contribution_months where ${payer} = key)`,
        })
        .from(sql`unnest(${sql.param([...keys])}::text[]) as key`);
      const byKey = new Map(rows.map((row) => [row.key, row.month]));
      return keys.map((key) => byKey.get(key) ?? null);
    });
}

/**
 * A loader of how many records an employer paid for in a month (yyyy-MM; null for none at all), as the caller may be told it;
 * one statement also for different months.
 */
export function workersByEmployerMonth(
  db: Database,
): DataLoader<{ taxCode: string; month: string | null }, number | null, string> {
  const { exact, person } = recordsOf(db, insuredPersons, true);
  const { own, others, people } = tallyOfRows(exact, { person, where: isNotNull(contributionMonths.insuredPersonId) });
  const record =
    exact === 'all'
      ? sql``
      : sql`left join ${insuredPersons} on ${insuredPersons.id} = ${contributionMonths.insuredPersonId}`;
  return new DataLoader(
    async (asked) => {
      const taxCodes = sql.param(asked.map(({ taxCode }) => taxCode));
      const months = sql.param(asked.map(({ month }) => month && firstDay(month)));
      const rows = await db.statistics
        .select({
          place: sql<number>`place::int`,
          own: sql<number>`own`,
          others: sql<number>`others`,
          people: sql<number>`people`,
        })
        .from(sql`unnest(${taxCodes}::text[], ${months}::text[]) with ordinality as asked(tax_code, month, place)`)
        .crossJoinLateral(sql`(select ${own} as own, ${others} as others, ${people} as people from ${contributionMonths} ${record}
          where ${contributionMonths.employerTaxCode} = asked.tax_code and ${contributionMonths.month} = asked.month::date) as counted`);
      const byPlace = new Map(rows.map(({ place, ...tally }) => [place, tellCount(exact, tally)]));
      return asked.map((_, index) => byPlace.get(index + 1) ?? null);
    },
    { cacheKeyFn: ({ taxCode, month }) => `${taxCode} ${month}` },
  );
}
