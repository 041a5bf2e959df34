/** Two that must answer alike, asked generated operations: npm run differential -- --help. */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { runToEnd } from '../../subgraphs/kit/run-until-signal.ts';
import { fillDatabases } from '../support/filled-databases.ts';
import { type DifferentialArguments, readArguments } from './arguments.ts';
import { compareGateways } from './compare-gateways.ts';
import { freezeDay } from './frozen-day.ts';
import { findPoolsAt } from './given-pools.ts';
import { describeDifference, run, shrinkDifference, type Tally } from './run.ts';
import { compareSubgraph } from './subgraphs.ts';

/** Milliseconds between two lines of progress. */
const sayEvery = 10_000;

const given = readArguments();
await runToEnd((stack, stopping) => main(stack, stopping, given));

async function main(
  stack: AsyncDisposableStack,
  stopping: AbortSignal,
  options: DifferentialArguments,
): Promise<number> {
  const { seed, count } = options;
  console.error('filling databases, or taking those that are there');
  const folder = await openFolder(stack, options.data);
  const databases = await fillDatabases(folder, options.officials);
  stack.defer(() => databases.stop());
  freezeDay();
  const comparison = await compare(options, databases.urls);
  stack.defer(() => comparison.stop());
  const began = performance.now();
  let said = began;
  const tell = (tally: Tally) => {
    if (performance.now() - said < sayEvery) return;
    said = performance.now();
    console.error(`${tally.asked} of ${count}, ${rate(tally, began)} a second, ${tally.different} different`);
  };
  // Over HTTP what several ask alike at once is one request, though each has faults of its own.
  const clients = options.split ? 1 : options.clients;
  const { tally, differences } = await run(comparison, { ...options, clients, signal: stopping, onProgress: tell });
  console.table({ [`${options.of}${options.split ? ', split' : ''}`]: { ...tally, 'a second': rate(tally, began) } });
  console.table(comparison.executions);
  if (tally.asked < count) console.error(`to go on: --seed ${seed + tally.asked} --count ${count - tally.asked}`);
  for (const difference of differences) {
    // Who stops it does not wait for it to be made smaller.
    const told = stopping.aborted ? difference : await shrinkDifference(comparison, difference);
    console.log(`\n${describeDifference(told)}`);
  }
  return differences.length > 0 ? 1 : 0;
}

async function compare({ of, executor, split }: DifferentialArguments, databaseUrls: Record<string, DatabaseUrls>) {
  if (of === 'gateway') return compareGateways({ executors: ['stock', executor], split, databaseUrls });
  return compareSubgraph(of, databaseUrls[of] as DatabaseUrls, await findPoolsAt(databaseUrls));
}

function rate({ asked }: Tally, began: number): number {
  return Number((asked / ((performance.now() - began) / 1_000)).toFixed(1));
}

/** PostgreSQL runs as another user where we are root, and must get in. */
async function openFolder(stack: AsyncDisposableStack, kept: string | undefined): Promise<string> {
  const folder = kept === undefined ? await mkdtemp(join(tmpdir(), 'lienthong-differential-')) : resolve(kept);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  if (kept === undefined) stack.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
