import { and, type SQL, sql } from 'drizzle-orm';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import type { Tally } from '../kit/disclosure.ts';
import { type Group, grouping } from '../kit/grouping.ts';
import { isAnyOf } from '../kit/look-up.ts';
import { type WithShare, withSharesOf } from '../kit/shares.ts';
import { isTold, refuseUnions, tallyOfRows, tellCount } from '../kit/tally.ts';
import { todaysPlaces } from '../kit/units-today.ts';
import { type JobMarketFilter, jobMarketConditions } from './filters.ts';
import { acceptingApplications } from './open-vacancies.ts';
import { seekers } from './people.ts';
import { jobSeekers, vacancies } from './tables.ts';

type MarketTable = typeof vacancies | typeof jobSeekers;

/** Values of `enum JobMarketGroup`, in either table. */
const groupsIn = (table: MarketTable) =>
  ({
    OCCUPATION: { keys: { occupationCode: table.occupationCode } },
    OCCUPATION_MAJOR_GROUP: { keys: { majorGroupCode: sql`left(${table.occupationCode}, 1)` } },
    PROVINCE: { keys: { provinceId: table.provinceId } },
    UNIT: { keys: { unitId: table.unitId } },
    ...todaysPlaces(table),
  }) satisfies Record<string, Group>;

const unions = { unitIds: ['UNIT'], provinceIds: ['PROVINCE', 'UNIT'], occupationCodes: ['OCCUPATION'] };

export type JobMarketGroup = keyof ReturnType<typeof groupsIn>;

/** Vacancies that can be applied for on a date, the posts open in them, and people looking for work; null where not told. */
type Balance = { vacancies: number; openings: number; seekers: number | null };

/** One group; keys not grouped by are missing. */
export type JobMarketRow = Balance & Record<string, unknown>;

/** Values of `enum JobMarketMeasure`. */
type Measure = 'VACANCIES' | 'OPENINGS' | 'SEEKERS';

const measures = { VACANCIES: 'vacancies', OPENINGS: 'openings', SEEKERS: 'seekers' } as const;

/**
 * Sums vacancies that can be applied for on a date and people looking for work by groups, most open posts first; one
 * statement, and one more for each whole that shares are asked of. BAD_USER_INPUT above 1,000 groups.
 */
export async function jobMarketStatistics(
  db: Database,
  groupBy: JobMarketGroup[],
  filter: JobMarketFilter,
  on: string,
): Promise<WithShare<JobMarketRow, Measure>[]> {
  refuseUnions(seekers(db).exact, filter, groupBy, unions);
  const sums = sumOf(db, on, (table) => ({
    ...grouping<JobMarketGroup>(groupsIn(table), groupBy),
    conditions: jobMarketConditions(table, filter),
  }));
  const found = await db.statistics.execute(sql`${sums} limit ${groupLimit}`);
  return withSharesOf<JobMarketRow, Measure>(tell(db, requireAllGroups(found)), {
    countOf: (row, measure) => row[measures[measure]],
    groupBy,
    keyOf: grouping<JobMarketGroup>(groupsIn(vacancies), groupBy).keyOf,
    ask: (of: JobMarketGroup[]) => jobMarketStatistics(db, of, filter, on),
  });
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
  const sums = sumOf(db, on, (table) => ({
    keys: { place: table[place], occupation: sql`left(${table.occupationCode}, ${sql.raw(String(level))})` },
    join: (query) => query,
    conditions: [isAnyOf(table[place], places)],
  }));
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

/** What is counted of a table, and by what. */
type Asked = Pick<ReturnType<typeof grouping>, 'keys' | 'join'> & { conditions: (SQL | undefined)[] };

function sumOf(db: Database, on: string, askedOf: (table: MarketTable) => Asked): SQL {
  const half = (table: MarketTable, columns: Record<string, SQL>, where: SQL | undefined) => {
    const { keys, join } = askedOf(table);
    const selected = Object.entries({ ...keys, ...columns }).map(([name, of]) => [name, sql`${of}`.as(name)]);
    return join(db.statistics.select(Object.fromEntries(selected)).from(table).$dynamic()).where(where);
  };
  const names = Object.keys(askedOf(vacancies).keys).map((name) => sql.identifier(name));
  const { exact, where } = seekers(db);
  const byRow = typeof exact !== 'string';
  const demand = and(acceptingApplications(on), ...askedOf(vacancies).conditions);
  const supply = and(...where, ...askedOf(jobSeekers).conditions);
  const vacant = half(
    vacancies,
    { vacancies: sql`1`, openings: sql`${vacancies.openings}`, person_id: sql`null::uuid`, within_reach: sql`false` },
    demand,
  );
  const looking = half(
    jobSeekers,
    {
      vacancies: sql`0`,
      openings: sql`0`,
      person_id: sql`${jobSeekers.personId}`,
      within_reach: byRow ? sql`${exact}` : sql`false`,
    },
    supply,
  );
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
    from (${vacant} union all ${looking}) as market
    ${names.length > 0 ? sql`group by ${sql.join(names, sql`, `)} ${groups} order by ${sql.join(names, sql`, `)}` : sql``}`;
}
