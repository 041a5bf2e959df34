import { writeFile } from 'node:fs/promises';
import { issueDevelopmentToken } from '../../../gateway/access/development-identity.ts';
import { type Operation, operations } from '../../operations/operations.ts';
import { askOnce } from './ask.ts';
import { claims } from './caller.ts';
import { openDatabases } from './database.ts';
import { measureGrowth } from './growth.ts';
import { measureLarge } from './large.ts';
import { startLoad } from './load.ts';
import type { BenchOptions } from './main.ts';
import { measureMemory } from './memory.ts';
import { measureOperation, type OperationResult } from './operation.ts';
import { startServices } from './ours.ts';
import { profileTier } from './profile.ts';
import { describeResults } from './report.ts';
import { signingCost } from './signing-cost.ts';
import { createStream } from './stream.ts';
import { startTier, type Tier, type TierPlan } from './tier.ts';
import { planTiers } from './tiers.ts';
import { dimensionsOf, headlines } from './variation.ts';

/** Runs what was asked for, prints the tables and writes them where that was asked for. 1 where a tier answers a headline query otherwise than ours. */
export async function runBench(
  stack: AsyncDisposableStack,
  options: BenchOptions,
  stopping: AbortSignal,
): Promise<number> {
  const say = createSay();
  const { dataDir, checkout, officials } = options;
  const installation = { checkout, dataDir, officials, stopping };
  say(`services over ${dataDir}`);
  const services = await startServices(stack, installation);
  const opened = await openDatabases(stack, dataDir, stopping);
  const token = await issueDevelopmentToken(dataDir, claims, 6 * 3_600);
  const plans = await planTiers(stack, { options, installation, services, opened, token, say });

  const load = startLoad(stack, stopping);
  const [chosen, headline] = [chooseOperations(options.only), chooseOperations(['headlines'])];
  for (const { file, ...operation } of headline) {
    const dimensions = await dimensionsOf({ file, ...operation }, opened.databases);
    load.addStream({ stream: file, dimensions, seed: options.seed });
  }
  const probe = headline.find(({ file }) => file === headlines.page) as Operation;
  const sample = createStream(await dimensionsOf(probe, opened.databases), options.seed).at(0);
  const postmaster = await opened.postmaster();
  const answers = async (tier: Pick<TierPlan, 'headers' | 'asking'> & { url: string }) =>
    Boolean(await askOnce(tier, tier.asking(probe.file, probe.text) ?? {}, sample));
  const tiers: Tier[] = [];
  for (const plan of plans) {
    say(`starting ${plan.title}`);
    tiers.push(await startTier(stack, plan, { postmaster, answers, stopping }));
  }

  const results: OperationResult[] = [];
  for (const operation of chosen) {
    const dimensions = await dimensionsOf(operation, opened.databases);
    results.push(await measureOperation({ operation, dimensions, tiers, load, options, say, stopping }));
  }
  const memory = await measureMemory({ tiers, load, options, say });
  if (options.profile) await profileTier({ tiers, load, options, say });
  const growth = options.growth ? await measureGrowth({ tiers, load, options, sample, say }) : [];
  const usual = tiers.find(({ name }) => name === 'process');
  const large =
    options.large && usual
      ? await measureLarge(stack, { dataDir: options.large, usual, load, options, stopping, say })
      : [];
  const addresses = Object.fromEntries([...services].map(([name, { url }]) => [name, url]));
  const signing = await signingCost({ dataDir, addresses });
  const text = await describeResults({ options, tiers, results, memory, growth, large, signing, opened });
  console.log(text);
  if (options.output) {
    await writeFile(options.output, text);
    say(`written to ${options.output}`);
  }
  return results.some(({ isHeadline, differing }) => isHeadline && differing.length > 0) ? 1 : 0;
}

/** Those that are named, or all; the headlines first. */
function chooseOperations(only: readonly string[]): Operation[] {
  const isHeadline = ({ file }: Operation) => Object.values<string>(headlines).includes(file);
  const chosen = operations.filter(
    (operation) =>
      only.length === 0 || only.includes(operation.file) || (only.includes('headlines') && isHeadline(operation)),
  );
  return [...chosen.filter(isHeadline), ...chosen.filter((operation) => !isHeadline(operation))];
}

/** Progress, with the seconds since the start. */
function createSay() {
  const began = performance.now();
  return (line: string) => console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${line}`);
}
