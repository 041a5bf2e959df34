import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of CPU that the processes of one tier have used, each kind together. */
export type Usage = { gateway: number; subgraphs: number; postgres: number };

/** The processes of a tier by their ids; PostgreSQL by its first process, whose children are the connections'. */
export type Pids = { gateway: readonly number[]; subgraphs: readonly number[]; postmaster: number };

/** What they have used so far. Linux alone. */
export function usageOf({ gateway, subgraphs, postmaster }: Pids): Usage {
  return { gateway: sum(gateway), subgraphs: sum(subgraphs), postgres: serverTime(postmaster) };
}

/** What one used between two moments, a request. */
export function usagePer(before: Usage, after: Usage, requests: number): Usage {
  const per = (kind: keyof Usage) => (after[kind] - before[kind]) / Math.max(1, requests);
  return { gateway: per('gateway'), subgraphs: per('subgraphs'), postgres: per('postgres') };
}

export const total = ({ gateway, subgraphs, postgres }: Usage): number => gateway + subgraphs + postgres;

const sum = (pids: readonly number[]) => pids.reduce((all, pid) => all + processTime(pid), 0);

/** Of all threads: garbage collection and the planner's thread too. In nanoseconds there; `stat` counts hundredths of a second. */
function processTime(pid: number): number {
  return list(`/proc/${pid}/task`).reduce((all, thread) => all + runTime(`/proc/${pid}/task/${thread}/schedstat`), 0);
}

/** Of a PostgreSQL server's connections, and of those that have ended, which `stat` keeps in hundredths of a second. */
function serverTime(postmaster: number): number {
  const children = list('/proc').filter((name) => /^\d+$/.test(name) && fieldsOf(name)[1] === String(postmaster));
  const [userEnded, systemEnded] = fieldsOf(String(postmaster)).slice(13, 15);
  const ended = (Number(userEnded ?? 0) + Number(systemEnded ?? 0)) * 10;
  return ended + children.reduce((all, pid) => all + runTime(`/proc/${pid}/schedstat`), 0);
}

/** The fields of `stat` from the state on: the name before it may hold spaces. */
const fieldsOf = (pid: string) => read(`/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? [];

const runTime = (path: string) => Number(read(path).split(' ')[0]) / 1e6;

/** The most memory in MB that processes have held since `forgetPeak`, each for itself, together. */
export function peakMemory(pids: readonly number[]): number {
  const peaks = pids.map((pid) => Number(/VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1_000);
  return peaks.reduce((all, peak) => all + peak, 0);
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '0';
  }
}
