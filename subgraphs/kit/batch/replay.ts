import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { type Recording, replayIn, replayProperty, unwrap } from './recording.ts';
import type { Level, Run } from './run.ts';

/**
 * What graphql-js makes of an execution in which something out of the ordinary was found: errors, their paths and messages,
 * and nulls are its own. No resolver that was asked is asked again; those that were not yet are asked now.
 */
export async function replay(run: Run, given: Omit<ExecutionArgs, 'contextValue'>): Promise<ExecutionResult> {
  replayIn(run.context, recordingOf(run));
  return execute({ ...given, contextValue: run.context, fieldResolver: replayProperty });
}

function recordingOf({ given }: Run): Recording {
  const recording: Recording = new Map();
  for (const { level, key, values, ready, list } of given)
    for (const at of level.answers.keys()) {
      const path = [...pathOf(level, at), key].join('.');
      if (list) recording.set(path, list);
      else if (ready) recording.set(path, () => ready.then(() => unwrap(values[at])));
      else if (at in values) recording.set(path, () => unwrap(values[at]));
    }
  return recording;
}

function pathOf({ place }: Level, n: number): (string | number)[] {
  if (!place) return [];
  const { level, key, at, items } = place;
  const path = [...pathOf(level, at[n] as number), key];
  return items ? [...path, items[n] as number] : path;
}
