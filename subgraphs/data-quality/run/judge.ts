import { createHash } from 'node:crypto';
import type { Rule } from '../rules/rule.ts';
import { type Subject, type SubjectName, subjects } from '../rules/subjects.ts';
import { changeCells, noteStanding } from './cell-changes.ts';
import { updateCells } from './cells.ts';
import type { Counting } from './counting.ts';
import { type Counts, updateFindings } from './lifecycle.ts';
import { joinProvinces, provinceOfToday } from './provinces.ts';
import { isInForce, type Judgement, type Scope, type Totals } from './scope.ts';
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
  /** What its cells are made of; null for a part. */
  counting: Counting | null;
  began: number;
};

/**
 * Judges one rule: what breaks it is computed into a temporary table; then, in one transaction, its findings, its cells and
 * what is remembered of it become those of now.
 */
export async function judge(session: Session, rule: Rule, options: JudgeOptions): Promise<Counts & Totals> {
  const { runId, asOf, scope, part, judgement, counting } = options;
  try {
    const broken =
      scope.kind === 'NONE' && !isPart(part) ? null : await findBroken(session, rule, { asOf, scope, part });
    return await session.transaction(async () => {
      const covers = broken?.covers ?? null;
      if (counting?.kind === 'CHANGE' && covers !== null) await noteStanding(session, rule, covers);
      const counts = covers === null ? { added: 0, resolved: 0 } : await updateFindings(session, rule, covers);
      const totals = counting
        ? await countCells(session, rule, counting, { covers, counts })
        : (broken?.totals ?? { checked: 0, found: 0 });
      await session.run(
        `insert into rule_runs (run_id, rule_id, state, missing, checked, found, added, resolved, milliseconds, finished_at)
        values ($1, $2, 'JUDGED', '{}', $3, $4, $5, $6, $7, now())
        on conflict (run_id, rule_id) do update set state = 'JUDGED', missing = '{}', checked = excluded.checked, found = excluded.found,
          added = excluded.added, resolved = excluded.resolved, milliseconds = excluded.milliseconds, finished_at = now()`,
        [runId, rule.id, totals.checked, totals.found, counts.added, counts.resolved, Date.now() - options.began],
      );
      // Who looked at a part has not seen the rest: the next run judges from where it was, and counts everything.
      if (counting) await remember(session, rule.id, runId, judgement, totals);
      else await session.run('update run.judged set checked = null, found = null where rule_id = $1', [rule.id]);
      return { ...counts, ...totals };
    });
  } finally {
    await session.run('drop table if exists pg_temp.broken, pg_temp.found').catch(() => {});
  }
}

const countCells = (
  session: Session,
  rule: Rule,
  counting: Counting,
  { covers, counts }: { covers: string | null; counts: Counts },
): Promise<Totals> =>
  counting.kind === 'WHOLE'
    ? updateCells(session, rule, counting.counts)
    : changeCells(session, rule, { ...counting, covers, counts });

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
    // One that has another owner by now is the other's to judge.
    covers.push(
      `f.owner_id in (${list}) and not exists (select from ${subject.rows} r where r.id::text = f.record_id and ${subject.owner} not in (${list}))`,
    );
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
  const { keys, rows } = await changedRows(session, rule.subject, scope.keys);
  return {
    rows,
    only: 'true',
    covers: `f.${subject.key.kind === 'PERSON' ? 'person_id' : 'record_id'} in (select key from ${keys})`,
  };
}

/** The changed keys and the subject's rows of these, in tables that last as long as the session: rules that read the same databases share them. */
async function changedRows(session: Session, name: SubjectName, keys: string): Promise<{ keys: string; rows: string }> {
  const subject: Subject = subjects[name];
  const { kind, column } = subject.key as NonNullable<Subject['key']>;
  const id = `${name.toLowerCase()}_${createHash('sha256').update(keys).digest('hex').slice(0, 12)}`;
  const tables = { keys: `pg_temp.keys_${id}`, rows: `pg_temp.rows_${id}` };
  const [known] = await session.rows<{ there: boolean }>(`select to_regclass('${tables.rows}') is not null as there`);
  if (!known?.there)
    await session.run(
      `create temp table keys_${id} as
      select distinct key::${kind === 'PERSON' ? 'uuid' : 'text'} as key from (${keys}) as changed where key is not null;
      analyze keys_${id};
      create temp table rows_${id} as select r.* from ${subject.rows} r where r.${column} in (select key from keys_${id});
      analyze rows_${id}`,
    );
  return tables;
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
): Promise<{ covers: string; totals: Totals | null }> {
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
      r.person_id, coalesce(${subject.owner}, '') as owner_id, r.agency_id, r.unit_id, ${provinceOfToday} as province_id,
      ${given('details', 'jsonb', `'{}'::jsonb`)} as details, ${given('correction', 'jsonb', 'null::jsonb')} as correction,
      md5(concat(jsonb_build_array(${judgedColumns(rule).join(', ')}), ${given('details', 'jsonb', `'{}'::jsonb`)})) as fingerprint
    from broken b join ${judged.rows} r on r.id = b.id ${joinProvinces} where ${judged.only}`,
  );
  // Told twice, a finding would be counted twice.
  await session.run('alter table found add primary key (id); analyze found');
  return { covers: judged.covers, totals: isPart(part) ? await countPart(session, judged.rows, applies) : null };
}

/** How many records of a part a rule checks, and how many findings that gives. */
async function countPart(session: Session, rows: string, applies: string): Promise<Totals> {
  const [counts] = await session.rows<{ checked: string; found: string }>(
    `select (select count(*) from ${rows} r where (${applies})) as checked, (select count(*) from found) as found`,
  );
  return { checked: Number(counts?.checked), found: Number(counts?.found) };
}

/** The columns of the record that a rule's SQL names: while they and the details stay, what was waived stays so. */
const judgedColumns = ({ applies, found }: Rule): string[] =>
  [...new Set(`${applies} ${found}`.match(/\br\.[a-z_]+/g))].sort();

async function remember(
  session: Session,
  ruleId: string,
  runId: string,
  { definition, asOf, seen }: Judgement,
  { checked, found }: Totals,
): Promise<void> {
  await session.run(
    `insert into run.judged (rule_id, run_id, definition, as_of, seen, checked, found) values ($1, $2, $3, $4, $5::text::jsonb, $6, $7)
    on conflict (rule_id) do update set run_id = $2, definition = $3, as_of = $4, seen = $5::text::jsonb, checked = $6, found = $7`,
    [ruleId, runId, definition, asOf, JSON.stringify(seen), checked, found],
  );
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
