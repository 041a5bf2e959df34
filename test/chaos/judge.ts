import type { Answer, ClientError } from '../support/stack.ts';

/**
 * What an answer is, beside the one given before the fault: the same, byte for byte; less, by exactly what the faulted subgraph
 * owes, with its errors; or wrong. `why` names paths, and no value.
 */
export type Verdict = { is: 'same' } | { is: 'partial' } | { is: 'wrong'; why: string };

type Path = (string | number)[];

/** What the errors of a subgraph that does not answer may say. */
const codes = ['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT'];

const wrong = (why: string): Verdict => ({ is: 'wrong', why });

export type Expected = {
  /** The answer's text before the fault. */
  expected: string;
  /**
   * Whether it has lists of records of several types. There @apollo/gateway (2.14.4, makeLazyErrorPathGenerator) takes an
   * error's place among those that were asked for for its place in the list, and names a neighbour: so which one is not
   * compared, but that as many errors are there.
   */
  isMixed?: boolean;
};

/** @param faulted the subgraph that may be missing; none where the answer must be the same */
export function judge({ expected, isMixed = false }: Expected, text: string, faulted: string | undefined): Verdict {
  if (text === expected) return { is: 'same' };
  if (faulted === undefined) return wrong('another answer than before');
  const before = JSON.parse(expected) as Answer;
  const now = read(text);
  if (!now) return wrong('no JSON');
  const known = new Set((before.errors ?? []).map((error) => JSON.stringify(error)));
  const added = (now.errors ?? []).filter((error) => !known.has(JSON.stringify(error)));
  if (added.length === 0) return wrong('another answer than before, and no error says why');
  for (const error of added) {
    const { path, extensions } = error;
    if (!codes.includes(extensions?.code) || extensions.serviceName !== faulted)
      return wrong(`an error of another kind: ${extensions?.code} of ${extensions?.serviceName} at ${path?.join('.')}`);
  }
  const missing: Path[] = [];
  const different = compare(before.data, now.data, [], missing);
  if (different) return wrong(`another value than before at ${different.join('.') || 'data'}`);
  if (isMixed) return added.length >= missing.length ? { is: 'partial' } : wrong('fewer errors than are missing');
  const unsaid = missing.find((path) => !added.some((error) => meets(error, path)));
  if (unsaid) return wrong(`missing without an error: ${unsaid.join('.') || 'data'}`);
  const idle = added.find((error) => !error.path || !reachesNull(now.data, error.path, missing));
  if (idle) return wrong(`an error where nothing is missing: ${idle.path?.join('.')}`);
  return { is: 'partial' };
}

function read(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** Gives the first path at which something is neither as before nor null; fills `missing` with those that are null now. */
function compare(before: unknown, now: unknown, path: Path, missing: Path[]): Path | undefined {
  if (now === null && before !== null) {
    missing.push(path);
    return undefined;
  }
  if (typeof before !== 'object' || before === null) return Object.is(before, now) ? undefined : path;
  if (typeof now !== 'object' || now === null || Array.isArray(before) !== Array.isArray(now)) return path;
  const keys = Object.keys(before);
  if (keys.join() !== Object.keys(now).join()) return path;
  for (const key of keys) {
    const step = Array.isArray(before) ? Number(key) : key;
    const found = compare(
      (before as Record<string, unknown>)[key],
      (now as Record<string, unknown>)[key],
      [...path, step],
      missing,
    );
    if (found) return found;
  }
  return undefined;
}

/** An error explains what is null at its path, above it (null went up) or below it (a whole entity is missing). */
const meets = ({ path = [] }: ClientError, missing: Path) =>
  missing.every((step, index) => index >= path.length || step === path[index]);

/** Whether there is nothing at the path, or something below it is missing. */
function reachesNull(data: unknown, path: Path, missing: Path[]): boolean {
  let value = data;
  for (const step of path) {
    if (value === null) return true;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value === null || missing.some((found) => path.every((step, index) => found[index] === step));
}
