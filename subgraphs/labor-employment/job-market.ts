import { and, type SQL, sql } from 'drizzle-orm';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import type { Tally } from '../kit/disclosure.ts';
import { isAnyOf } from '../kit/look-up.ts';
import { isTold, refuseUnions, tallyOfRows, tellCount } from '../kit/tally.ts';
import { type JobMarketFilter, jobMarketConditions } from './filters.ts';
import { acceptingApplications } from './open-vacancies.ts';
import { seekers } from './people.ts';
import { jobSeekers, vacancies } from './tables.ts';

type MarketTable = typeof vacancies | typeof jobSeekers;

// Both tables have columns of these names: one expression serves either.
const keyExpressions = {
  OCCUPATION: sql`occupation_code`,
  OCCUPATION_MAJOR_GROUP: sql`left(occupation_code, 1)`,
  PROVINCE: sql`province_id`,
  UNIT: sql`unit_id`,
};

const unions = { unitIds: ['UNIT'], provinceIds: ['PROVINCE', 'UNIT'], occupationCodes: ['OCCUPATION'] };

export type JobMarketGroup = keyof typeof keyExpressions;

/** Vacancies that can be applied for on a date, the posts open in them, and people looking for work; null where not told. */
type Balance = { vacancies: number; openings: number; seekers: number | null };

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
  refuseUnions(seekers(db).exact, filter, groupBy, unions);
  // A key twice over would make its name ambiguous.
  const keys = [...new Set(groupBy)].map((group) => ({ name: group, expression: keyExpressions[group] }));
  const sums = sumOf(db, keys, on, (table) => jobMarketConditions(table, filter));
  return tell<JobMarketRow>(db, requireAllGroups(await db.statistics.execute(sql`${sums} limit ${groupLimit}`)));
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
  const sums = sumOf(db, keys, on, (table) => [isAnyOf(table[place], places)]);
  return tell<OccupationBalanceRow>(db, await db.statistics.execute(sums));
}

/** Most open posts first, then most seekers as told, then as they came: by their keys. */
function tell<Row extends Balance>(db: Database, rows: Record<string, unknown>[]): Row[] {
  const { exact } = seekers(db);
  const told = rows.map(({ own, others, people, ...row }) => {
    const tally = { own, others, people } as Tally;
    return { ...row, seekers: tellCount(exact, tally) } as Row;
  });
  return told.sort((a, b) => b.openings - a.openings || (b.seekers ?? 0) - (a.seekers ?? 0));
}

function sumOf(
  db: Database,
  keys: { name: string; expression: SQL }[],
  on: string,
  conditionsOf: (table: MarketTable) => (SQL | undefined)[],
): SQL {
  const selected = keys.map(({ name, expression }) => sql`${expression} as ${sql.identifier(name)}, `);
  const names = keys.map(({ name }) => sql.identifier(name));
  const { exact, where } = seekers(db);
  const byRow = typeof exact !== 'string';
  const demand = and(acceptingApplications(on), ...conditionsOf(vacancies));
  const supply = and(...where, ...conditionsOf(jobSeekers));
  const exactInUnion = byRow ? sql`within_reach` : exact;
  const seeking = { person: sql`person_id`, where: sql`person_id is not null` };
  const { own, others, people } = tallyOfRows(exactInUnion, seeking);
  // A group without a vacancy is there for its seekers alone; the row of totals is always there.
  const told = isTold(exactInUnion, seeking);
  const groups = told ? sql`having sum(vacancies) > 0 or ${told}` : sql``;
  return sql`
    select ${sql.join(names.map((name) => sql`${name}, `))}
      coalesce(sum(vacancies), 0)::int as vacancies, coalesce(sum(openings), 0)::int as openings,
      ${own} as own, ${others} as others, ${people} as people
    from (
      select ${sql.join(selected)} 1 as vacancies, openings, null::uuid as person_id, false as within_reach
        from ${vacancies} where ${demand}
      union all
      select ${sql.join(selected)} 0, 0, person_id, ${byRow ? exact : sql`false`} from ${jobSeekers} where ${supply}
    ) as market
    ${names.length > 0 ? sql`group by ${sql.join(names, sql`, `)} ${groups} order by ${sql.join(names, sql`, `)}` : sql``}`;
}
