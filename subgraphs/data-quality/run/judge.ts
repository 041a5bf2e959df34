import type { Rule } from '../rules/rule.ts';
import { type Subject, subjects } from '../rules/subjects.ts';
import { changeCells, noteStanding } from './cell-changes.ts';
import { updateCells } from './cells.ts';
import type { Counting } from './counting.ts';
import { type Counts, updateFindings } from './lifecycle.ts';
import { isPart, literal, narrow, type Part } from './narrow.ts';
import { joinProvinces, provinceOfToday } from './provinces.ts';
import { isInForce, type Judgement, type Scope, type Totals } from './scope.ts';
import type { Session } from './session.ts';

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
      if (counting) await remember(session, rule.id, runId, judgement, totals);
      else await rememberPart(session, rule.id, judgement);
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
    on conflict (rule_id) do update set run_id = $2, definition = $3, as_of = $4, seen = $5::text::jsonb, checked = $6, found = $7, part_days = '{}'`,
    [ruleId, runId, definition, asOf, JSON.stringify(seen), checked, found],
  );
}

/**
 * Who looked at a part has not seen the rest: the next run judges from where it was, also what may have turned on the way to the
 * day of the part, and counts everything. A part that was judged by another definition says nothing of what is left of it.
 */
async function rememberPart(session: Session, ruleId: string, { definition, asOf }: Judgement): Promise<void> {
  await session.run('delete from run.judged where rule_id = $1 and definition <> $2', [ruleId, definition]);
  await session.run(
    `update run.judged set checked = null, found = null, part_days = array_append(array_remove(part_days, $2::date), $2::date)
    where rule_id = $1`,
    [ruleId, asOf],
  );
}
