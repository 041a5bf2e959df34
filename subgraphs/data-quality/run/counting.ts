import { createHash } from 'node:crypto';
import type { Rule } from '../rules/rule.ts';
import { type Subject, type SubjectName, subjects } from '../rules/subjects.ts';
import { beforeTable, readBefore } from './before.ts';
import { type CheckedCounts, conditionOf, countChecked, place, placeOf } from './cells.ts';
import { joinProvinces } from './provinces.ts';
import { type Judgement, type LastJudgement, type Scope, type Totals, tablesOf } from './scope.ts';
import type { Session } from './session.ts';
import { databaseOf } from './shape.ts';

/** A rule that is to be judged, by what, and on which records. */
export type Planned = { rule: Rule; judgement: Judgement; last: LastJudgement | null; scope: Scope };

/** What the cells of a rule are made of: the counts of all records that it checks, or how many more or fewer than `last` (null for none). */
export type Counting =
  | { kind: 'WHOLE'; counts: CheckedCounts }
  | { kind: 'CHANGE'; change: CheckedCounts | null; last: Totals };

/**
 * Tells what each of some rules counts, with one pass over a subject's records, or its changed ones, for all that count them
 * alike. The tables last as long as the session.
 *
 * @param plan the rules that may be asked for
 */
export async function createCounting(
  session: Session,
  plan: readonly Planned[],
): Promise<(planned: Planned) => Promise<Counting>> {
  const known = new Map<string, Promise<Kept | null>>();
  const readKept = (database: string) => once(known, database, () => readBefore(session, database));
  const differences = new Map<Rule, Difference | null>();
  for (const planned of plan) differences.set(planned.rule, await differenceOf(planned, readKept));
  const counted = new Map<string, Promise<Map<string, CheckedCounts>>>();
  const alike = (subject: SubjectName, group: string | null) =>
    plan
      .filter(({ rule }) => rule.subject === subject && groupOf(differences.get(rule) ?? null) === group)
      .map(({ rule }) => rule);
  type Count = (counting: readonly Rule[]) => Promise<Map<string, CheckedCounts>>;
  // Where PostgreSQL refuses the condition of one, each is counted by itself, and that one fails alone.
  const together = (key: string, group: readonly Rule[], rule: Rule, count: Count) =>
    once(counted, key, () => count(group)).catch(() => count([rule]));
  return async ({ rule, judgement: { asOf }, last }) => {
    const difference = differences.get(rule) ?? null;
    const group = groupOf(difference);
    if (group === null || !last?.totals) {
      const count = (counting: readonly Rule[]) => countChecked(session, counting, asOf);
      const counts = await together(rule.subject, alike(rule.subject, null), rule, count);
      return { kind: 'WHOLE', counts: counts.get(rule.id) as CheckedCounts };
    }
    if (difference === null || difference === 'NONE') return { kind: 'CHANGE', change: null, last: last.totals };
    const count = (counting: readonly Rule[]) => countDifference(session, counting, { ...difference, asOf });
    const changes = await together(`${rule.subject} ${group}`, alike(rule.subject, group), rule, count);
    return { kind: 'CHANGE', change: changes.get(rule.id) as CheckedCounts, last: last.totals };
  };
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

type Kept = { previous: number; staging: number };

/** Where the records checked now and those checked last differ. */
type Difference =
  | 'NONE'
  | {
      /** SQL of the keys whose rows were replaced; null where none were. */
      replaced: string | null;
      /** SQL of the keys on which the day may have turned; null where it does not matter. */
      turned: string | null;
      /** The day that it was. */
      dayBefore: string;
    };

const groupOf = (difference: Difference | null): string | null => difference && JSON.stringify(difference);

/** What is known of where a rule's counts differ from the last ones; null where nothing is. */
async function differenceOf(
  { rule, judgement, last, scope }: Planned,
  readKept: (database: string) => Promise<Kept | null>,
): Promise<Difference | null> {
  if (!last?.totals || scope.kind === 'WHOLE') return null;
  if (scope.kind === 'NONE') return 'NONE';
  const { reads, rows }: Subject = subjects[rule.subject];
  const [table = ''] = reads;
  // Rows of other tables are not kept as they were.
  if (tablesOf(rule).some((other) => other !== table && rule.applies.includes(other))) return null;
  const database = databaseOf(table.split('.')[0] as string);
  const [now = 0, then = 0] = [judgement.seen[database], last.seen[database]];
  const turned = `${rule.applies} ${rows}`.includes('as_of()') ? scope.turned : null;
  if (now === then) return turned === null ? 'NONE' : { replaced: null, turned, dayBefore: last.asOf };
  const kept = await readKept(database);
  if (kept?.previous !== then || kept.staging !== now) return null;
  const replaced = `select key from run.changes where source = '${table}' and staging = ${now}`;
  return { replaced, turned, dayBefore: last.asOf };
}

/** Counts how many records more or fewer some rules of a subject check in each place: those of the keys as they are, less those as they were. */
async function countDifference(
  session: Session,
  rules: readonly Rule[],
  { replaced, turned, dayBefore, asOf }: Exclude<Difference, string> & { asOf: string },
): Promise<Map<string, CheckedCounts>> {
  const [first] = rules;
  const counts = new Map<string, CheckedCounts>();
  if (!first) return counts;
  const subject: Subject = subjects[first.subject];
  const [table = ''] = subject.reads;
  const { column = '', kind = 'PERSON' } = subject.key ?? {};
  const keys = (select: string | null) =>
    `(select key::${kind === 'PERSON' ? 'uuid' : 'text'} from (${select ?? 'select null::text as key where false'}) as keys)`;
  const turnedOnly = `select t.* from ${table} t where t.${column} in (table turned) and t.${column} not in (table replaced)`;
  const rowsBefore = replaced ? `(select * from ${beforeTable(table)} union all ${turnedOnly})` : `(${turnedOnly})`;
  const then = (text: string) => text.replaceAll('as_of()', `date '${dayBefore}'`);
  const conditions = [...new Set(rules.map((rule) => conditionOf(rule, asOf)))];
  const columns = (sign: 1 | -1, of: (condition: string) => string) =>
    conditions.map((condition, index) => `case when ${of(condition)} then ${sign} else 0 end as checked_${index}`);
  const name = `difference_${createHash('sha256').update(`${first.subject} ${replaced} ${turned} ${dayBefore}`).digest('hex').slice(0, 12)}`;
  await session.run(
    `drop table if exists pg_temp.${name};
    create temp table ${name} as
    with replaced as materialized ${keys(replaced)}, turned as materialized ${keys(turned)}
    select ${place}, ${conditions.map((_, index) => `sum(checked_${index})::integer as checked_${index}`).join(', ')} from (
      select ${placeOf(subject)}, ${columns(1, (condition) => condition).join(', ')}
      from ${subject.rows} r ${joinProvinces} where r.${column} in (table replaced union table turned)
      union all
      select ${placeOf(subject)}, ${columns(-1, then).join(', ')}
      from ${then(subject.rows).replaceAll(table, rowsBefore)} r ${joinProvinces}
    ) as records group by ${place}`,
  );
  for (const rule of rules) {
    const index = conditions.indexOf(conditionOf(rule, asOf));
    counts.set(rule.id, { table: `pg_temp.${name}`, column: `checked_${index}` });
  }
  return counts;
}
