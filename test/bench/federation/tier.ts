import type { Program, Running } from './process.ts';
import { startProgram } from './process.ts';
import type { Pids } from './usage.ts';

/** How one tier is asked one operation. */
export type Asking = {
  /** Behind the tier's address. */
  path?: string;
  query?: string | undefined;
  names?: Record<string, string>;
};

/** What is measured: a program that answers, over whatever it needs. */
export type TierPlan = {
  name: string;
  title: string;
  program: Program;
  /** The processes behind it. */
  subgraphs: readonly number[];
  headers: Record<string, string>;
  /** Undefined where it does not know the operation. */
  asking: (file: string, text: string) => Asking | undefined;
  /** Makes of an answer what ours has as `data`; it is that without this. */
  dataOf?: (file: string, answer: never) => unknown;
};

export type Tier = Omit<TierPlan, 'program'> & {
  url: string;
  pids: Pids;
  /** Milliseconds from its start to its first answer. */
  startUp: number;
  stop: () => Promise<void>;
};

type StartOptions = {
  postmaster: number;
  /** Whether it answers as it should; asked until it does. */
  answers: (tier: Pick<TierPlan, 'asking' | 'headers'> & { url: string }) => Promise<boolean>;
  stopping: AbortSignal;
};

/** Starts a tier twice, because the first start compiles, and tells how long the second took to its first answer. */
export async function startTier(
  stack: AsyncDisposableStack,
  { program, ...plan }: TierPlan,
  { postmaster, answers, stopping }: StartOptions,
): Promise<Tier> {
  let running: Running | undefined;
  stack.defer(async () => running?.stop());
  let startUp = 0;
  for (const _ of ['compiles', 'counts']) {
    await running?.stop();
    const began = performance.now();
    running = await startProgram(program, stopping);
    await untilAnswered(() => answers({ ...plan, url: (running as Running).url }), program.name, running.output);
    startUp = performance.now() - began;
  }
  const { pid, url, stop } = running as Running;
  return { ...plan, url, startUp, stop, pids: { gateway: [pid], subgraphs: plan.subgraphs, postmaster } };
}

/** Milliseconds. */
const answerWithin = 60_000;

async function untilAnswered(answers: () => Promise<boolean>, name: string, output: () => string): Promise<void> {
  for (const until = performance.now() + answerWithin; performance.now() < until; )
    if (await answers().catch(() => false)) return;
  throw new Error(`${name} does not answer:\n${output()}`);
}
