import { issueDevelopmentToken } from '../../../gateway/access/development-identity.ts';
import { operations } from '../../operations/operations.ts';
import { askOnce } from './ask.ts';
import { claims } from './caller.ts';
import { openDatabases } from './database.ts';
import type { GrowthRow } from './growth.ts';
import type { Load } from './load.ts';
import type { BenchOptions } from './main.ts';
import { measureTurn, type Places, takeTurns } from './measure.ts';
import { inProcess } from './ours.ts';
import { createStream } from './stream.ts';
import { startTier, type Tier, type TierPlan } from './tier.ts';
import { dimensionsOf, headlines } from './variation.ts';

type Options = {
  /** Another folder, with more records. */
  dataDir: string;
  /** Ours in one process over the usual one. */
  usual: Tier;
  load: Load;
  options: BenchOptions;
  stopping: AbortSignal;
  say: (line: string) => void;
};

/** What the headline queries cost over many records beside few: two processes of ours, in turns. */
export async function measureLarge(stack: AsyncDisposableStack, given: Options): Promise<GrowthRow[]> {
  const { dataDir, usual, load, options, stopping, say } = given;
  const { databases, postmaster } = await openDatabases(stack, dataDir, stopping);
  const authorization = `Bearer ${await issueDevelopmentToken(dataDir, claims, 6 * 3_600)}`;
  const plan: TierPlan = {
    name: 'large',
    title: 'ours, in one process, over many records',
    program: inProcess({ checkout: options.checkout, dataDir, officials: options.officials, stopping }),
    subgraphs: [],
    headers: { authorization },
    asking: usual.asking,
  };
  say(`starting ours over ${dataDir}`);
  const found = Object.values<string>(headlines).flatMap((file) => operations.filter((each) => each.file === file));
  const streams = new Map<string, Awaited<ReturnType<typeof dimensionsOf>>>();
  for (const operation of found) {
    const dimensions = await dimensionsOf(operation, databases);
    streams.set(operation.file, dimensions);
    load.addStream({ stream: `large ${operation.file}`, dimensions, seed: options.seed });
  }
  const [probe] = found;
  const sample = createStream(streams.get(probe?.file ?? '') ?? [], options.seed).at(0);
  const answers = async (tier: Pick<Tier, 'url' | 'headers'>) =>
    Boolean(await askOnce(tier, { query: probe?.text }, sample));
  const large = await startTier(stack, plan, { postmaster: await postmaster(), answers, stopping });
  const [counted] = await databases.officials`select count(*)::int as officials from officials`;
  const officials = Number(counted?.officials).toLocaleString('en-US');
  const rows: GrowthRow[] = [];
  for (const { file, text } of found) {
    const places: Places = new Map();
    const turns = await takeTurns([usual, large], options.rounds, (tier) =>
      measureTurn(tier, {
        load,
        stream: tier === large ? `large ${file}` : file,
        asking: { query: text },
        places,
        clients: options.clients,
        milliseconds: options.seconds * 1_000,
      }),
    );
    say(`${file} over ${officials} officials`);
    rows.push({
      axis: file,
      value: `${officials} officials`,
      tiers: turns,
    });
  }
  await large.stop();
  return rows;
}
