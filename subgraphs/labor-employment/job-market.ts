import { and, eq, type SQL, sql } from 'drizzle-orm';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { isAnyOf } from '../kit/loaders.ts';
import { type JobMarketFilter, jobMarketConditions } from './filters.ts';
import { acceptingApplications } from './open-vacancies.ts';
import { jobSeekers, vacancies } from './tables.ts';

type MarketTable = typeof vacancies | typeof jobSeekers;

// Both tables have columns of these names: one expression serves either.
const keyExpressions = {
  OCCUPATION: sql`occupation_code`,
  OCCUPATION_MAJOR_GROUP: sql`left(occupation_code, 1)`,
  PROVINCE: sql`province_id`,
  UNIT: sql`unit_id`,
};

export type JobMarketGroup = keyof typeof keyExpressions;

/** Vacancies that can be applied for on a date, the posts open in them, and people looking for work. */
type Balance = { vacancies: number; openings: number; seekers: number };

/** One group; keys not grouped by are missing. */
export type JobMarketRow = Balance & Partial<Record<JobMarketGroup, string | null>>;

/**
 * Sums vacancies that can be applied for on a date and people looking for work by groups, most open posts first; one
 * statement. BAD_USER_INPUT above 1,000 groups.
 */
export async function jobMarketStatistics(
  db: Database,
  groupBy: JobMarketGroup[],
  filter: JobMarketFilter,
  on: string,
): Promise<JobMarketRow[]> {
  // A key twice over would make its name ambiguous.
  const keys = [...new Set(groupBy)].map((group) => ({ name: group, expression: keyExpressions[group] }));
  const rows = await db.execute(
    sql`${sumOf(keys, on, (table) => jobMarketConditions(table, filter))} limit ${groupLimit}`,
  );
  return requireAllGroups(rows as unknown as JobMarketRow[]);
}

export type OccupationBalanceRow = Balance & { place: string; occupation: string | null };

/**
 * The balance by occupation in several places at once, most open posts first; one statement.
 *
 * @param place the column that holds the places
 * @param level the level of the occupations, 1 to 4
 * @param on the date (yyyy-MM-dd) on which vacancies must accept applications
 */
export async function occupationBalances(
  db: Database,
  place: 'unitId' | 'provinceId',
  places: readonly string[],
  level: number,
  on: string,
): Promise<OccupationBalanceRow[]> {
  const keys = [
    { name: 'place', expression: place === 'unitId' ? keyExpressions.UNIT : keyExpressions.PROVINCE },
    { name: 'occupation', expression: sql`left(occupation_code, ${sql.raw(String(level))})` },
  ];
  const rows = await db.execute(sumOf(keys, on, (table) => [isAnyOf(table[place], places)]));
  return rows as unknown as OccupationBalanceRow[];
}

function sumOf(
  keys: { name: string; expression: SQL }[],
  on: string,
  conditionsOf: (table: MarketTable) => (SQL | undefined)[],
): SQL {
  const selected = keys.map(({ name, expression }) => sql`${expression} as ${sql.identifier(name)}, `);
  const names = keys.map(({ name }) => sql.identifier(name));
  const demand = and(acceptingApplications(on), ...conditionsOf(vacancies));
  const supply = and(eq(jobSeekers.status, 'SEEKING'), ...conditionsOf(jobSeekers));
  return sql`
    select ${sql.join(names.map((name) => sql`${name}, `))}
      coalesce(sum(vacancies), 0)::int as vacancies, coalesce(sum(openings), 0)::int as openings, coalesce(sum(seekers), 0)::int as seekers
    from (
      select ${sql.join(selected)} 1 as vacancies, openings, 0 as seekers from ${vacancies} where ${demand}
      union all
      select ${sql.join(selected)} 0, 0, 1 from ${jobSeekers} where ${supply}
    ) as market
    ${names.length > 0 ? sql`group by ${sql.join(names, sql`, `)}` : sql``}
    order by ${sql.join([sql`openings desc`, sql`seekers desc`, ...names], sql`, `)}`;
}
