import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { issueDevelopmentToken } from '../../gateway/access/development-identity.ts';
import { answerOf } from '../chaos/ask.ts';
import { judgeReply, startLoad } from '../chaos/load.ts';
import { type Caller, callers, prepareQuestions, type Question } from '../chaos/questions.ts';
import { counted } from '../chaos/run-fault.ts';
import { databasesOf } from '../operations/databases.ts';
import { processesOf, runScript, startScript } from '../support/process.ts';
import { runCommands } from './commands.ts';
import { countRecords, openRecords } from './records.ts';
import { isWaived, waiveOne } from './waive.ts';

type Options = {
  /** Of its own; made and removed by the caller. */
  folder: string;
  officials: number;
  /** Who asks before and afterwards; everyone that the chaos knows without it. */
  chosen?: readonly Caller[];
  /** Environment of every program beside what it needs. */
  env?: Record<string, string>;
  say?: (line: string) => void;
  stopping?: AbortSignal;
};

export type DrillReport = {
  rows: number;
  tables: number;
  /** Questions that were answered as before, once everything was lost and restored. */
  answers: number;
  /** Answered while the backup was taken. */
  meanwhile: number;
  seconds: { backup: number; restore: number; start: number };
  /** Why it does not hold; empty where it does. */
  problems: string[];
};

/** Data of a data steward, who writes. */
const steward = { sub: 'drill:steward', jurisdiction: 'national', purpose: 'DATA_QUALITY' };

/**
 * Fills an installation, takes a backup while it serves, destroys its data folder with all that runs on it, restores by the commands of
 * gateway/running.md, and compares every table's rows and every answer with those before.
 */
export async function runDrill(options: Options): Promise<DrillReport> {
  const { folder, officials, chosen, say = () => {}, stopping = new AbortController().signal } = options;
  const dataDir = join(folder, 'data');
  const env = {
    DATA_DIR: dataDir,
    SEED_OFFICIALS: String(officials),
    PORT: '0',
    RATE_LIMIT: 'off',
    ACCESS_LOG: 'off',
    POPULATION_REGISTER_PORT: '0',
    ...options.env,
  };
  // PostgreSQL runs as another user where we are root, and must get in.
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, 0o755);
  const backup = join(folder, 'backup');
  const problems: string[] = [];

  say(`filling databases with ${officials} officials, and judging them`);
  await succeed('seed', env);
  await succeed('quality', env);
  let start = await serve(env, stopping);
  const { questions, counts, waived, late, meanwhile, seconds } = await (async () => {
    await using records = await openRecords(dataDir);
    const quality = records.databases['data-quality'] as Sql;
    const scopes = callers.everything.scope;
    const token = await issueDevelopmentToken(dataDir, { ...steward, scope: scopes }, 3_600);
    const asking = { url: start.url(), token };
    const waived = await waiveOne(asking, quality);
    say('asking each question');
    const questions = await prepareQuestions({
      url: start.url(),
      databases: databasesOf(records as never),
      tokenOf: async (caller) => callers[caller] && issueDevelopmentToken(dataDir, callers[caller], 3_600),
      ...(chosen && { chosen }),
      stopping,
    });
    const counts = await countRecords(records.databases);
    say('taking a backup while they are asked');
    const load = startLoad({ url: () => start.url(), questions, clients: 3, rate: 10 });
    const began = performance.now();
    await runCommands('Backup', { ...env, BACKUP: backup }).finally(load.stop);
    const seconds = (performance.now() - began) / 1_000;
    for (const { question, verdict } of load.samples)
      if ('why' in verdict) problems.push(`while the backup was taken: ${question.name}: ${verdict.why}`);
    // What is written from here on is not in the backup.
    const late = await waiveOne(asking, quality);
    return { questions, counts, waived, late, meanwhile: load.samples.length, seconds };
  })();

  say('destroying the data folder, with everything that runs on it');
  start.signalGroup('SIGKILL');
  await start.ended;
  await destroy(dataDir);
  if ((await readdir(folder)).includes('data')) throw new Error('the data folder is still there');

  say('restoring');
  await mkdir(dataDir);
  const began = performance.now();
  await runCommands('Restore', { ...env, BACKUP: backup });
  const restored = performance.now();
  start = await serve(env, stopping);
  const started = performance.now();
  await using ending = new AsyncDisposableStack();
  ending.defer(async () => {
    start.signal('SIGTERM');
    await start.ended;
  });
  say('comparing');
  await using records = await openRecords(dataDir);
  const quality = records.databases['data-quality'] as Sql;
  const after = await countRecords(records.databases);
  for (const table of new Set([...Object.keys(counts), ...Object.keys(after)]))
    if (counts[table] !== after[table]) problems.push(`${table}: ${counts[table]} rows before, ${after[table]} after`);
  if (!(await isWaived(quality, waived))) problems.push('what was written before the backup is lost');
  if (await isWaived(quality, late)) problems.push('what was written after the backup is there: by what?');
  const answers = await compare(start.url(), questions, problems);
  return {
    rows: Object.values(counts).reduce((sum, count) => sum + count, 0),
    tables: Object.keys(counts).length,
    answers,
    meanwhile,
    seconds: { backup: seconds, restore: (restored - began) / 1_000, start: (started - restored) / 1_000 },
    problems: counted(problems),
  };
}

async function succeed(script: string, env: Record<string, string>): Promise<void> {
  const { code, output } = await runScript(script, [], { env });
  if (code !== 0) throw new Error(`npm run ${script} ended with ${code}:\n${output}`);
}

async function serve(env: Record<string, string>, stopping: AbortSignal) {
  stopping.throwIfAborted();
  const start = startScript('start', [], { env });
  await start.until('Ctrl-C stops');
  while ((await fetch(new URL('/health/ready', start.url()))).status !== 200) await sleep(50);
  return start;
}

/** As a lost disk does it: the servers of that folder have no time to write anything. */
async function destroy(dataDir: string): Promise<void> {
  for (let running = processesOf(dataDir); running.length > 0; running = processesOf(dataDir)) {
    for (const pid of running) process.kill(pid, 'SIGKILL');
    await sleep(50);
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function compare(url: string, questions: readonly Question[], problems: string[]): Promise<number> {
  let same = 0;
  for (const question of questions) {
    const verdict = judgeReply(question, await answerOf(url, question), undefined);
    if ('why' in verdict) problems.push(`afterwards: ${question.name}: ${verdict.why}`);
    else same += 1;
  }
  return same;
}
