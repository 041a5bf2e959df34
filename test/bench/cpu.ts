import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';

/** Milliseconds of CPU. */
export type Cpu = { node: number; postgres: number };

/**
 * The CPU time that this process and the processes of a PostgreSQL server have used so far. Linux alone.
 *
 * @param postmaster the server's process: its children are the connections'
 */
export function cpuUsed(postmaster: number): Cpu {
  const { user, system } = process.cpuUsage();
  return {
    node: (user + system) / 1_000,
    postgres: children(postmaster).reduce((sum, pid) => sum + runTime(pid), ended(postmaster)),
  };
}

function children(postmaster: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => read(pid, 'stat').split(') ')[1]?.split(' ')[1] === String(postmaster));
}

/** Of children that have ended, as the workers of a parallel plan do with it: a hundredth of a second at best. */
function ended(postmaster: number): number {
  const fields = read(postmaster, 'stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * 10;
}

/** In nanoseconds there; `stat` counts in hundredths of a second. */
const runTime = (pid: number) => Number(read(pid, 'schedstat').split(' ')[0]) / 1e6;

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '0';
  }
}

/**
 * Counts the round trips between this process and a port: how often something was sent on a connection after it had
 * answered. What is sent in several parts before an answer is one.
 */
export function countRoundTrips(port: number): () => number {
  let count = 0;
  const asking = new WeakMap<Socket, boolean>();
  const write = Socket.prototype.write;
  Socket.prototype.write = function (this: Socket, ...args: Parameters<typeof write>) {
    if (this.remotePort === port) {
      if (!asking.has(this)) this.on('data', () => asking.set(this, false));
      if (!asking.get(this)) count += 1;
      asking.set(this, true);
    }
    return write.apply(this, args);
  } as typeof write;
  return () => count;
}
