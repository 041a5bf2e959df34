import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentName } from '../../../schema/subgraph-name.ts';
import { registry } from '../../../subgraphs/registry.ts';
import { type Program, type Running, startProgram } from './process.ts';

export type Installation = {
  /** Where the code that is measured is: this checkout, or another. */
  checkout: string;
  /** Where the databases and the keys of development are. */
  dataDir: string;
  officials: number;
  stopping: AbortSignal;
};

const names = registry.map(({ name }) => name);

/** The settings that are not as usual; the report names them. */
export const settings = { RATE_LIMIT: 'off', ACCESS_LOG: 'off', LOG_LEVEL: 'silent' };

const withNode = (script: string, ...args: string[]) => ['--import', './gateway/require-node.js', script, ...args];

/** Each subgraph as a process of its own; the first start fills the databases. */
export async function startServices(
  stack: AsyncDisposableStack,
  { checkout, dataDir, officials, stopping }: Installation,
): Promise<Map<string, Running>> {
  const services = names.map(async (name) => {
    const running = await startProgram(
      {
        name,
        folder: checkout,
        args: withNode('subgraphs/main.ts', 'serve', name),
        env: { DATA_DIR: dataDir, SEED_OFFICIALS: String(officials), PORT: '0', LOG_LEVEL: 'silent' },
        ready: /answers at (\S+)\s/,
      },
      stopping,
    );
    stack.defer(running.stop);
    return [name, running] as const;
  });
  return new Map(await Promise.all(services));
}

/** As `npm start`: databases, subgraphs and gateway in one process. */
export function inProcess({ checkout, dataDir, officials }: Installation): Program {
  return {
    name: 'ours, in one process',
    folder: checkout,
    args: withNode('gateway/main.ts'),
    env: {
      ...settings,
      DATA_DIR: dataDir,
      SEED_OFFICIALS: String(officials),
      PORT: '0',
      POPULATION_REGISTER_PORT: '0',
    },
    ready: /answers at (\S+)\s/,
  };
}

/** As `npm run gateway`, over services that run. */
export function split({ checkout, dataDir }: Installation, services: Map<string, Running>): Program {
  const addresses = [...services].map(([name, { url }]) => [`SUBGRAPH_URL_${environmentName(name)}`, url]);
  return {
    name: 'ours, split',
    folder: checkout,
    args: withNode('gateway/main.ts', '--alone'),
    env: { ...settings, ...Object.fromEntries(addresses), DATA_DIR: dataDir, PORT: '0' },
    ready: /answers at (\S+)\s/,
  };
}

/** The composed supergraph with the addresses of running services, for routers that read a file. */
export async function writeSupergraph(
  { checkout }: Installation,
  services: Map<string, Running>,
  path: string,
): Promise<string> {
  const composed = await readFile(join(checkout, 'schema/supergraph.graphql'), 'utf8');
  const text = [...services].reduce(
    (text, [name, { url }]) =>
      text.replace(
        new RegExp(`(@join__graph\\(name: "${name}", url: )"[^"]*"`),
        (_, before: string) => `${before}${JSON.stringify(url)}`,
      ),
    composed,
  );
  await writeFile(path, text);
  return path;
}
