import { refuseInvalid } from '../arguments.ts';
import type { SubgraphContext } from '../define-subgraph.ts';
import { isPromise, readLeaf } from './build.ts';
import { completeField } from './complete.ts';
import { answerRepresentations } from './entities.ts';
import { loadFor } from './from-loader.ts';
import { Thrown } from './recording.ts';
import { type Field, type Selection, Unusual } from './shape.ts';

/** Objects of one selection that are answered together. */
export type Level = { answers: object[]; place: Place | undefined };

/** Where a level's objects stand: under a key of the answers above, `at` their indexes, in lists at `items`. */
export type Place = { level: Level; key: string; at: number[]; items: number[] | undefined };

/** What a field's resolver gave for the objects of a level, in their order. */
export type Given = {
  level: Level;
  key: string;
  values: unknown[];
  /** Whether something was thrown, once they are loaded. */
  ready?: Promise<boolean>;
  /** In place of values: what the one list of the level is made of, and how. */
  list?: { parts: readonly Pick<Given, 'values' | 'ready'>[]; make: () => unknown[] };
};

/** One execution under way. */
export type Run = {
  context: SubgraphContext<unknown>;
  /** Coerced. */
  variables: Record<string, unknown>;
  /** All that resolvers gave, for graphql-js should it have to go on. */
  given: Given[];
  /** How much is waited for. */
  pending: number;
  /** Once set, no resolver is asked any more. */
  stopped: boolean;
  /** What stopped it, where that was not Unusual: an error of a resolver or of an argument, or a mistake in our own code. */
  thrown?: unknown;
  /** Called once nothing is waited for any more, and when something Unusual was found. */
  end: () => void;
};

/** Answers objects with their properties, and asks for all else, to be put in place once it is there. Throws for what is out of the ordinary. */
export function runSelection(run: Run, selection: Selection, sources: readonly object[], place?: Place): object[] {
  const answers: object[] = [];
  const level: Level = { answers, place };
  for (let at = 0; at < sources.length; at++)
    answers.push(
      selection.build(sources[at] as object, at, ({ key, put, shape }, index, promise) => {
        const values: unknown[] = [];
        const value = Promise.resolve(promise);
        values[index] = value;
        run.given.push({ level, key, values });
        wait(run, value, (found) => put(answers[index] as object, readLeaf(shape, found)));
      }),
    );
  for (const field of selection.fields) runField(run, field, sources, level);
  return answers;
}

function runField(run: Run, field: Field, sources: readonly object[], level: Level): void {
  if (run.stopped) throw new Unusual();
  const { from, key, readArguments } = field;
  const args = readArguments ? readArguments(run.variables) : {};
  if (readArguments) refuseInvalid(args);
  if (from === 'representations') {
    answerRepresentations(run, field, args, level);
    return;
  }
  const given: Given = { level, key, values: [] };
  if ('read' in from) {
    for (const source of sources)
      given.values.push(resolved(() => readProperty(from.read(source), source, field.name, run.context)));
    // Functions would be called again.
    if (given.values.some(isPromise)) run.given.push(given);
  } else {
    run.given.push(given);
    if ('loaded' in from) {
      const loading = loadFor(from.loaded, sources, args, run.context.loaders, given.values);
      given.ready = loading;
      wait(run, loading, (threw) => {
        if (threw) throw new Unusual();
        completeField(run, field, level, given.values);
      });
      return;
    }
    const { resolve } = from;
    for (const source of sources) given.values.push(resolved(() => resolve(source, args, run.context)));
  }
  if (given.values.some(isPromise))
    wait(run, Promise.all(given.values), (values) => completeField(run, field, level, values));
  else completeField(run, field, level, given.values);
}

/**
 * What a resolver gives. What it throws is kept too, because it is not to be asked again; and a query of drizzle becomes a
 * promise, because waiting for it twice would send it twice.
 */
export function resolved(resolve: () => unknown): unknown {
  try {
    const value = resolve();
    return isPromise(value) ? Promise.resolve(value) : value;
  } catch (error) {
    return new Thrown(error);
  }
}

const readProperty = (value: unknown, source: object, name: string, context: object): unknown =>
  typeof value === 'function'
    ? (source as Record<string, (...given: object[]) => unknown>)[name]?.({}, context)
    : value;

/** Goes on when something is there. */
export function wait<Value>(run: Run, promise: Promise<Value>, go: (value: Value) => void): void {
  run.pending += 1;
  promise
    .then((value) => {
      if (run.stopped) return;
      go(value);
      run.pending -= 1;
      if (run.pending === 0) run.end();
    })
    .catch((error: unknown) => {
      if (run.stopped) return;
      stop(run, error);
      run.end();
    });
}

/** Lets graphql-js take over. */
export function stop(run: Run, error: unknown): void {
  run.stopped = true;
  if (!(error instanceof Unusual)) run.thrown = error;
}
