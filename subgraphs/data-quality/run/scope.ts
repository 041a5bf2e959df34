import { createHash } from 'node:crypto';
import type { Likeness, Rule } from '../rules/rule.ts';
import { type Subject, subjects } from '../rules/subjects.ts';
import { changedValues } from './differences.ts';
import type { Landmark } from './landmarks.ts';
import type { Session } from './session.ts';
import { type Described, databaseOf } from './shape.ts';
import { employerColumn } from './stage-changes.ts';
import { findTurned } from './turned.ts';

/**
 * Which records a rule has to be judged on: all, those whose keys any of `keys` selects (as text), or none. `turned` selects
 * those of them on which the day alone may have turned; null where it is the same day, or does not matter.
 */
export type Scope = { kind: 'WHOLE' } | { kind: 'CHANGED'; keys: string[]; turned: string | null } | { kind: 'NONE' };

/** How far the staged databases have come, by database; `law` beside them. */
export type Stagings = Record<string, { staging: number; wholeAt: number; referenceAt: number }>;

/** What a rule is judged by. */
export type Judgement = { definition: string; asOf: string; seen: Record<string, number> };

/**
 * What it was judged by last, as of which other days parts of its records have been since (`partDays`), and what the sums of its
 * cells were then; null where findings have come and gone since that are not counted in them.
 */
export type LastJudgement = Judgement & { partDays: string[]; totals: Totals | null };

/** How many records a rule checks, and how many findings of it stand. */
export type Totals = { checked: number; found: number };

/** The staged tables that a rule reads, its subject's first. */
export const tablesOf = (rule: Rule): string[] => [...new Set([...subjects[rule.subject].reads, ...rule.reads])];

/** The databases that it reads. */
export const databasesOf = (rule: Rule): string[] => [
  ...new Set(tablesOf(rule).map((table) => databaseOf(table.split('.')[0] as string))),
];

/** Whether a rule is in force on a day. */
export const isInForce = ({ validFrom, validTo }: Rule, asOf: string): boolean =>
  validFrom <= asOf && (validTo === null || asOf < validTo);

/** What decides which records a rule finds and how: when it changes, every record is judged again. */
function definitionOf(rule: Rule, asOf: string, landmarks: readonly Landmark[]): string {
  const { dimension, severity, reads, applies, found, touches, turns } = rule;
  const inForce = isInForce(rule, asOf);
  const tables = tablesOf(rule);
  const measuredFrom = landmarks.filter(
    ({ table, column }) => tables.includes(table) && `${applies} ${found}`.includes(column),
  );
  const judging = [
    subjects[rule.subject],
    dimension,
    severity,
    reads,
    applies,
    found,
    touches,
    turns,
    inForce,
    measuredFrom,
  ];
  return createHash('sha256').update(JSON.stringify(judging)).digest('hex');
}

export async function readStagings(session: Session): Promise<Stagings> {
  const rows = await session.rows<{ database: string; staging: string; whole: string; reference: string }>(
    `select database, staging, whole_at as whole, reference_at as reference from run.stagings`,
  );
  return Object.fromEntries(
    rows.map(({ database, staging, whole, reference }) => [
      database,
      { staging: Number(staging), wholeAt: Number(whole), referenceAt: Number(reference) },
    ]),
  );
}

/** How a rule would be judged now. */
export function judgementOf(
  rule: Rule,
  asOf: string,
  { stagings, landmarks }: { stagings: Stagings; landmarks: readonly Landmark[] },
): Judgement {
  const seen = [...databasesOf(rule), 'law'].map((database) => [database, stagings[database]?.staging ?? 0] as const);
  return { definition: definitionOf(rule, asOf, landmarks), asOf, seen: Object.fromEntries(seen) };
}

/** How it was judged last, on all of its records; null where it was not, or its findings have been emptied since. */
export async function readLastJudgement(session: Session, ruleId: string): Promise<LastJudgement | null> {
  const [row] = await session.rows<Omit<LastJudgement, 'totals'> & { checked: string | null; found: string | null }>(
    `select definition, j.as_of::text as "asOf", part_days::text[] as "partDays", seen, j.checked, j.found from run.judged j join rule_runs r using (run_id, rule_id)
    where rule_id = $1 and r.state = 'JUDGED'`,
    [ruleId],
  );
  if (!row) return null;
  const { checked, found, ...judgement } = row;
  return {
    ...judgement,
    totals: checked === null || found === null ? null : { checked: Number(checked), found: Number(found) },
  };
}

/**
 * What of a rule has to be judged, so that its findings are those of judging everything.
 *
 * @param shapes what each staged database consists of
 */
export async function scopeOf(
  session: Session,
  rule: Rule,
  {
    now,
    last,
    stagings,
    shapes,
  }: { now: Judgement; last: LastJudgement | null; stagings: Stagings; shapes: Record<string, Described[]> },
): Promise<Scope> {
  const whole: Scope = { kind: 'WHOLE' };
  if (!last || last.definition !== now.definition) return whole;
  const turned = await findTurned(session, rule, [last.asOf, ...last.partDays, now.asOf]);
  if (turned === 'ALL') return whole;
  const changed = Object.keys(now.seen).filter((database) => now.seen[database] !== last.seen[database]);
  if (changed.length === 0 && turned === 'NONE') return { kind: 'NONE' };
  const read = tablesOf(rule).map((table) => findTable(table, shapes));
  for (const database of changed) {
    const staging = stagings[database];
    const seen = last.seen[database];
    if (!staging || seen === undefined || seen < staging.wholeAt) return whole;
    const readsReference = read.some(
      (table) => table.database === database && table.described.key.kind === 'REFERENCE',
    );
    if (readsReference && seen < staging.referenceAt) return whole;
  }
  // What of some tables, or of the values of a column there, has changed since.
  const changesOf = (sources: { database: string; source: string }[]) => {
    const since = sources
      .filter(({ database }) => changed.includes(database))
      .map(
        ({ database, source }) =>
          `database = '${database}' and source = '${source}' and staging > ${last.seen[database]}`,
      );
    return `select key from run.changes where ${since.map((condition) => `(${condition})`).join(' or ') || 'false'}`;
  };
  if (turned === 'NONE' && !(await isAny(session, changesOf(read)))) return { kind: 'NONE' };
  const { key }: Subject = subjects[rule.subject];
  if (key === null || rule.touches === 'ALL') return whole;
  const turning = turned === 'NONE' ? null : turned.keys;
  const changedKeys = (own: { database: string; source: string }[], linked: string[] = []): Scope => ({
    kind: 'CHANGED',
    keys: [...own.map((source) => changesOf([source])), ...linked, ...(turning ? [turning] : [])],
    turned: turning,
  });
  const ofKind = (kind: string) => read.filter(({ described }) => described.key.kind === kind);
  const [ofPersons, ofEmployers] = [ofKind('PERSON'), ofKind('EMPLOYER')];
  const naming = ofPersons.filter(({ described }) => employerColumn in described.columns);
  if (key.kind === 'PERSON') {
    const alike = typeof rule.touches === 'object' ? [likeChanged(rule.touches, changesOf, shapes)] : [];
    if (ofEmployers.length === 0) return changedKeys(ofPersons, alike);
    // Persons who have to do with an employer that has changed.
    if (naming.length === 0) return whole;
    const linked = naming.map(
      ({ source, column }) =>
        `select ${column}::text from ${source} where ${employerColumn} in (${changesOf(ofEmployers)})`,
    );
    return changedKeys(ofPersons, [...linked, ...alike]);
  }
  if (ofPersons.length === 0) return changedKeys(ofEmployers);
  // Employers of persons who have changed: whom they name or named, and whom those name of whom something else has.
  if (naming.length === 0) return whole;
  const named = naming.map(({ database, source }) => ({ database, source: changedValues(source, employerColumn) }));
  const others = ofPersons.filter((table) => !naming.includes(table));
  const linked = naming.map(
    ({ source, column }) =>
      `select ${employerColumn} from ${source} where ${column} in (select key::uuid from (${changesOf(others)}) as persons)`,
  );
  return changedKeys([...ofEmployers, ...named], others.length > 0 ? linked : []);
}

async function isAny(session: Session, select: string): Promise<boolean> {
  const [row] = await session.rows<{ any: boolean }>(`select exists (${select}) as any`);
  return row?.any === true;
}

/** The keys of those who are like one that has changed, by what it was or is. */
function likeChanged(
  { table, column }: Likeness,
  changesOf: (sources: { database: string; source: string }[]) => string,
  shapes: Record<string, Described[]>,
): string {
  const like = findTable(table, shapes);
  const changed = changesOf([{ database: like.database, source: changedValues(table, column) }]);
  return `select ${like.column}::text from ${table} where ${column} in (${changed})`;
}

/** A staged table that a rule reads, and the column of its keys ('' of reference data). */
type Read = { database: string; source: string; column: string; described: Described };

function findTable(table: string, shapes: Record<string, Described[]>): Read {
  const [schema = '', name = ''] = table.split('.');
  const database = databaseOf(schema);
  const described = shapes[database]?.find((extract) => extract.name === name);
  if (!described) throw new Error(`${table}: expected a staged table`);
  const column = described.key.kind === 'REFERENCE' ? '' : described.key.column;
  return { database, source: table, column, described };
}
