import { and, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Caller } from '../../schema/caller.ts';
import type { Database } from './database.ts';
import { exactFor, publishedCount, type Tally, withheld } from './disclosure.ts';
import { badUserInput } from './errors.ts';

/** The columns that say whose reach a row of people is in. */
export type ReachColumns = { unitId: PgColumn; provinceId: PgColumn; agencyId?: PgColumn };

/** Which rows a caller is told exactly; a condition where it depends on the row. */
export type Exact = 'all' | 'nobody' | SQL;

/**
 * Decides once for a request and a table of people what its statistics tell exactly.
 *
 * @param personalScope the scope of the database's records of people, e.g. `labour:read`
 */
export function exactRows(
  { caller }: Database,
  personalScope: string,
  columns: ReachColumns,
  sensitive = false,
): Exact {
  const exact = exactFor(caller, personalScope, sensitive);
  return exact === 'reach' ? withinReach(caller, columns) : exact;
}

/** The ids of the units and provinces within a caller's reach, as a sub-select. */
function unitsWithinReach({ jurisdiction }: Caller): SQL {
  const codes = jurisdiction === 'national' ? [] : [...jurisdiction];
  return sql`(select unit_reach.unit_id from unit_reach where unit_reach.code = any(${sql.param(codes)}::text[]))`;
}

/** Whether a place, by its id, is one that a caller answers for, alone or as a part of a province. */
export function isPlaceWithinReach(place: SQL, caller: Caller): SQL {
  const codes = caller.jurisdiction === 'national' ? [] : [...caller.jurisdiction];
  return sql`(${place} in ${unitsWithinReach(caller)} or exists (
    select from unit_provinces where unit_provinces.unit_id = ${place} and province_code = any(${sql.param(codes)}::text[])))`;
}

/** The reach of row-level security (prelude.sql), as a condition: statistics read rows beyond it too. */
function withinReach(caller: Caller, { unitId, provinceId, agencyId }: ReachColumns): SQL {
  const units = unitsWithinReach(caller);
  const place = sql`${provinceId} in ${units} or ${unitId} in ${units}`;
  if (!agencyId || !caller.agency) return sql`(${place})`;
  const { agency } = caller;
  return sql`(${place} or ${agencyId} = ${agency} or starts_with(${agencyId}, ${`${agency}.`}))`;
}

/** What a tally counts: the rows that meet `where`, and the column (uuid) that tells their people apart. */
type Counted = { person: PgColumn | SQL; where?: SQL };

/**
 * What a statistic tells exactly under a filter. Some conditions look at other records than the one counted, and statistics
 * find those beyond the caller's reach too: under such a one nobody is told exactly, unless all is.
 *
 * @param elsewhere the names of these conditions
 */
export function exactUnder(exact: Exact, filter: object | null | undefined, elsewhere: readonly string[]): Exact {
  const given = (filter ?? {}) as Record<string, unknown>;
  return exact !== 'all' && elsewhere.some((name) => given[name] != null) ? 'nobody' : exact;
}

/** The lists of a filter, and the groups of which one holds a single value of them. */
type Unions = Record<string, readonly string[]>;

/**
 * Refuses figures over several places, codes or kinds at once where not all is told exactly: by adding a small group to ever
 * other groups, and seeing when the rounded figure moves, its number could be told. Grouped by them they stand each for itself.
 * BAD_USER_INPUT that says what to do instead.
 *
 * @param customary one set of values for a list that may be asked for: one more figure, and not one for each subset
 */
export function refuseUnions(
  exact: Exact,
  filter: object | null | undefined,
  groupBy: readonly string[],
  unions: Unions,
  customary: Record<string, readonly string[]> = {},
): void {
  if (exact === 'all') return;
  const given = (filter ?? {}) as Record<string, unknown>;
  for (const [list, groups] of Object.entries(unions)) {
    // A filter of another statistic may take one value by the same name.
    const values = [...new Map([given[list] ?? []].flat().map((value) => [JSON.stringify(value), value])).values()];
    if (values.length < 2 || groups.some((group) => groupBy.includes(group))) continue;
    const usual = customary[list] ?? [];
    if (usual.length === values.length && usual.every((value) => values.includes(value))) continue;
    const instead = groups.length > 0 ? `, or "groupBy" with ${groups.join(' or ')}` : '';
    throw badUserInput(
      `Argument "filter.${list}": expected one value${instead}: figures of several together would tell small groups.`,
    );
  }
}

const none = sql<number>`0`;

/** The columns of a Tally (disclosure.ts) of rows. */
export function tallyOfRows(exact: Exact, { person, where }: Counted) {
  const own = sql<number>`(count(*) ${filter(within(exact), where)})::int`;
  if (exact === 'all') return { own, others: none, people: none };
  const others = filter(beyond(exact), where);
  return { own, others: sql<number>`(count(*) ${others})::int`, people: peopleAtLeast(person, others) };
}

/** The columns of a Tally of different people: who is recorded within reach and beyond it counts as within. */
export function tallyOfPeople(exact: Exact, { person, where }: Counted) {
  const own = sql`count(distinct ${person}) ${filter(within(exact), where)}`;
  const others = sql<number>`(count(distinct ${person}) ${filter(where)} - ${own})::int`;
  return { own: sql<number>`(${own})::int`, others, people: others };
}

/** How many rows more there are than different people: within reach, and in all. */
export type Repeats = { own: number; all: number };

/** The columns of Repeats, over rows that hold at least those of people who have several. */
export function repeatsOf(exact: Exact, { person }: Counted) {
  const repeats = (rows: SQL) => sql<number>`(count(*) ${rows} - count(distinct ${person}) ${rows})::int`;
  return { own: repeats(filter(within(exact))), all: repeats(sql``) };
}

/**
 * The Tally of different people, from that of their rows: who is recorded within reach and beyond it counts as within. Repeats are counted
 * a moment later: of rows that have come meanwhile there may be more than there were rows.
 */
export function tallyWithout(repeats: Repeats, rows: Tally): Tally {
  const own = Math.max(0, rows.own - repeats.own);
  const others = Math.max(0, rows.own + rows.others - repeats.all - own);
  return { own, others, people: others };
}

/** The columns of a Tally of what a number in each row adds up to; too few rows are not told, whatever their sum. */
export function tallyOfSum(number: PgColumn, exact: Exact, counted: Counted) {
  const sum = (rows: SQL) => sql<number>`coalesce(sum(${number}) ${rows}, 0)::int`;
  const own = sum(filter(within(exact), counted.where));
  if (exact === 'all') return { own, others: none, people: none };
  return { ...tallyOfRows(exact, counted), own, others: sum(filter(beyond(exact), counted.where)) };
}

/** The columns of the Sums of an amount, over the rows that have one; `decimals` are those of an exact mean. */
export function sumsOf(
  amount: PgColumn,
  exact: Exact,
  { person, where, decimals = 0 }: Counted & { decimals?: number },
) {
  const withAmount = and(sql`${amount} is not null`, where);
  const own = filter(within(exact), where);
  return {
    ...tallyOfRows(exact, { person, where: withAmount }),
    ownMean: sql<number | null>`round(avg(${amount}) ${own}, ${sql.raw(String(decimals))})::float8`,
    // Sums leave bigint's range as numeric, which the driver hands over as text.
    ownSum: sql<number | null>`(sum(${amount}) ${own})::float8`,
    sum: exact === 'all' ? sql<null>`null` : sql<number | null>`(sum(${amount}) ${filter(where)})::float8`,
  };
}

/** The condition, over a group, that its count of rows is told; none where all is. */
export function isTold(exact: Exact, { person, where }: Counted): SQL | undefined {
  if (exact === 'all') return undefined;
  const own = sql`count(*) ${filter(within(exact), where)}`;
  return sql`(${own} > 0 or ${peopleAtLeast(person, filter(beyond(exact), where))} > ${sql.raw(String(withheld))})`;
}

/**
 * A count as the caller is told it; null where it is not.
 *
 * @param whole the tally that this one is a part of: beside some within reach a part without any is 0
 */
export function tellCount(exact: Exact, tally: Tally, whole?: Tally): number | null {
  if (exact === 'all') return tally.own;
  return publishedCount(tally) ?? (whole && whole.own > 0 ? 0 : null);
}

const within = (exact: Exact): SQL | undefined => {
  if (exact === 'all') return undefined;
  return exact === 'nobody' ? sql`false` : exact;
};

const beyond = (exact: Exact): SQL | undefined => (exact === 'nobody' ? undefined : sql`${exact} is not true`);

function filter(...conditions: (SQL | undefined)[]): SQL {
  const condition = and(...conditions);
  return condition ? sql`filter (where ${condition})` : sql``;
}

/**
 * At least how many different people there are, 64 at most: each sets one of 64 bits. Unlike `count(distinct)` it needs no
 * sort, which is what takes PostgreSQL long. People who share a bit count as one: one time in five six pass for
 * five, and 25 are seen for certain only among some 40.
 */
function peopleAtLeast(person: PgColumn | SQL, where: SQL): SQL<number> {
  const bit = sql`1::bigint << (uuid_hash_extended(${person}, 0) & 63)::int`;
  return sql<number>`coalesce(bit_count((bit_or(${bit}) ${where})::bit(64)), 0)::int`;
}
