import { join } from 'node:path';
import { installPeers } from '../peers/install.ts';
import { peers } from '../peers/tiers.ts';
import type { OpenDatabases } from './database.ts';
import type { BenchOptions } from './main.ts';
import { type Installation, inProcess, split, writeSupergraph } from './ours.ts';
import type { Program, Running } from './process.ts';
import type { RouterSettings } from './signer.ts';
import { startStockSubgraphs, stockGateway } from './stock.ts';
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
export async function planTiers(stack: AsyncDisposableStack, given: Options): Promise<TierPlan[]> {
  const { options, installation, services, token } = given;
  const router: RouterSettings = {
    supergraph: await writeSupergraph(installation, services, join(options.folder, 'supergraph.graphql')),
    dataDir: installation.dataDir,
    addresses: Object.fromEntries([...services].map(([name, { url }]) => [name, url])),
  };
  const headers = { authorization: `Bearer ${token}` };
  const pids = pidsOf(services);
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
  const isWanted = ({ name }: Pick<TierPlan, 'name'>) => options.tiers.length === 0 || options.tiers.includes(name);
  const plans = [
    plan('process', inProcess(installation), { subgraphs: [] }),
    plan('split', split(installation, services)),
    plan('stock', stockGateway(options.root, 'stock Apollo gateway, our services', router)),
  ];
  if (isWanted({ name: 'stock-all' })) plans.push(await stockThroughout());
  if (options.peers) {
    given.say('installing the peers where they are not');
    await installPeers(installation.stopping);
    const { opened, say } = given;
    const { stopping } = installation;
    plans.push(...(await peers({ options, router, opened, services: pids, say, stopping })));
  }
  return plans.filter(isWanted);

  /** What Apollo's documentation leads to: nothing of ours but schema and resolvers. */
  async function stockThroughout(): Promise<TierPlan> {
    const subgraphs = await startStockSubgraphs(stack, options.root, given.opened, installation.stopping);
    const supergraph = await writeSupergraph(installation, subgraphs, join(options.folder, 'stock.graphql'));
    const settings = { ...router, supergraph, addresses: {} };
    const program = stockGateway(options.root, 'stock Apollo gateway and subgraphs', settings);
    return plan('stock-all', program, { subgraphs: pidsOf(subgraphs) });
  }
}

const pidsOf = (programs: Map<string, Running>) => [...programs.values()].map(({ pid }) => pid);
