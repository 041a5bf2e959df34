import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvironmentError } from '../environment.ts';
import type { Location } from './location.ts';
import { memorySettings } from './memory.ts';

/** Recovery after a crash, and the last checkpoint of a stop, may take this long, in seconds. */
const patience = '--timeout=600';

/**
 * Runs one of PostgreSQL's programs to its end; an Error with what it printed where it fails. In a process group of its
 * own: a terminal's Ctrl-C is meant for us, who then end things in order.
 */
export async function runTool(location: Location, tool: string, args: string[]): Promise<void> {
  const child = spawn(join(location.bin, tool), args, {
    ...location.runAs,
    detached: true,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [[code], printed] = await Promise.all([once(child, 'close'), text(child.stderr)]);
  if (code !== 0) throw new Error(`${tool} failed: ${printed}`);
}

type Server = { port: number; status: string | undefined };

/** What the server's own file says of it; undefined where none runs. The file of one that was killed stays behind. */
async function findServer({ clusterDirectory }: Location): Promise<Server | undefined> {
  const lines = (await readFile(join(clusterDirectory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!pid || !serves(pid, clusterDirectory)) return undefined;
  return { port: Number(lines[3]), status: lines[7]?.trim() };
}

/** The port of the running server; waits for one that is starting or stopping. Undefined where none runs. */
export async function runningPort(location: Location): Promise<number | undefined> {
  for (;;) {
    const server = await findServer(location);
    if (!server) return undefined;
    if (server.status === 'ready') return server.port;
    await sleep(50);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process is the cluster's server: the number may be another's by now, or that of a corpse nobody reaps. */
const serves = (pid: number, clusterDirectory: string) =>
  process.platform === 'linux' ? commandOf(pid).includes(clusterDirectory) : isAlive(pid);

/** The words of a process's command line; none where it is gone. */
const commandOf = (pid: number) => readNow(`/proc/${pid}/cmdline`).split('\0');

/** Nothing where there is no such file. */
function readNow(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Milliseconds in which a server that is starting has written its file. */
const writtenWithin = 300;

/**
 * Removes the file of a killed server whose number another program has by now, and one that holds no number, which a copy or a kill may
 * leave: the server would not start beside those, and sees to any other by itself. All at one go, and of the second only what stays
 * so: a file that somebody else's server has written meanwhile is left alone.
 */
async function forgetStranger({ clusterDirectory }: Location): Promise<void> {
  const file = join(clusterDirectory, 'postmaster.pid');
  const isGarbled = () => existsSync(file) && !(Number(readNow(file).split('\n')[0]) > 0);
  if (isGarbled()) {
    await sleep(writtenWithin);
    if (isGarbled()) rmSync(file, { force: true });
  }
  const pid = Number(readNow(file).split('\n')[0]);
  if (pid > 0 && isAlive(pid) && !serves(pid, clusterDirectory)) rmSync(file, { force: true });
}

/**
 * Starts the server, waits until it answers and gives its port. Where another process starts it at the same moment, the
 * two share it.
 */
export async function startServer(location: Location, stopping: AbortSignal | undefined): Promise<number> {
  const { clusterDirectory } = location;
  const log = join(clusterDirectory, 'server.log');
  // Without it the server is slower, and no more.
  const memory = Object.entries(await memorySettings(clusterDirectory).catch(() => ({})))
    .map(([name, value]) => ` -c ${name}=${value}`)
    .join('');
  const giveUp = async () => {
    const server = await findServer(location);
    if (server && server.status !== 'ready') await stopServer(location).catch(() => {});
  };
  stopping?.addEventListener('abort', giveUp);
  try {
    // A second attempt, because somebody may take the free port before the server does, or the machine may not give so much memory.
    for (const [preferred, given] of [[await lastPort(location), memory] as const, [0, ''] as const]) {
      stopping?.throwIfAborted();
      await forgetStranger(location);
      const options = `-p ${await freePort(preferred)}${given}`;
      const start = ['start', '--wait', patience, '--silent', '-D', clusterDirectory, '-o', options, '-l', log];
      // What went wrong is in the log, if it did: another process may have been first.
      await runTool(location, 'pg_ctl', start).catch(() => {});
      const port = await runningPort(location);
      if (port) return port;
    }
    throw new EnvironmentError(`the embedded PostgreSQL does not start: ${log} says why`);
  } finally {
    stopping?.removeEventListener('abort', giveUp);
  }
}

export async function stopServer(location: Location): Promise<void> {
  await runTool(location, 'pg_ctl', [
    'stop',
    '--wait',
    patience,
    '--silent',
    '-m',
    'fast',
    '-D',
    location.clusterDirectory,
  ]);
}

/** The port of the last run (PostgreSQL keeps its command line), so that what was configured for it stays true. */
async function lastPort(location: Location): Promise<number> {
  const options = await readFile(join(location.clusterDirectory, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/"-p" "(\d+)"/.exec(options)?.[1] ?? 0);
}

/** The preferred port where it is free, else any free one. */
async function freePort(preferred: number): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const probe = createServer().once('error', reject);
      probe.listen(port, '127.0.0.1', () => {
        const { port: found } = probe.address() as { port: number };
        probe.close(() => resolve(found));
      });
    });
  return tryPort(preferred).catch(() => tryPort(0));
}
