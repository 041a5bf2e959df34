import { and, count, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { type OfficialFilter, officialConditions, startOfDay } from './filter.ts';
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

export type OfficialGroup = keyof typeof groups;

export type StatisticsArguments = { groupBy: OfficialGroup[]; filter?: OfficialFilter | null; staleBefore: string };

/** A group: the keys grouped by, and its sums. */
export type StatisticRow = Record<string, string | number | null> & { count: number };

/**
 * Officials by group, largest group first, in one statement.
 *
 * @returns a function of the arguments; `staleBefore` is yyyy-MM-dd. BAD_USER_INPUT above 1,000 groups: a part of the
 *   groups would pass for all.
 */
export function officialStatistics(db: Database) {
  return async ({ groupBy, filter, staleBefore }: StatisticsArguments): Promise<StatisticRow[]> => {
    const keys = [...new Set(groupBy)].map((group) => groups[group]);
    const selectedKeys: Record<string, PgColumn | SQL> = Object.fromEntries(keys);
    // By position in the select list: an expression with parameters would not be recognised as the same.
    const positions = keys.map((_, index) => sql.raw(String(index + 1)));
    const rows = await db
      .select({
        ...selectedKeys,
        count: count(),
        matchedCount: count(sql`case when ${officials.citizenMatch} = 'MATCHED' then 1 end`),
        staleCount: count(sql`case when ${officials.updatedAt} < ${startOfDay(staleBefore)} then 1 end`),
        meanCoefficient: sql<number | null>`round(avg(${officials.coefficient}), 3)::float8`,
      })
      .from(officials)
      .innerJoin(jobPositions, eq(jobPositions.code, officials.jobPositionCode))
      .where(and(...officialConditions(filter ?? {})))
      .groupBy(...positions)
      // The keys after the count make the order total.
      .orderBy(desc(count()), ...positions)
      .limit(groupLimit);
    return requireAllGroups(rows) as StatisticRow[];
  };
}
