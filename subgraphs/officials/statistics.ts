import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { byPublished, publishedMean } from '../kit/disclosure.ts';
import { exactUnder, isTold, refuseUnions, sumsOf, tallyOfRows, tellCount } from '../kit/tally.ts';
import { type OfficialFilter, officialConditions, startOfDay } from './filter.ts';
import { records } from './headcount.ts';
import { jobPositions, officials } from './tables.ts';

/** Values of `enum OfficialGroup` -> the property of the row and what PostgreSQL groups by. */
const groups = {
  CATEGORY: ['category', officials.category],
  STATUS: ['status', officials.status],
  SEX: ['sex', officials.sex],
  AGENCY: ['agencyId', officials.agencyId],
  OWNER: ['ownerId', officials.ownerId],
  UNIT: ['unitId', officials.unitId],
  PROVINCE: ['provinceId', officials.provinceId],
  RANK: ['rankCode', officials.rankCode],
  JOB_POSITION: ['jobPositionCode', officials.jobPositionCode],
  POSITION_GROUP: ['positionGroup', jobPositions.group],
  CITIZEN_MATCH: ['citizenMatch', officials.citizenMatch],
  RETIREMENT_YEAR: ['retirementYear', sql<number>`extract(year from ${officials.retirementDate})::int`],
} as const satisfies Record<string, readonly [string, PgColumn | SQL]>;

const unions = {
  unitIds: ['UNIT'],
  provinceIds: ['PROVINCE', 'UNIT'],
  rankCode: ['RANK'],
  category: ['CATEGORY'],
  status: ['STATUS'],
  positionGroup: ['POSITION_GROUP', 'JOB_POSITION'],
};

/** Those who hold a post. */
const customary = { status: ['ACTIVE', 'SECONDED'] };

export type OfficialGroup = keyof typeof groups;

export type StatisticsArguments = { groupBy: OfficialGroup[]; filter?: OfficialFilter | null; staleBefore: string };

/** A group: the keys grouped by, and its sums; null where they are not told (kit/disclosure.ts). */
export type StatisticRow = Record<string, string | number | null> & { count: number | null };

/**
 * Officials by group, largest group first, in one statement; groups whose count is not told are left out.
 *
 * @returns a function of the arguments; `staleBefore` is yyyy-MM-dd. BAD_USER_INPUT above 1,000 groups: a part of the
 *   groups would pass for all.
 */
export function officialStatistics(db: Database) {
  const { exact: exactRecords, person } = records(db);
  // Beside the sex and the year of birth it narrows the day down.
  const tellsBirth = (groupBy: OfficialGroup[]) =>
    groupBy.includes('RETIREMENT_YEAR') && !db.caller.scopes.includes('person:identify');
  return async ({ groupBy, filter, staleBefore }: StatisticsArguments): Promise<StatisticRow[]> => {
    const exact = tellsBirth(groupBy) ? 'nobody' : exactUnder(exactRecords, filter, ['recordedTwice']);
    refuseUnions(exact, filter, groupBy, unions, customary);
    const tally = (where?: SQL) => tallyOfRows(exact, { person, where });
    const keys = [...new Set(groupBy)].map((group) => groups[group]);
    const selectedKeys: Record<string, PgColumn | SQL> = Object.fromEntries(keys);
    // By position in the select list: an expression with parameters would not be recognised as the same.
    const positions = keys.map((_, index) => sql.raw(String(index + 1)));
    const rows = await db.statistics
      .select({
        ...selectedKeys,
        count: tally(),
        matchedCount: tally(sql`${officials.citizenMatch} = 'MATCHED'`),
        staleCount: tally(sql`${officials.updatedAt} < ${startOfDay(staleBefore)}`),
        meanCoefficient: sumsOf(officials.coefficient, exact, { person, decimals: 3 }),
      })
      .from(officials)
      .innerJoin(jobPositions, eq(jobPositions.code, officials.jobPositionCode))
      .where(and(...officialConditions(filter ?? {})))
      .groupBy(...positions)
      // The row of totals is always there.
      .having(keys.length > 0 ? isTold(exact, { person }) : undefined)
      .orderBy(...positions)
      .limit(groupLimit);
    const told = requireAllGroups(rows).map(({ count, matchedCount, staleCount, meanCoefficient, ...key }) => ({
      ...key,
      count: tellCount(exact, count),
      matchedCount: tellCount(exact, matchedCount, count),
      staleCount: tellCount(exact, staleCount, count),
      meanCoefficient: publishedMean(meanCoefficient).mean,
    }));
    return byPublished(told);
  };
}
