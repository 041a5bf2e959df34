import { join } from 'node:path';
import { installPeers } from '../peers/install.ts';
import { peers } from '../peers/tiers.ts';
import type { OpenDatabases } from './database.ts';
import type { BenchOptions } from './main.ts';
import { type Installation, inProcess, split, writeSupergraph } from './ours.ts';
import type { Program, Running } from './process.ts';
import type { RouterSettings } from './signer.ts';
import type { TierPlan } from './tier.ts';

type Options = {
  options: BenchOptions;
  installation: Installation;
  services: Map<string, Running>;
  opened: OpenDatabases;
  token: string;
  say: (line: string) => void;
};

/** All that are to be measured, ours first. */
export async function planTiers(given: Options): Promise<TierPlan[]> {
  const { options, installation, services, token } = given;
  const router: RouterSettings = {
    supergraph: await writeSupergraph(installation, services, options.folder),
    dataDir: installation.dataDir,
    addresses: Object.fromEntries([...services].map(([name, { url }]) => [name, url])),
  };
  const headers = { authorization: `Bearer ${token}` };
  const pids = [...services.values()].map(({ pid }) => pid);
  const asking: TierPlan['asking'] = (_, query) => ({ query });
  const plan = (name: string, program: Program, rest: Partial<TierPlan> = {}): TierPlan => ({
    name,
    title: program.name,
    program,
    subgraphs: pids,
    headers,
    asking,
    ...rest,
  });
  const plans = [
    plan('process', inProcess(installation), { subgraphs: [] }),
    plan('split', split(installation, services)),
    plan('stock', stock(options.root, router)),
  ];
  if (options.peers) {
    given.say('installing the peers where they are not');
    await installPeers(installation.stopping);
    const { opened, say } = given;
    const { stopping } = installation;
    plans.push(...(await peers({ options, router, opened, services: pids, say, stopping })));
  }
  const isWanted = ({ name }: TierPlan) => options.tiers.length === 0 || options.tiers.includes(name);
  return plans.filter(isWanted);
}

/** @apollo/gateway with @apollo/server, and nothing changed but the signatures. */
function stock(root: string, settings: RouterSettings): Program {
  const script = join(import.meta.dirname, 'stock-server.ts');
  return {
    name: 'stock Apollo gateway',
    folder: root,
    args: ['--import', './gateway/require-node.js', script],
    env: { NODE_ENV: 'production', BENCH_SETTINGS: JSON.stringify(settings) },
    ready: /answers at (\S+)\s/,
  };
}
