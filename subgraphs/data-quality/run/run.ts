import type { ExtractSource } from '../../kit/extract.ts';
import type { LawTable } from '../rules/law.ts';
import type { Rule } from '../rules/rule.ts';
import { prepareBookkeeping, setAsOf } from './bookkeeping.ts';
import { judgeAll } from './judge-all.ts';
import { fillLaw } from './law-tables.ts';
import type { Missing, QualityEvent, QualityOutcome } from './outcome.ts';
import { updateParticipation } from './participation.ts';
import { updatePlaceNames } from './places.ts';
import { updateProvinces } from './provinces.ts';
import { beginRun, endRun, type QualityRequest } from './requests.ts';
import { retireRules } from './retired.ts';
import { openSession, type Session, takeTurn } from './session.ts';
import { type StagedAll, stageAll } from './stage-all.ts';

export type QualityOptions = {
  /** The address of the database of data quality, with its owner's rights. */
  database: string;
  /** The databases to read, each under its subgraph's name. */
  sources: readonly ExtractSource[];
  /** The catalogue. */
  rules: readonly Rule[];
  law: readonly LawTable[];
  /** The day as of which it judges, yyyy-MM-dd. */
  asOf: string;
  /** Ids of the rules to judge, and the owners whose records are judged; all without. */
  only?: { rules?: readonly string[] | undefined; owners?: readonly string[] | undefined };
  /** Judge only records that their owners have updated since this day (yyyy-MM-dd), where they tell. */
  since?: string | undefined;
  /** Read and judge everything, whatever is known of changes. */
  full?: boolean | undefined;
  /**
   * Done with the turn taken, before anything is read. Returns what it could not get: the rules that need that do not run.
   */
  prepare?: (() => Promise<readonly Missing[]>) | undefined;
  report?: ((event: QualityEvent) => void) | undefined;
  signal?: AbortSignal | undefined;
};

/**
 * Runs the rules: stages what has changed in the owners' databases, judges what that touches, and brings findings, cells and
 * participation up to date. One run at a time (QualityRunningError). A run that was killed goes on where it was; what each
 * step has done stands in one transaction with the fact that it was done. A rule whose database does not answer is NOT_RUN.
 */
export async function runQuality(options: QualityOptions): Promise<QualityOutcome> {
  const { asOf, only, since, full = false, report = () => {}, signal } = options;
  const began = Date.now();
  const rules = options.rules.filter(({ id }) => only?.rules?.includes(id) ?? true);
  const session = await openSession(options.database, { signal });
  try {
    await takeTurn(session);
    const lacking = (await options.prepare?.()) ?? [];
    await prepareBookkeeping(session);
    await setAsOf(session, asOf);
    const request: QualityRequest = {
      asOf,
      rules: only?.rules ?? null,
      owners: only?.owners ?? null,
      since: since ?? null,
      full,
    };
    const run = await beginRun(session, request);
    report({ event: 'run', runId: run.id, kind: run.kind, resumed: run.resumed, rules: rules.length });
    await fillLaw(session, options.law);
    // Of all rules: those that are not judged now have to find later what has changed.
    const likenesses = options.rules.flatMap(({ touches }) => (typeof touches === 'object' ? [touches] : []));
    const { sources } = options;
    const staged = await stageAll(session, { sources, run, rules, likenesses, full, signal, report });
    if (has(staged, 'administrative-units', 'units')) await updateProvinces(session);
    for (const each of lacking) staged.missing.set(each.database, each);
    const outcomes = await judgeAll(session, { run, rules, request, staged, report });
    await updateOverviews(session, staged, asOf);
    await retireRules(session, options.rules);
    await endRun(session, run.id);
    return { runId: run.id, kind: run.kind, asOf, rules: outcomes, milliseconds: Date.now() - began };
  } finally {
    await session.close();
  }
}

/** What is shown beside the findings, as far as what it is made of was staged. */
async function updateOverviews(session: Session, staged: StagedAll, asOf: string): Promise<void> {
  if (has(staged, 'administrative-units', 'units', 'agencies')) await updatePlaceNames(session);
  const [deadlines] = await session.rows<{ there: boolean }>(
    `select to_regclass('law.update_deadlines') is not null as there`,
  );
  if (has(staged, 'officials', 'officials') && deadlines?.there) await updateParticipation(session, asOf);
}

/** Whether a database was staged with these tables. */
const has = ({ shapes }: StagedAll, database: string, ...tables: string[]): boolean =>
  tables.every((table) => shapes[database]?.some(({ name }) => name === table));
