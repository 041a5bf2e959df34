import { print, validate } from 'graphql';
import { type Case, type CaseOptions, makeCase } from './cases.ts';
import type { Verdict } from './compare.ts';
import type { Grammar } from './generate/operation.ts';
import { shrink } from './shrink.ts';

/** Two that answer, and what they are asked. */
export type Comparison = {
  grammar: Grammar;
  /** The answers as text: of the one that is right, and of the other. */
  ask: (asked: Case) => Promise<readonly [string, string]>;
  judge: (asked: Case, answers: readonly [string, string]) => Verdict;
};

/** One that tells how it answered, and is stopped. */
export type CountedComparison = Comparison & {
  /** How often operations were executed how, and what was noticed besides. */
  executions: Readonly<Record<string, number>>;
  stop: () => Promise<void>;
};

export type Difference = { seed: number; asked: Case; answers: readonly [string, string]; isSeenOnce?: boolean };

export type Tally = Record<Verdict, number> & {
  /** Asked in all. */
  asked: number;
  /** Of those: with errors in the answer, with faults of subgraphs, refused before execution. */
  withErrors: number;
  withFaults: number;
  withoutData: number;
};

type RunOptions = CaseOptions & {
  /** The first seed and how many follow. */
  seed: number;
  count: number;
  /** How many are asked at once. */
  clients?: number;
  /** Ends the run once this many differences were found. */
  enough?: number;
  signal?: AbortSignal;
  onProgress?: (tally: Tally) => void;
};

/** Asks generated cases of both and tells where they differ. */
export async function run(
  { grammar, ask, judge }: Comparison,
  options: RunOptions,
): Promise<{ tally: Tally; differences: Difference[] }> {
  const { seed, count, clients = 4, enough = 3, signal, onProgress } = options;
  const tally: Tally = { asked: 0, same: 0, allowed: 0, different: 0, withErrors: 0, withFaults: 0, withoutData: 0 };
  const differences: Difference[] = [];
  let next = seed;
  const client = async () => {
    while (next < seed + count && differences.length < enough && !signal?.aborted) {
      const asked = makeCase(next++, grammar, options);
      const answers = await ask(asked);
      const verdict = judge(asked, answers);
      tally.asked += 1;
      tally[verdict] += 1;
      if (answers[0].includes('"errors":[')) tally.withErrors += 1;
      if (!answers[0].includes('"data":{')) tally.withoutData += 1;
      if (asked.faults.kind !== 'none') tally.withFaults += 1;
      if (verdict === 'different') differences.push({ seed: asked.seed, asked, answers });
      onProgress?.(tally);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { tally, differences: differences.sort((a, b) => a.seed - b.seed) };
}

/**
 * The difference with the smallest operation, the fewest faults and the plainest caller that still show one. One that is not there
 * when asked again is left as it was found: it hangs on time or on what else was asked.
 */
export async function shrinkDifference(
  { grammar, ask, judge }: Comparison,
  { seed, asked, answers }: Difference,
): Promise<Difference> {
  let found: Difference = { seed, asked, answers };
  const shows = async (candidate: Case) => {
    if (validate(grammar.schema, candidate.document).length > 0) return false;
    const answers = await ask(candidate);
    if (judge(candidate, answers) !== 'different') return false;
    found = { seed, asked: candidate, answers };
    return true;
  };
  if (!(await shows(asked))) return { seed, asked, answers, isSeenOnce: true };
  for (const simpler of [{ asker: 'everything' as const }, { faults: { ...asked.faults, kind: 'none' as const } }])
    await shows({ ...found.asked, ...simpler });
  if (found.asked.faults.kind === 'wild') await shows({ ...found.asked, faults: { ...asked.faults, kind: 'errors' } });
  await shrink(found.asked.document, (document) => shows({ ...found.asked, document }));
  return found;
}

/** A difference as it is told: how to see it again, the operation and both answers. Its data are generated. */
export function describeDifference({ seed, asked, answers, isSeenOnce }: Difference): string {
  const { document, variables, asker, faults } = asked;
  return [
    `seed ${seed}, asked by ${asker}, faults ${faults.kind === 'none' ? 'none' : JSON.stringify(faults)}${isSeenOnce ? '; not seen when asked again' : ''}`,
    print(document),
    `variables ${JSON.stringify(variables)}`,
    `first:  ${answers[0].slice(0, 3_000)}`,
    `second: ${answers[1].slice(0, 3_000)}`,
  ].join('\n');
}
