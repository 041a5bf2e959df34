import { setTimeout as sleep } from 'node:timers/promises';
import { type Sample, startLoad } from './load.ts';
import type { Question } from './questions.ts';

export type Fault = {
  name: string;
  /** The subgraph whose part of an answer may be missing; none where every answer must be as before. */
  faulted?: string;
  begin: () => Promise<void>;
  /** Resolves once what was taken away runs again. */
  end: () => Promise<void>;
  /** Whether a question that was not answered at all was lost with what was taken away; none may be without it. */
  mayLose?: (sample: Sample) => boolean;
  /** For the table. @param lost how many were lost so */
  remark?: (lost: number) => string;
};

/** What a part of the run has shown. */
export type Finding = {
  name: string;
  requests: number;
  /** Answers that had less, rightly. */
  partial: number;
  /** Of those that the fault may touch. */
  wrong: number;
  /** Of all others, and partial ones before the fault or long after it. */
  outside: number;
  /** Milliseconds from the attempt to restart to the last partial answer. */
  recovery?: number;
  /** Milliseconds that 99 of 100 answers took that the fault must not touch. */
  p99?: { before: number; during: number };
  remark?: string;
  /** Why it does not hold, each with how often; empty where it does. */
  problems: string[];
};

/** Milliseconds within which all must be as before. */
const longestRecovery = 5_000;

type RunOptions = {
  url: () => string;
  questions: readonly Question[];
  clients: number;
  rate: number;
  /** Milliseconds. */
  before: number;
  lasting: number;
  after: number;
  stopping?: AbortSignal;
};

/** Asks steadily before, during and after a fault, and judges every answer. */
export async function runFault(fault: Fault, options: RunOptions): Promise<Finding> {
  const { before, lasting, after, stopping } = options;
  const wait = (milliseconds: number) => sleep(milliseconds, undefined, stopping && { signal: stopping });
  const load = startLoad({ ...options, faulted: fault.faulted });
  let began: number;
  let restarted: number;
  try {
    await wait(before);
    began = performance.now();
    await fault.begin();
    await wait(lasting);
    restarted = performance.now();
    await fault.end();
    await wait(after);
  } finally {
    await load.stop();
  }
  return judgeFault(fault, load.samples, { began, restarted });
}

function judgeFault(
  { name, faulted, mayLose = () => false, remark }: Fault,
  samples: readonly Sample[],
  { began, restarted }: { began: number; restarted: number },
): Finding {
  const problems: string[] = [];
  const isTouched = ({ question }: Sample) => faulted === undefined || question.asks.has(faulted);
  const lost = samples.filter((sample) => !sample.isAnswered && mayLose(sample)).length;
  const failed = samples.filter((sample) => sample.verdict.is === 'wrong' && (sample.isAnswered || !mayLose(sample)));
  const partial = samples.filter(({ verdict }) => verdict.is === 'partial');
  const late = partial.filter((sample) => sample.ended < began || sample.ended > restarted + longestRecovery);
  for (const sample of [...failed, ...late])
    problems.push(`${sample.question.name}: ${'why' in sample.verdict ? sample.verdict.why : 'partial out of time'}`);
  const recovery = Math.max(0, ...partial.map(({ ended }) => ended - restarted));
  if (faulted !== undefined && partial.length === 0) problems.push('the fault was not felt: nothing was shown');
  const untouched = samples.filter((sample) => faulted === undefined || !isTouched(sample));
  const isDuring = ({ began: from, ended: to }: Sample) => to > began && from < restarted;
  return {
    name,
    requests: samples.length,
    partial: partial.length,
    wrong: failed.filter(isTouched).length,
    outside: failed.filter((sample) => !isTouched(sample)).length + late.length,
    ...(faulted !== undefined && { recovery }),
    p99: {
      before: percentile(untouched.filter(({ ended }) => ended < began).map(taken)),
      during: percentile(untouched.filter(isDuring).map(taken)),
    },
    ...(remark && { remark: remark(lost) }),
    problems: counted(problems),
  };
}

const taken = ({ began, ended }: Sample) => ended - began;

/** The value that 99 of 100 numbers do not exceed. */
export function percentile(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? Number.NaN;
}

/** Each line once, the most frequent first. */
export function counted(lines: string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line));
}
