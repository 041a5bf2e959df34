import { and, eq, lt, type SQL } from 'drizzle-orm';
import { ageBand } from '../kit/age-bands.ts';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { byPublished, publishedMean } from '../kit/disclosure.ts';
import { type Group, grouping, monthOf, yearOf } from '../kit/grouping.ts';
import { type WithShare, withShares } from '../kit/shares.ts';
import { exactUnder, isTold, refuseUnions, sumsOf, tallyOfRows, tellCount } from '../kit/tally.ts';
import { todaysPlaces } from '../kit/units-today.ts';
import { degreesOf } from './degrees.ts';
import { type OfficialFilter, officialConditions, startOfDay } from './filter.ts';
import { records } from './headcount.ts';
import { jobPositions, officials } from './tables.ts';

/** Values of `enum OfficialGroup`; `conditions` are those of the filter. */
const groupsUnder = (db: Database, filter: OfficialFilter, conditions: (SQL | undefined)[]) =>
  ({
    CATEGORY: { keys: { category: officials.category } },
    STATUS: { keys: { status: officials.status } },
    SEX: { keys: { sex: officials.sex } },
    AGE_BAND: { keys: { ageBand: ageBand(officials.birthDate) } },
    EDUCATION: degreesOf(db, filter, conditions),
    AGENCY: { keys: { agencyId: officials.agencyId } },
    OWNER: { keys: { ownerId: officials.ownerId } },
    UNIT: { keys: { unitId: officials.unitId } },
    PROVINCE: { keys: { provinceId: officials.provinceId } },
    ...todaysPlaces(officials),
    RANK: { keys: { rankCode: officials.rankCode } },
    JOB_POSITION: { keys: { jobPositionCode: officials.jobPositionCode } },
    POSITION_GROUP: {
      keys: { positionGroup: jobPositions.group },
      join: { table: jobPositions, on: eq(jobPositions.code, officials.jobPositionCode) },
    },
    CITIZEN_MATCH: { keys: { citizenMatch: officials.citizenMatch } },
    HIRED_MONTH: { keys: { hiredMonth: monthOf(officials.hiredOn) } },
    LEFT_MONTH: { keys: { leftMonth: monthOf(officials.leftOn) } },
    RETIREMENT_YEAR: { keys: { retirementYear: yearOf(officials.retirementDate) } },
  }) satisfies Record<string, Group>;

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

export type OfficialGroup = keyof ReturnType<typeof groupsUnder>;

export type StatisticsArguments = { groupBy: OfficialGroup[]; filter?: OfficialFilter | null; staleBefore: string };

/** A group: the keys grouped by, and its sums; null where they are not told (kit/disclosure.ts). */
export type StatisticRow = Record<string, unknown> & { count: number | null };

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
  return async function ask({ groupBy, ...given }: StatisticsArguments): Promise<WithShare<StatisticRow>[]> {
    const { filter, staleBefore } = given;
    const exact = tellsBirth(groupBy) ? 'nobody' : exactUnder(exactRecords, filter, ['recordedTwice']);
    refuseUnions(exact, filter, groupBy, unions, customary);
    const tally = (where?: SQL) => tallyOfRows(exact, { person, where });
    const conditions = officialConditions(filter ?? {});
    const { keys, positions, order, join, keyOf } = grouping<OfficialGroup>(
      groupsUnder(db, filter ?? {}, conditions),
      groupBy,
    );
    const query = db.statistics
      .select({
        ...keys,
        count: tally(),
        matchedCount: tally(eq(officials.citizenMatch, 'MATCHED')),
        staleCount: tally(lt(officials.updatedAt, startOfDay(staleBefore))),
        meanCoefficient: sumsOf(officials.coefficient, exact, { person, decimals: 3 }),
      })
      .from(officials)
      .$dynamic();
    const rows = await join(query)
      .where(and(...conditions))
      .groupBy(...positions)
      // The row of totals is always there.
      .having(positions.length > 0 ? isTold(exact, { person }) : undefined)
      .orderBy(...order)
      .limit(groupLimit);
    const told = requireAllGroups(rows).map(({ count, matchedCount, staleCount, meanCoefficient, ...key }) => ({
      ...key,
      count: tellCount(exact, count),
      matchedCount: tellCount(exact, matchedCount, count),
      staleCount: tellCount(exact, staleCount, count),
      meanCoefficient: publishedMean(meanCoefficient).mean,
    }));
    return withShares<StatisticRow>(byPublished(told), { groupBy, keyOf, ask: (of) => ask({ groupBy: of, ...given }) });
  };
}
