import { databaseErrorCode } from '../../kit/database-error.ts';
import { type ExtractSource, SourceUnavailableError } from '../../kit/extract.ts';
import type { Likeness, Rule } from '../rules/rule.ts';
import type { Missing, QualityEvent } from './outcome.ts';
import { planStaging, readAhead } from './plan-staging.ts';
import type { Run } from './requests.ts';
import { databasesOf } from './scope.ts';
import type { Session } from './session.ts';
import type { Described } from './shape.ts';
import { stageSource } from './staging.ts';

/** What of the databases stands in the staging tables, and which could not be read. */
export type StagedAll = { shapes: Record<string, Described[]>; missing: Map<string, Missing> };

type StageAll = {
  sources: readonly ExtractSource[];
  run: Run;
  rules: readonly Rule[];
  likenesses: readonly Likeness[];
  full: boolean;
  signal: AbortSignal | undefined;
  report: (event: QualityEvent) => void;
};

/** Stages the databases that some rules read. One that does not answer is told, and the others are staged all the same. */
export async function stageAll(
  session: Session,
  { sources, run, rules, likenesses, full, signal, report }: StageAll,
): Promise<StagedAll> {
  const shapes: Record<string, Described[]> = {};
  const missing = new Map<string, Missing>();
  const unlessMissing = async <T>(database: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      missing.set(database, { database, reason });
      report({ event: 'unavailable', missing: { database, reason } });
      return null;
    }
  };
  const asked = [...new Set(rules.flatMap(databasesOf))].map((database) =>
    unlessMissing(database, () => {
      const source = sources.find(({ name }) => name === database);
      if (!source) throw new SourceUnavailableError(database, 'is not connected');
      return planStaging(session, source, { runId: run.id, full });
    }),
  );
  const plans = (await Promise.all(asked)).filter((plan) => plan !== null);
  const reading = plans.map((plan) => readAhead(plan, signal));
  try {
    for (const [index, plan] of plans.entries()) {
      const began = Date.now();
      const database = plan.source.name;
      const onRows = (rows: number) => report({ event: 'staging', database, rows });
      await unlessMissing(database, async () => {
        const options = { runId: run.id, likenesses, pieces: reading[index] ?? null, onRows, signal };
        const rows = await stageSource(session, plan, options);
        shapes[database] = plan.shape;
        report({ event: 'staged', database, how: plan.how, rows, milliseconds: Date.now() - began });
      });
    }
  } finally {
    for (const pieces of reading) pieces?.destroy();
  }
  return { shapes, missing };
}

/**
 * Why a database was not staged, without a value; undefined where that is no fault of its own. PostgreSQL refuses what an
 * owner sent: no value of its column (22), against a constraint (23), nothing it can work with (42), too long for an index (54).
 */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof SourceUnavailableError) return error.reason;
  const code = databaseErrorCode(error);
  // 42P01, no such table: those are ours, and `npm run migrate` makes them.
  if (code === undefined || code === '42P01' || !/^(22|23|42|54)[\dA-Z]{3}$/.test(code)) return undefined;
  return `sent what PostgreSQL cannot stage (${code})`;
}
