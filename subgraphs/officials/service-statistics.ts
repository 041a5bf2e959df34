import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { ageBand } from '../kit/age-bands.ts';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { byPublished } from '../kit/disclosure.ts';
import { type Group, grouping } from '../kit/grouping.ts';
import { withShares } from '../kit/shares.ts';
import { type Exact, isTold, refuseUnions, tallyOfRows, tellCount } from '../kit/tally.ts';
import { todaysPlaces } from '../kit/units-today.ts';
import { records } from './headcount.ts';
import { endOf, lastQuarter, type Months } from './service-months.ts';
import { type Posts, placed, postsOn, type ServiceFilter } from './service-posts.ts';
import { officials } from './tables.ts';

/** A group of those in service at the end of a month, with the number at another where it was asked for; null what is not told. */
export type ServiceRow = Record<string, unknown> & {
  count: number | null;
  comparedCount?: number | null;
  change?: number | null;
};

const unions = { unitIds: ['UNIT'] };

export type ServiceGroup = keyof ReturnType<typeof groupsOf>;

/**
 * Officials in service at the end of a month, by where they served then, and the same at another; one statement for each.
 *
 * Why two dates tell no more than one: the numbers of each are what is told of it alone, and the change is their difference as
 * told. But a number that is watched while others come and go gives itself away in time, so whoever is not told everybody
 * exactly is answered for ends of quarters alone.
 *
 * @returns a function of months, yyyy-MM. BAD_USER_INPUT for one of which the records cannot tell, and above 1,000 groups
 */
export function serviceStatistics(db: Database) {
  const { exact } = records(db);
  return async function ask(groupBy: ServiceGroup[], filter: ServiceFilter, months: Months) {
    const { comparedWith } = months;
    const month = months.month ?? lastQuarter();
    const day = endOf(month, 'month', exact);
    const comparedDay = comparedWith && endOf(comparedWith, 'comparedWith', exact);
    const [{ rows, keyOf }, compared] = await Promise.all([
      countOn(db, groupBy, filter, day),
      comparedDay ? countOn(db, groupBy, filter, comparedDay) : { rows: [] },
    ]);
    const all = comparedDay ? besideEachOther(rows, compared.rows, keyOf, exact) : rows;
    const whole = async (of: ServiceGroup[]): Promise<ServiceRow[]> => (await countOn(db, of, filter, day)).rows;
    return withShares<ServiceRow>(all, { groupBy, keyOf, ask: whole });
  };
}

/** The groups of either date; one that is missing at a date is 0 where everybody is told, and else is not told. */
function besideEachOther(on: ServiceRow[], before: ServiceRow[], keyOf: (row: ServiceRow) => string, exact: Exact) {
  const none = exact === 'all' ? 0 : null;
  const countBefore = new Map(before.map((row) => [keyOf(row), row.count]));
  const present = new Set(on.map((row) => keyOf(row)));
  const gone = before.filter((row) => !present.has(keyOf(row))).map((row) => ({ ...row, count: none }));
  return [...on, ...gone].map((row) => {
    const comparedCount = countBefore.get(keyOf(row)) ?? none;
    const change = row.count === null || comparedCount === null ? null : row.count - comparedCount;
    return { ...row, comparedCount, change };
  });
}

const groupsOf = (post: Posts, year: number) =>
  ({
    SEX: { keys: { sex: officials.sex } },
    AGE_BAND: { keys: { ageBand: ageBand(officials.birthDate, year) } },
    AGENCY: { keys: { agencyId: post.agencyId } },
    OWNER: { keys: { ownerId: sql<string | null>`split_part(${post.agencyId}, '.', 1)` } },
    UNIT: { keys: { unitId: post.unitId } },
    ...todaysPlaces({ unitId: post.unitId, provinceId: post.unitId }),
  }) satisfies Record<string, Group>;

/** What is told of a day, the largest group first. */
async function countOn(db: Database, groupBy: ServiceGroup[], filter: ServiceFilter, day: string) {
  const { exact, person } = records(db);
  refuseUnions(exact, filter, groupBy, unions);
  const post = postsOn(db, day, filter);
  const { keys, positions, order, join, keyOf } = grouping<ServiceGroup>(
    groupsOf(post, Number(day.slice(0, 4))),
    groupBy,
  );
  const query = db.statistics
    .select({ ...keys, count: tallyOfRows(exact, { person }) })
    .from(officials)
    .leftJoin(post, eq(post.officialId, officials.id))
    .$dynamic();
  const found = await join(query)
    .where(and(inServiceOn(day), filter.sex ? eq(officials.sex, filter.sex) : undefined, ...placed(post, filter)))
    .groupBy(...positions)
    // The row of totals is always there.
    .having(positions.length > 0 ? isTold(exact, { person }) : undefined)
    .orderBy(...order)
    .limit(groupLimit);
  const rows: ServiceRow[] = requireAllGroups(found).map(({ count, ...key }) => ({
    ...(key as object),
    count: tellCount(exact, count),
  }));
  return { rows: byPublished(rows), keyOf };
}

/** Whoever left without a day of it on record is in service at no time: nobody knows until when. */
const inServiceOn = (day: string) =>
  and(
    lte(officials.hiredOn, day),
    or(gt(officials.leftOn, day), and(isNull(officials.leftOn), inArray(officials.status, ['ACTIVE', 'SECONDED']))),
  );
