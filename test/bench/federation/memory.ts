import { writeFileSync } from 'node:fs';
import { operations } from '../../operations/operations.ts';
import type { Load } from './load.ts';
import type { BenchOptions } from './main.ts';
import { measureTurn } from './measure.ts';
import type { Asking, Tier } from './tier.ts';
import { peakMemory } from './usage.ts';
import { headlines } from './variation.ts';

/** Of the goal. */
export const memoryClients = 64;

export type Memory = { gateway: number; subgraphs: number };

type Options = { tiers: readonly Tier[]; load: Load; options: BenchOptions; say: (line: string) => void };

/** The most memory in MB that each tier's processes hold while 64 clients ask the page query; PostgreSQL's left out. */
export async function measureMemory({ tiers, load, options, say }: Options): Promise<Record<string, Memory>> {
  const page = operations.find(({ file }) => file === headlines.page) as (typeof operations)[number];
  const found: Record<string, Memory> = {};
  const places = new Map(tiers.map(({ name }) => [`${name} ${page.file}`, 100_000]));
  for (const tier of tiers) {
    const asking = tier.asking(page.file, page.text) as Asking;
    for (const pid of [...tier.pids.gateway, ...tier.pids.subgraphs]) forgetPeak(pid);
    const milliseconds = options.seconds * 1_000;
    await measureTurn(tier, { load, stream: page.file, asking, places, clients: memoryClients, milliseconds });
    found[tier.name] = { gateway: peakMemory(tier.pids.gateway), subgraphs: peakMemory(tier.pids.subgraphs) };
    say(`${tier.name}: ${found[tier.name]?.gateway.toFixed(0)} MB at ${memoryClients} clients`);
  }
  return found;
}

/** From now on its peak counts anew. */
const forgetPeak = (pid: number) => writeFileSync(`/proc/${pid}/clear_refs`, '5');
