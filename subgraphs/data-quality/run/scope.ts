import { createHash } from 'node:crypto';
import type { Rule } from '../rules/rule.ts';
import { type Subject, subjects } from '../rules/subjects.ts';
import type { Session } from './session.ts';
import { type Described, databaseOf, schemaOf } from './shape.ts';
import { employerColumn } from './stage-changes.ts';

/** Which records a rule has to be judged on: all, those whose keys `keys` selects (as text), or none. */
export type Scope = { kind: 'WHOLE' } | { kind: 'CHANGED'; keys: string } | { kind: 'NONE' };

/** How far the staged databases have come, by database; `law` beside them. */
export type Stagings = Record<string, { staging: number; wholeAt: number; referenceAt: number }>;

/** What a rule is judged by now, and was last. */
export type Judgement = { definition: string; asOf: string; seen: Record<string, number> };

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
export function definitionOf(rule: Rule, asOf: string): string {
  const { dimension, severity, reads, applies, found, touches } = rule;
  const judging = [subjects[rule.subject], dimension, severity, reads, applies, found, touches, isInForce(rule, asOf)];
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
export function judgementOf(rule: Rule, asOf: string, stagings: Stagings): Judgement {
  const seen = [...databasesOf(rule), 'law'].map((database) => [database, stagings[database]?.staging ?? 0] as const);
  return { definition: definitionOf(rule, asOf), asOf, seen: Object.fromEntries(seen) };
}

/** How it was judged last, on all of its records; null where it was not, or its findings have been emptied since. */
export async function readLastJudgement(session: Session, ruleId: string): Promise<Judgement | null> {
  const [row] = await session.rows<Judgement>(
    `select definition, j.as_of::text as "asOf", seen from run.judged j join rule_runs r using (run_id, rule_id)
    where rule_id = $1 and r.state = 'JUDGED'`,
    [ruleId],
  );
  return row ?? null;
}

/**
 * What of a rule has to be judged, so that its findings are those of judging everything.
 *
 * @param shapes what each staged database consists of
 */
export function scopeOf(
  rule: Rule,
  {
    now,
    last,
    stagings,
    shapes,
  }: { now: Judgement; last: Judgement | null; stagings: Stagings; shapes: Record<string, Described[]> },
): Scope {
  const whole: Scope = { kind: 'WHOLE' };
  if (!last || last.definition !== now.definition) return whole;
  if (rule.dependsOnDate && last.asOf !== now.asOf) return whole;
  const changed = Object.keys(now.seen).filter((database) => now.seen[database] !== last.seen[database]);
  if (changed.length === 0) return { kind: 'NONE' };
  const { key }: Subject = subjects[rule.subject];
  if (key === null || rule.touches === 'ALL') return whole;
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
  const keysOf = (kinds: string, among = changed) => {
    const since = among.map((database) => `database = '${database}' and staging > ${last.seen[database]}`);
    return `select key from run.changed_keys where kind in (${kinds}) and (${since.join(' or ') || 'false'})`;
  };
  const withEmployer = read.filter(
    ({ described }) => described.key.kind === 'PERSON' && employerColumn in described.columns,
  );
  const other = key.kind === 'PERSON' ? 'EMPLOYER' : 'PERSON';
  const own = keysOf(key.kind === 'PERSON' ? `'PERSON'` : `'EMPLOYER', 'EMPLOYER_OF_PERSON'`);
  if (!read.some(({ described }) => described.key.kind === other)) return { kind: 'CHANGED', keys: own };
  // Persons who have to do with an employer that has changed, or employers of persons who have.
  if (withEmployer.length === 0) return whole;
  // In other databases an employer's key tells of persons, who are told themselves.
  const ofEmployers = changed.filter((database) =>
    read.some((table) => table.database === database && table.described.key.kind === 'EMPLOYER'),
  );
  const linked = withEmployer.map(({ database, described }) => {
    const person = described.key.kind === 'PERSON' ? described.key.column : '';
    const table = `${schemaOf(database)}.${described.name}`;
    return other === 'EMPLOYER'
      ? `select ${person}::text from ${table} where ${employerColumn} in (${keysOf(`'EMPLOYER'`, ofEmployers)})`
      : `select ${employerColumn} from ${table} where ${person} in (select key::uuid from (${keysOf(`'PERSON'`)}) as persons)`;
  });
  return { kind: 'CHANGED', keys: [own, ...linked].join(' union ') };
}

type Read = { database: string; described: Described };

function findTable(table: string, shapes: Record<string, Described[]>): Read {
  const [schema = '', name = ''] = table.split('.');
  const database = databaseOf(schema);
  const described = shapes[database]?.find((extract) => extract.name === name);
  if (!described) throw new Error(`${table}: expected a staged table`);
  return { database, described };
}
