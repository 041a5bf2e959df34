import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { Answer } from './stack.ts';

const checkout = join(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

type Options = {
  env?: Record<string, string>;
  /** By npm itself, as a user does; else by the shell that npm would run. */
  npm?: boolean;
  user?: { uid: number; gid: number };
  /** What it reads on standard input; nothing without it. */
  input?: string;
};

/** Where the programs of a run of tests find what an earlier one has compiled: most of a start is compiling. */
const compiled = () => join(inject('dataDir'), 'compiled');

/**
 * A script of package.json as a process (and group) of its own, with nothing in its environment but what is given (and
 * what makes Node start sooner).
 */
export function startScript(script: string, args: string[] = [], { env = {}, npm = false, user, input }: Options = {}) {
  const [program, argv] = npm
    ? ['npm', ['run', script, '--', ...args]]
    : ['sh', ['-c', `${scripts[script]} "$@"`, 'sh', ...args]];
  const child = spawn(program, argv, {
    cwd: checkout,
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: tmpdir(),
      ...(env.NODE_COMPILE_CACHE ? {} : { NODE_COMPILE_CACHE: compiled() }),
      ...env,
    },
    ...user,
  });
  child.stdin?.end(input);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<number | string>((resolve, reject) =>
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal ?? '')),
  );
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const signalGroup = (signal: NodeJS.Signals) => isOver() || process.kill(-(child.pid as number), signal);
  return {
    /** Its exit code, or the signal that ended it. */
    ended,
    /** What it has printed on both streams. */
    output: () => output,
    /** Waits until it prints something. */
    async until(text: string): Promise<void> {
      while (!output.includes(text)) {
        if (isOver() && (await ended) !== undefined && !output.includes(text))
          throw new Error(`ended without printing "${text}":\n${output}`);
        await sleep(20);
      }
    },
    /** Of the script itself, or of npm. */
    pid: child.pid as number,
    /** As a terminal's Ctrl-C does: every process of the group at once. */
    signalGroup,
    /** As `kill PID` does. */
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    /** The address it answers at. */
    url: () => /answers at (\S+)/.exec(output)?.[1] ?? '',
  };
}

/** Runs a script to its end. */
export async function runScript(script: string, args: string[] = [], options: Options = {}) {
  const running = startScript(script, args, options);
  return { code: await running.ended, output: running.output() };
}

/**
 * A new data folder; what still runs on it at the test's end is killed, and it is removed.
 *
 * @param onTestFinished the test's own
 */
export async function createDataFolder(onTestFinished: (clean: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-start-'));
  // PostgreSQL runs as another user where we are root, and must get in.
  await chmod(folder, 0o755);
  onTestFinished(async () => {
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return folder;
}

/** The processes that have a data folder in their command line or environment: npm, Node and PostgreSQL's. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) =>
      ['cmdline', 'environ'].some((file) => {
        try {
          return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(folder);
        } catch {
          return false;
        }
      }),
    )
    .map(Number);
}

/** A token by the command that a start prints. */
export async function tokenOf(env: Record<string, string>, ...args: string[]): Promise<string> {
  const { code, output } = await runScript('token', args, { env });
  if (code !== 0) throw new Error(`no token: ${output}`);
  return output.trim();
}

/** Asks a running start one query, without a token as anybody may. */
export async function ask(url: string, query: string, token?: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}
