import type { Rule } from '../rules/rule.ts';
import { type Counting, createCounting, type Planned } from './counting.ts';
import { judge } from './judge.ts';
import { type Landmark, readLandmarks } from './landmarks.ts';
import { isPart } from './narrow.ts';
import { type Missing, type QualityEvent, type RuleOutcome, registerName } from './outcome.ts';
import type { QualityRequest, Run } from './requests.ts';
import {
  databasesOf,
  judgementOf,
  readLastJudgement,
  readStagings,
  type Scope,
  type Stagings,
  scopeOf,
  tablesOf,
} from './scope.ts';
import type { Session } from './session.ts';
import { schemaOf } from './shape.ts';
import { shareKeys } from './share-keys.ts';
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
  const landmarks = await readLandmarks(session, staged.shapes);
  const uncompared = await findUncompared(session, rules, staged);
  if (uncompared) staged.missing.set(registerName, uncompared);
  const already = new Map((await readJudged(session, run.id)).map((outcome) => [outcome.ruleId, outcome]));
  const planned: Planned[] = [];
  for (const rule of rules)
    if (!already.has(rule.id) && missingFor(rule, staged).length === 0)
      planned.push(await planRule(session, rule, { request, staged, stagings, landmarks }));
  const plan = new Map(shareKeys(planned).map((each) => [each.rule, each]));
  const countingOf = await createCounting(session, [...plan.values()]);
  const outcomes: RuleOutcome[] = [];
  for (const rule of rules) {
    const began = Date.now();
    report({ event: 'judging', ruleId: rule.id });
    const toJudge = plan.get(rule);
    const outcome: RuleOutcome =
      already.get(rule.id) ??
      (toJudge
        ? await judgeOne(session, toJudge, { run, request, began, countingOf })
        : await leaveOut(session, run, {
            ruleId: rule.id,
            state: 'NOT_RUN',
            missing: missingFor(rule, staged),
            milliseconds: 0,
          }));
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

/**
 * What the rules of the population register miss where no record that was read has been compared with it as it is now: they
 * would find nothing because there is nothing to look at. Only the records themselves tell, also those of a service.
 */
async function findUncompared(
  session: Session,
  rules: Rule[],
  { shapes, missing }: StagedAll,
): Promise<Missing | undefined> {
  const officials = shapes.officials?.find(({ name }) => name === 'officials');
  const isAsked = rules.some(({ needs }) => needs === 'REGISTER') && !missing.has(registerName);
  if (!isAsked || !officials || !('match_outcome' in officials.columns)) return undefined;
  const compared = await session.rows(`select from officials.officials where match_outcome is not null limit 1`);
  if (compared.length > 0) return undefined;
  return { database: registerName, reason: 'no record has been compared with it: `npm run match` does that' };
}

/** Says that a rule was not judged, and leaves its findings as they were. */
async function leaveOut(
  session: Session,
  run: Run,
  outcome: Exclude<RuleOutcome, { state: 'JUDGED' }>,
): Promise<RuleOutcome> {
  const missing = outcome.state === 'NOT_RUN' ? outcome.missing.map(({ database }) => database) : [];
  await session.run(
    `insert into rule_runs (run_id, rule_id, state, missing, checked, found, added, resolved, milliseconds, finished_at)
    values ($1, $2, $3, $4::text[], 0, 0, 0, 0, $5, now())
    on conflict (run_id, rule_id) do update set state = excluded.state, missing = excluded.missing,
      milliseconds = excluded.milliseconds, finished_at = now()`,
    [run.id, outcome.ruleId, outcome.state, missing, outcome.milliseconds],
  );
  return outcome;
}

async function planRule(
  session: Session,
  rule: Rule,
  {
    request,
    staged,
    stagings,
    landmarks,
  }: { request: QualityRequest; staged: StagedAll; stagings: Stagings; landmarks: readonly Landmark[] },
): Promise<Planned> {
  const judgement = judgementOf(rule, request.asOf, { stagings, landmarks });
  const last = request.full ? null : await readLastJudgement(session, rule.id);
  const options = { now: judgement, last, stagings, shapes: staged.shapes };
  const scope = await scopeOf(session, rule, options).catch((error): Scope => {
    // Judging says what is wrong with its SQL, of this rule alone.
    if (refusalOf(error) === null) throw error;
    return { kind: 'WHOLE' };
  });
  return { rule, judgement, last, scope };
}

type JudgeOne = {
  run: Run;
  request: QualityRequest;
  began: number;
  countingOf: (planned: Planned) => Promise<Counting>;
};

async function judgeOne(
  session: Session,
  planned: Planned,
  { run, request, began, countingOf }: JudgeOne,
): Promise<RuleOutcome> {
  const { rule, judgement, scope } = planned;
  const part = { owners: request.owners, since: request.since };
  try {
    const counting = isPart(part) ? null : await countingOf(planned);
    const counts = await judge(session, rule, {
      runId: run.id,
      asOf: request.asOf,
      scope,
      part,
      judgement,
      counting,
      began,
    });
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
    const code = refusalOf(error);
    if (code === null) throw error;
    return leaveOut(session, run, {
      ruleId: rule.id,
      state: 'FAILED',
      reason: `PostgreSQL refuses its SQL (${code})`,
      milliseconds: Date.now() - began,
    });
  }
}

/** The code with which PostgreSQL refuses a statement; null for other errors. Its words may repeat a value of a record, its codes do not. */
function refusalOf(error: unknown): string | null {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^(0A|2[0-9]|42|54)/.test(code) ? code : null;
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
