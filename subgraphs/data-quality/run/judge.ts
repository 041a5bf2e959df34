import type { Rule } from '../rules/rule.ts';
import { type Subject, subjects } from '../rules/subjects.ts';
import { updateCells } from './cells.ts';
import { type Counts, updateFindings } from './lifecycle.ts';
import { isInForce, type Judgement, type Scope } from './scope.ts';
import type { Session } from './session.ts';

/** Which records alone are judged, on request: those of some owners, and those updated since a day. */
export type Part = { owners: readonly string[] | null; since: string | null };

/** The columns by which subjects tell when a record was updated. */
const updateColumns = ['updated_at', 'updated_on'];

type JudgeOptions = {
  runId: string;
  asOf: string;
  scope: Scope;
  part: Part;
  judgement: Judgement;
  /** Table of how many records each rule of the subject checks (cells.ts), and the rule's column in it. */
  checked: { table: string; column: string };
  began: number;
};

/**
 * Judges one rule: what breaks it is computed into a temporary table; then, in one transaction, its findings, its cells and
 * what is remembered of it become those of now.
 */
export async function judge(
  session: Session,
  rule: Rule,
  options: JudgeOptions,
): Promise<Counts & { checked: number; found: number }> {
  const { runId, asOf, scope, part, judgement, checked } = options;
  try {
    const covers = scope.kind === 'NONE' ? null : await findBroken(session, rule, { asOf, scope, part });
    return await session.transaction(async () => {
      const counts = covers === null ? { added: 0, resolved: 0 } : await updateFindings(session, rule, covers);
      const totals = await updateCells(session, rule.id, { checked, owners: part.owners });
      await session.run(
        `insert into rule_runs (run_id, rule_id, state, missing, checked, found, added, resolved, milliseconds, finished_at)
        values ($1, $2, 'JUDGED', '{}', $3, $4, $5, $6, $7, now())
        on conflict (run_id, rule_id) do update set state = 'JUDGED', missing = '{}', checked = excluded.checked, found = excluded.found,
          added = excluded.added, resolved = excluded.resolved, milliseconds = excluded.milliseconds, finished_at = now()`,
        [runId, rule.id, totals.checked, totals.found, counts.added, counts.resolved, Date.now() - options.began],
      );
      // Who looked at a part has not seen the rest: the next run judges from where it was.
      if (!isPart(part)) await remember(session, rule.id, runId, judgement);
      return { ...counts, ...totals };
    });
  } finally {
    await session.run('drop table if exists pg_temp.subject_rows, pg_temp.broken, pg_temp.found').catch(() => {});
  }
}

/** Whether only a part of the records is judged. */
export const isPart = ({ owners, since }: Part): boolean => owners !== null || since !== null;

type Judged = {
  /** Table expression of the records that are judged. */
  rows: string;
  /** Condition on `r` that what was found has to meet as well; for rules that compare records with all others. */
  only: string;
  /** Condition on `f`, a finding: whether its record was judged. */
  covers: string;
};

async function narrow(session: Session, rule: Rule, scope: Scope, part: Part): Promise<Judged> {
  const subject: Subject = subjects[rule.subject];
  const ofPart: string[] = [];
  const covers: string[] = [];
  if (part.owners) {
    const list = part.owners.map(literal).join(', ');
    ofPart.push(`${subject.owner} in (${list})`);
    covers.push(`f.owner_id in (${list})`);
  }
  const updated = part.since ? await updateColumn(session, subject) : null;
  if (part.since && updated) {
    const since = `r.${updated} >= timestamptz ${literal(`${part.since} 00:00:00+07`)}`;
    ofPart.push(since);
    covers.push(`f.record_id in (select r.id::text from ${subject.rows} r where ${since})`);
  }
  const conditions = ofPart.length > 0 ? ofPart.join(' and ') : 'true';
  if (scope.kind !== 'CHANGED' || subject.key === null || isPart(part)) {
    const narrowed = rule.touches === 'OWN' && ofPart.length > 0;
    return {
      rows: narrowed ? `(select r.* from ${subject.rows} r where ${conditions})` : subject.rows,
      only: narrowed ? 'true' : conditions,
      covers: covers.length > 0 ? covers.join(' and ') : 'true',
    };
  }
  const { kind, column } = subject.key;
  const type = kind === 'PERSON' ? 'uuid' : 'text';
  await session.run(
    `drop table if exists pg_temp.changed_keys;
    create temp table changed_keys as select distinct key::${type} as key from (${scope.keys}) as changed where key is not null;
    analyze changed_keys;
    create temp table subject_rows as select r.* from ${subject.rows} r where r.${column} in (select key from changed_keys);
    analyze subject_rows`,
  );
  return {
    rows: 'pg_temp.subject_rows',
    only: 'true',
    covers: `f.${kind === 'PERSON' ? 'person_id' : 'record_id'} in (select key from changed_keys)`,
  };
}

/** The column by which a subject tells when a record was updated; null where it tells none. */
async function updateColumn(session: Session, subject: Subject): Promise<string | null> {
  const [row] = await session.rows<Record<string, unknown>>(
    `select array(select key from jsonb_object_keys((select to_jsonb(r) from ${subject.rows} r limit 1)) as key) as columns`,
  );
  return updateColumns.find((column) => (row?.columns as string[] | undefined)?.includes(column)) ?? null;
}

/**
 * Fills the table `found` with what breaks the rule: a row is a finding as it should be now.
 *
 * @returns condition on `f`, a finding: whether its record was judged
 */
async function findBroken(
  session: Session,
  rule: Rule,
  { asOf, scope, part }: { asOf: string; scope: Scope; part: Part },
): Promise<string> {
  const judged = await narrow(session, rule, scope, part);
  const subject: Subject = subjects[rule.subject];
  const applies = isInForce(rule, asOf) ? rule.applies : 'false';
  await session.run(
    `create temp table broken as with subject as (select r.* from ${judged.rows} r where (${applies})) ${rule.found}`,
  );
  const columns = await session.rows<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'pg_temp.broken'::regclass and attnum > 0`,
  );
  const given = (name: string, type: string, otherwise: string) =>
    columns.some((column) => column.name === name) ? `coalesce(b.${name}::${type}, ${otherwise})` : otherwise;
  const partOf = given('part', 'text', `''`);
  await session.run(
    `create temp table found as
    select run.finding_id(${literal(rule.id)}, b.id::text, ${partOf}) as id, b.id::text as record_id, ${partOf} as part,
      r.person_id, coalesce(${subject.owner}, '') as owner_id, r.agency_id, r.unit_id, r.province_id,
      ${given('details', 'jsonb', `'{}'::jsonb`)} as details, ${given('correction', 'jsonb', 'null::jsonb')} as correction,
      md5(r::text || ${given('details', 'jsonb', `'{}'::jsonb`)}::text) as fingerprint
    from broken b join ${judged.rows} r on r.id = b.id where ${judged.only}`,
  );
  // Told twice, a finding would be counted twice.
  await session.run('alter table found add primary key (id); analyze found');
  return judged.covers;
}

async function remember(
  session: Session,
  ruleId: string,
  runId: string,
  { definition, asOf, seen }: Judgement,
): Promise<void> {
  await session.run(
    `insert into run.judged (rule_id, run_id, definition, as_of, seen) values ($1, $2, $3, $4, $5::text::jsonb)
    on conflict (rule_id) do update set run_id = $2, definition = $3, as_of = $4, seen = $5::text::jsonb`,
    [ruleId, runId, definition, asOf, JSON.stringify(seen)],
  );
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
