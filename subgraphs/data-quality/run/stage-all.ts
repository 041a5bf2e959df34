import { type ExtractSource, SourceUnavailableError } from '../../kit/extract.ts';
import type { Rule } from '../rules/rule.ts';
import type { Missing, QualityEvent } from './outcome.ts';
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
  full: boolean;
  signal: AbortSignal | undefined;
  report: (event: QualityEvent) => void;
};

/** Stages the databases that some rules read. One that does not answer is told, and the others are staged all the same. */
export async function stageAll(
  session: Session,
  { sources, run, rules, full, signal, report }: StageAll,
): Promise<StagedAll> {
  const needed = new Set(rules.flatMap(databasesOf));
  const shapes: Record<string, Described[]> = {};
  const missing = new Map<string, Missing>();
  for (const database of needed) {
    const began = Date.now();
    const source = sources.find(({ name }) => name === database);
    try {
      if (!source) throw new SourceUnavailableError(database, 'is not connected');
      const onRows = (rows: number) => report({ event: 'staging', database, rows });
      const staged = await stageSource(session, source, { runId: run.id, full, onRows, signal });
      shapes[database] = staged.shape;
      const { how, rows } = staged;
      report({ event: 'staged', database, how, rows, milliseconds: Date.now() - began });
    } catch (error) {
      if (!(error instanceof SourceUnavailableError)) throw error;
      missing.set(database, { database, reason: error.reason });
      report({ event: 'unavailable', missing: { database, reason: error.reason } });
    }
  }
  return { shapes, missing };
}
