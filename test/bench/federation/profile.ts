import { writeFile } from 'node:fs/promises';
import { operations } from '../../operations/operations.ts';
import { inspect } from './inspector.ts';
import type { Load } from './load.ts';
import type { BenchOptions } from './main.ts';
import { measureTurn } from './measure.ts';
import { describeProfile } from './profile-summary.ts';
import type { Asking, Tier } from './tier.ts';
import { headlines } from './variation.ts';

type Options = { tiers: readonly Tier[]; load: Load; options: BenchOptions; say: (line: string) => void };

/** What the first tier's gateway spends its time on, for each headline query: printed, and kept as files that a browser opens. */
export async function profileTier({ tiers, load, options, say }: Options): Promise<void> {
  const [tier] = tiers;
  if (!tier) return;
  await using session = await inspect(tier.pids.gateway[0] as number);
  for (const [kind, file] of Object.entries(headlines)) {
    const { text } = operations.find((operation) => operation.file === file) as (typeof operations)[number];
    const places = new Map([[`${tier.name} ${file}`, 200_000]]);
    const milliseconds = options.seconds * 1_000;
    const asking = tier.asking(file, text) as Asking;
    const once = () =>
      measureTurn(tier, { load, stream: file, asking, places, clients: options.clients, milliseconds });
    await once();
    await session.start();
    const turn = await once();
    const profile = await session.stop();
    const path = `${options.output ?? 'bench'}.${kind}.cpuprofile`;
    await writeFile(path, JSON.stringify(profile));
    say(`profile of ${file}: ${path}`);
    console.log(describeProfile(profile, { title: `${tier.title}, ${file}`, requests: turn.requests }));
  }
}
