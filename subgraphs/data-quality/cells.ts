import { and, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { type Exact, exactRows } from '../kit/tally.ts';
import { databaseName } from './names.ts';
import { findRule } from './rule-list.ts';
import type { Rule } from './rules/rule.ts';
import { subjects } from './rules/subjects.ts';
import { endOfDay } from './score-days.ts';
import { add, type RuleCounts, untold } from './score-formula.ts';
import { qualityCells } from './tables.ts';
import { seesFindingsOf } from './visibility.ts';

/** A group of cells: its keys in the order asked for, and what each rule counted. */
export type CellGroup = { keys: (string | null)[]; counts: Map<string, RuleCounts> };

/** What groups are made of: a column that cells are summed by (none for what follows from the rule), and the key made of the sums. */
export type CellKey = { by: SQL | PgColumn | null; key: (summed: SQL) => SQL };

const ofRule = (column: string): CellKey => ({ by: null, key: () => sql.raw(`rule.${column}`) });
const itself = (summed: SQL) => summed;

/** Keys of cells by the value of the group enum. */
export const cellKeys = {
  DATABASE: ofRule('database'),
  DIMENSION: ofRule('dimension'),
  RULE: ofRule('id'),
  OWNER: { by: qualityCells.ownerId, key: itself },
  PROVINCE: { by: qualityCells.provinceId, key: (summed) => sql`nullif(${summed}, '')` },
  UNIT: { by: qualityCells.unitId, key: (summed) => sql`nullif(${summed}, '')` },
  AGENCY: { by: qualityCells.agencyId, key: (summed) => sql`nullif(${summed}, '')` },
} satisfies Record<string, CellKey>;

/** A key of what is joined beside the cells: which of several things they were asked for. */
export const besideKey = (column: string): CellKey => ({ by: sql.raw(column), key: itself });

/**
 * What a caller is told exactly of cells: those within its reach or of records that its agency owns, as the policy `reach` says,
 * as far as it may see their rule's findings (see sumCells).
 */
function exactCells(db: Database): Exact {
  const exact = exactRows(db, 'quality:read', qualityCells);
  const { agency } = db.caller;
  return exact === 'all' || exact === 'nobody' || agency === null
    ? exact
    : sql`(${exact} or ${qualityCells.ownerId} = ${agency})`;
}

/** Whether a caller is told everything exactly. */
export const isAllExact = (db: Database, rules: readonly Rule[]) =>
  exactCells(db) === 'all' && rules.every(({ id }) => seesFindingsOf(db.caller, id));

type CellQuery = {
  rules: readonly Rule[];
  keys: readonly CellKey[];
  /** Joined beside the cells. */
  beside?: SQL | undefined;
  /** Sums those that held at the end of each of these days, which is the first key then. */
  days?: readonly string[] | undefined;
  where: (SQL | undefined)[];
};

/** A part of what a rule counted; `own` is what the caller is told exactly. */
type Sums = [rule: string, own: boolean, checked: number, open: number, waived: number];

/**
 * Sums cells by rule in groups, with no keys one group of all; groups of which nothing is told are left out. One statement, which
 * first sums by columns and rules alone: cells are many. BAD_USER_INPUT above 1,000 groups.
 */
export async function sumCells(
  db: Database,
  { rules, keys: given, beside, days, where }: CellQuery,
): Promise<CellGroup[]> {
  const keys = days ? [dayKey, ...given] : given;
  const exact = exactCells(db);
  const alias = (index: number) => sql.raw(`c${index}`);
  const summed = keys.flatMap(({ by }, index) => (by ? [sql`${by} as ${alias(index)}, `] : []));
  const columns = keys.flatMap(({ by }, index) => (by ? [sql`${alias(index)}, `] : []));
  const groups = keys.map(({ key }, index) => sql`${key(sql`summed.${alias(index)}`)} as ${sql.raw(`k${index}`)}, `);
  const names = keys.length > 0 ? sql.raw(keys.map((_, index) => `k${index}`).join(', ')) : null;
  const own = exact === 'all' ? sql`true` : exact === 'nobody' ? sql`false` : sql`(${exact}) is true`;
  const rows = await db.statistics.execute<Record<string, string | null> & { sums: Sums[] }>(sql`
    select ${sql.join(groups)}coalesce(json_agg(json_build_array(rule.id, own, checked, open, waived)), '[]') as sums
    from (
      select ${sql.join(summed)}rule_id, ${own} as own, sum(checked) as checked, sum(open) as open, sum(waived) as waived
      ${days ? sql`, ${period(days)}` : sql``}
      from quality_cells ${beside ?? sql``}
      where ${and(sql`rule_id = any(${sql.param(rules.map(({ id }) => id))}::text[])`, ...where)}
      group by ${sql.join(columns)}rule_id, own${days ? sql`, since, until` : sql``}) as summed
    join ${ruleTable(rules)} on rule.id = summed.rule_id ${days ? onDays(days) : sql``}
    ${names ? sql`group by ${names}` : sql``}
    ${names && exact !== 'all' ? sql`having bool_or(own) or ${sql.raw(days ? 'sum' : 'max')}(checked) > ${sql.raw(String(untold))}` : sql``}
    ${names ? sql`order by ${names}` : sql``} limit ${sql.raw(String(groupLimit))}`);
  return requireAllGroups([...rows]).map(({ sums, ...row }) => ({
    keys: keys.map((_, index) => row[`k${index}`] ?? null),
    counts: byRule(sums, db.caller),
  }));
}

const dayKey: CellKey = { by: null, key: () => sql`day.on_day::text` };
const endsOf = (days: readonly string[]) => sql`${sql.param(days.map(endOfDay))}::timestamptz[]`;

/**
 * Since and until which of some days a cell held, by their places in the list: most held over the same ones, so they are summed
 * by these first and not for each day.
 */
const period = (days: readonly string[]) => sql`width_bucket(valid_from, ${endsOf(days)}) as since,
  case when valid_to is null then ${sql.raw(String(days.length))} else width_bucket(valid_to, ${endsOf(days)}) end as until`;

const onDays = (days: readonly string[]) => sql`
  join unnest(${sql.param([...days])}::date[]) with ordinality as day (on_day, place) on place > summed.since and place <= summed.until`;

/** The rules with what cells are grouped by. */
function ruleTable(rules: readonly Rule[]): SQL {
  const list = (of: (rule: Rule) => string) => sql`${sql.param(rules.map(of))}::text[]`;
  const [ids, dimensions] = [list(({ id }) => id), list(({ dimension }) => dimension)];
  const databases = list(({ subject }) => databaseName(subjects[subject].database));
  return sql`unnest(${ids}, ${dimensions}, ${databases}) as rule (id, dimension, database)`;
}

/** Adds sums up by rule. */
function byRule(sums: readonly Sums[], caller: Database['caller']): Map<string, RuleCounts> {
  const counts = new Map<string, RuleCounts>();
  for (const [id, isOwn, checked, open, waived] of sums) {
    const rule = findRule(id);
    if (!rule) continue;
    const found = counts.get(id) ?? { severity: rule.severity, own: nothing, hidden: nothing, others: nothing };
    const whose = !isOwn ? 'others' : seesFindingsOf(caller, id) ? 'own' : 'hidden';
    counts.set(id, { ...found, [whose]: add(found[whose], { checked, open, waived }) });
  }
  return counts;
}

const nothing = { checked: 0, open: 0, waived: 0 };
