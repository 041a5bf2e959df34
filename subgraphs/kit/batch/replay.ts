import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { isPromise } from './build.ts';
import { type Recording, replayIn, replayProperty, Thrown, unwrap } from './recording.ts';
import type { Given, Level, Run } from './run.ts';

/**
 * What graphql-js makes of an execution in which something out of the ordinary was found: errors, their paths and messages,
 * and nulls are its own. No resolver that was asked is asked again; those that were not yet are asked now.
 */
export async function replay(run: Run, given: Omit<ExecutionArgs, 'contextValue'>): Promise<ExecutionResult> {
  await Promise.all(run.given.flatMap((one) => [one, ...(one.list?.parts ?? [])]).map(settle));
  replayIn(run.context, recordingOf(run));
  return execute({ ...given, contextValue: run.context, fieldResolver: replayProperty });
}

/**
 * Puts what was waited for in the place of its promise. For graphql-js leaves promises behind that nobody hears where one item of
 * a list throws at once, and Node ends a process in which one of these is rejected.
 */
async function settle({ values, ready }: Pick<Given, 'values' | 'ready'>): Promise<void> {
  await ready;
  await Promise.all(
    values.map(async (value, at) => {
      if (!isPromise(value)) return;
      values[at] = await value.catch((error: unknown) => new Thrown(error));
    }),
  );
}

function recordingOf({ given }: Run): Recording {
  const recording: Recording = new Map();
  for (const { level, key, values, list } of given)
    for (const at of level.answers.keys()) {
      const path = [...pathOf(level, at), key].join('.');
      if (list) recording.set(path, list.make);
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
