import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { keysOfSubgraphs, SubgraphKeyError, subgraphKeysEnvironment } from '../schema/subgraph-keys.ts';
import { environmentName } from '../schema/subgraph-name.ts';
import { serviceEnvironment, subgraphsEnvironment } from './config.ts';
import { asOwner, openDatabases } from './databases.ts';
import { fillAll, migrateAll, refuseForeignRecords } from './fill.ts';
import { EnvironmentError, readEnvironment } from './kit/environment.ts';
import { serveSubgraph } from './kit/http.ts';
import { refuseTakenPort } from './kit/refuse-taken-port.ts';
import { runToEnd, runUntilSignal } from './kit/run-until-signal.ts';
import { showProgress } from './progress.ts';
import { registry } from './registry.ts';
import { startSubgraphs } from './start-all.ts';

const allNames = registry.map(({ name }) => name);

const usage = `Usage (by npm, so that Node is the right one):
  npm run subgraph -- NAME ...          serves the named subgraphs, each at its port (PORT for a single one)
  npm run migrate [-- --only NAME]      brings the databases to the newest schema
  npm run seed [-- --officials N] [--only NAME] [--force]
                                        empties the databases and fills them with generated records; --force also where
                                        a database of your own holds records that the generator did not make
NAME is one of ${allNames.join(', ')}.
A database of your own is served by DATABASE_URL_NAME, its statistics faster by DATABASE_STATISTICS_URL_NAME; it is
migrated and filled by DATABASE_OWNER_URL_NAME.`;

const only = { type: 'string', multiple: true } as const;
const commands: Record<string, { run: () => Promise<void>; options: ParseArgsOptionsConfig }> = {
  serve: { run: serve, options: {} },
  migrate: { run: migrate, options: { only } },
  seed: { run: seed, options: { only, officials: { type: 'string' }, force: { type: 'boolean' } } },
};
const [command = '', ...given] = process.argv.slice(2);
const { positionals, values } = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
await commands[command]?.run();

type Values = { help?: boolean; only?: string[]; officials?: string; force?: boolean };

function readArguments(): { positionals: string[]; values: Values } {
  try {
    const known = commands[command];
    if (!known) throw new Error(`no command "${command}"`);
    const options = { ...known.options, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: given, options, allowPositionals: command === 'serve' });
  } catch (error) {
    console.error(`lienthong: ${(error as Error).message}\n${usage}`);
    process.exit(1);
  }
}

function chooseNames(chosen: string[]): string[] {
  const unknown = chosen.filter((name) => !allNames.includes(name));
  if (unknown.length > 0)
    throw new EnvironmentError(`no subgraph "${unknown.join('", "')}": expected ${allNames.join(', ')}`);
  return chosen.length > 0 ? chosen : allNames;
}

function readConfig() {
  const env = { ...process.env, ...(values.officials !== undefined && { SEED_OFFICIALS: values.officials }) };
  return readEnvironment(env, {
    subgraphs: subgraphsEnvironment,
    service: serviceEnvironment,
    keys: subgraphKeysEnvironment,
  });
}

function serve(): Promise<void> {
  return runUntilSignal(
    async (stack, stopping) => {
      const names = chooseNames(positionals);
      const { subgraphs: config, service, keys: given } = readConfig();
      const isProduction = process.env.NODE_ENV === 'production';
      if (service.port !== undefined && names.length > 1)
        throw new EnvironmentError('PORT: can be given for one subgraph alone');
      const portOf = (name: string) => service.port ?? registry.find((entry) => entry.name === name)?.port ?? 0;
      for (const name of names) await refuseTakenPort(portOf(name), service.host);
      const keys = await keysOfSubgraphs(names, { given, dataDir: config.dataDir, isProduction });
      const report = (failure: object) => console.error(JSON.stringify(failure));
      const onProgress = showProgress(console.log);
      const running = await startSubgraphs(stack, { config, names, exclusive: false, stopping, report, onProgress });
      for (const subgraph of running) {
        const { name } = subgraph;
        const server = await serveSubgraph({ ...subgraph, ...service, port: portOf(name), keys: keys.get(name) ?? [] });
        stack.defer(() => server.stop());
        console.log(
          `${subgraph.name} answers at ${server.url} (gateway: SUBGRAPH_URL_${environmentName(subgraph.name)}=${server.url})`,
        );
      }
    },
    [SubgraphKeyError],
  );
}

function migrate(): Promise<void> {
  return runToEnd(async (stack, stopping) => {
    const names = chooseNames(values.only ?? []);
    const databases = await openDatabases(readConfig().subgraphs, names, { stopping });
    stack.defer(() => databases.stop());
    await migrateAll(asOwner(databases.urls));
    console.log(`at the newest schema: ${names.join(', ')}`);
  });
}

function seed(): Promise<void> {
  return runToEnd(async (stack, stopping) => {
    const names = chooseNames(values.only ?? []);
    const config = readConfig().subgraphs;
    const databases = await openDatabases(config, names, { stopping });
    stack.defer(() => databases.stop());
    const urls = asOwner(databases.urls);
    await migrateAll(urls);
    if (!values.force) await refuseForeignRecords(urls);
    const began = Date.now();
    await fillAll(config, urls, names, showProgress(console.log), { stopping });
    console.log(
      `filled for ${config.officials.toLocaleString('en-US')} officials in ${Math.round((Date.now() - began) / 1000)} s: ${names.join(', ')}`,
    );
  });
}
