import type { Rule } from '../rules/rule.ts';
import type { SubjectName } from '../rules/subjects.ts';
import { type CheckedCounts, countChecked, countsOfCells } from './cells.ts';
import { isPart, judge } from './judge.ts';
import { type Missing, type QualityEvent, type RuleOutcome, registerName } from './outcome.ts';
import type { QualityRequest, Run } from './requests.ts';
import {
  databasesOf,
  judgementOf,
  readLastJudgement,
  readStagings,
  type Stagings,
  scopeOf,
  tablesOf,
} from './scope.ts';
import type { Session } from './session.ts';
import { schemaOf } from './shape.ts';
import type { StagedAll } from './stage-all.ts';

type JudgeAll = {
  run: Run;
  rules: Rule[];
  request: QualityRequest;
  staged: StagedAll;
  report: (event: QualityEvent) => void;
};

/** Judges the rules one after the other; those of which a database is missing are left out, and said to be. */
export async function judgeAll(
  session: Session,
  { run, rules, request, staged, report }: JudgeAll,
): Promise<RuleOutcome[]> {
  const stagings = await readStagings(session);
  const already = new Map((await readJudged(session, run.id)).map((outcome) => [outcome.ruleId, outcome]));
  const missingOf = (rule: Rule) => missingFor(rule, staged);
  const checked = new Map<SubjectName, Map<string, CheckedCounts>>();
  const countsOf = async (rule: Rule) => {
    let counts = checked.get(rule.subject);
    if (!counts) {
      const alike = rules.filter(
        (other) => other.subject === rule.subject && !already.has(other.id) && missingOf(other).length === 0,
      );
      counts = await countChecked(session, alike, request.asOf);
      checked.set(rule.subject, counts);
    }
    return counts.get(rule.id) as CheckedCounts;
  };
  const outcomes: RuleOutcome[] = [];
  for (const rule of rules) {
    const began = Date.now();
    report({ event: 'judging', ruleId: rule.id });
    const done = already.get(rule.id);
    const missing = missingOf(rule);
    const outcome: RuleOutcome =
      done ??
      (missing.length > 0
        ? await leaveOut(session, run, rule, missing)
        : await judgeOne(session, rule, { run, request, staged, stagings, began, countsOf }));
    outcomes.push(outcome);
    report({ event: 'rule', outcome });
  }
  return outcomes;
}

/** The databases that a rule reads and that are not there, or do not give all that it reads. */
function missingFor(rule: Rule, { shapes, missing }: StagedAll): Missing[] {
  const register = rule.needs === 'REGISTER' ? missing.get(registerName) : undefined;
  const others = databasesOf(rule).flatMap((database) => {
    const gone = missing.get(database);
    if (gone) return [gone];
    const lacking = tablesOf(rule).filter(
      (table) =>
        table.startsWith(`${schemaOf(database)}.`) && !shapes[database]?.some(({ name }) => table.endsWith(`.${name}`)),
    );
    return lacking.length > 0 ? [{ database, reason: `does not give ${lacking.join(', ')}` }] : [];
  });
  return register ? [...others, register] : others;
}

/** Says that a rule did not run, and leaves its findings as they were. */
async function leaveOut(session: Session, run: Run, rule: Rule, missing: Missing[]): Promise<RuleOutcome> {
  await session.run(
    `insert into rule_runs (run_id, rule_id, state, missing, checked, found, added, resolved, milliseconds, finished_at)
    values ($1, $2, 'NOT_RUN', $3::text[], 0, 0, 0, 0, 0, now())
    on conflict (run_id, rule_id) do update set missing = excluded.missing, finished_at = now()`,
    [run.id, rule.id, missing.map(({ database }) => database)],
  );
  return { ruleId: rule.id, state: 'NOT_RUN', missing, milliseconds: 0 };
}

type JudgeOne = {
  run: Run;
  request: QualityRequest;
  staged: StagedAll;
  stagings: Stagings;
  began: number;
  countsOf: (rule: Rule) => Promise<CheckedCounts>;
};

async function judgeOne(
  session: Session,
  rule: Rule,
  { run, request, staged, stagings, began, countsOf }: JudgeOne,
): Promise<RuleOutcome> {
  const { asOf, owners, since, full } = request;
  const judgement = judgementOf(rule, asOf, stagings);
  const last = full ? null : await readLastJudgement(session, rule.id);
  const scope = scopeOf(rule, { now: judgement, last, stagings, shapes: staged.shapes });
  const part = { owners, since };
  try {
    const checked = scope.kind === 'NONE' || isPart(part) ? countsOfCells(rule.id) : await countsOf(rule);
    const counts = await judge(session, rule, { runId: run.id, asOf, scope, part, judgement, checked, began });
    const milliseconds = Date.now() - began;
    return {
      ruleId: rule.id,
      state: 'JUDGED',
      scope: isPart(part) ? 'PART' : scope.kind,
      ...counts,
      already: false,
      milliseconds,
    };
  } catch (error) {
    // PostgreSQL's words may repeat a value of a record; its codes do not.
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'string' || !/^(0A|2[0-9]|42|54)/.test(code)) throw error;
    await leaveOut(session, run, rule, []);
    return {
      ruleId: rule.id,
      state: 'FAILED',
      reason: `PostgreSQL refuses its SQL (${code})`,
      milliseconds: Date.now() - began,
    };
  }
}

/** What the run had judged before it was killed. */
async function readJudged(session: Session, runId: string): Promise<Extract<RuleOutcome, { state: 'JUDGED' }>[]> {
  const rows = await session.rows<{
    ruleId: string;
    checked: number;
    found: number;
    added: number;
    resolved: number;
    milliseconds: number;
  }>(
    `select rule_id as "ruleId", checked, found, added, resolved, milliseconds from rule_runs where run_id = $1 and state = 'JUDGED'`,
    [runId],
  );
  return rows.map((row) => ({ ...row, state: 'JUDGED', scope: 'WHOLE', already: true }));
}
