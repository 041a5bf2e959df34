import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

export type Program = {
  /** For what is told when it fails. */
  name: string;
  /** Where its files and packages are. */
  folder: string;
  /** What Node is given. */
  args: readonly string[];
  env: Record<string, string>;
  /** What it prints once it answers; its first group is the address. */
  ready: RegExp;
};

export type Running = { pid: number; url: string; output: () => string; stop: () => Promise<void> };

/** Milliseconds: a first start fills databases. */
const [startWithin, stopWithin] = [600_000, 15_000];

const running = new Set<ChildProcess>();
// Also where a second signal ends us at once.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a program of ours or a peer's and waits until it answers. It hears no Ctrl-C of the terminal's: `stop` ends it, and so does
 * the end of this process.
 */
export async function startProgram(
  { name, folder, args, env, ready }: Program,
  stopping: AbortSignal,
): Promise<Running> {
  stopping.throwIfAborted();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: tmpdir(), APOLLO_TELEMETRY_DISABLED: 'true', ...env },
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-100_000);
    });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve()).once('close', () => resolve());
  }).finally(() => running.delete(child));
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), stopWithin);
    await ended;
    clearTimeout(late);
  };
  for (const until = performance.now() + startWithin; ; await sleep(5)) {
    const url = ready.exec(output)?.[1];
    if (url) return { pid: child.pid as number, url, output: () => output, stop };
    if (running.has(child) && performance.now() < until && !stopping.aborted) continue;
    await stop();
    stopping.throwIfAborted();
    throw new Error(`${name} does not start:\n${output}`);
  }
}
