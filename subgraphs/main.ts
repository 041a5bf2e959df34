import { parseArgs } from 'node:util';
import { environmentName } from '../schema/subgraph-name.ts';
import { serviceEnvironment, subgraphsEnvironment } from './config.ts';
import { openDatabases } from './databases.ts';
import { fillAll, migrateAll, refuseForeignRecords } from './fill.ts';
import { EnvironmentError, readEnvironment } from './kit/environment.ts';
import { serveSubgraph } from './kit/http.ts';
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
NAME is one of ${allNames.join(', ')}.`;

const { positionals, values } = readArguments();
const [command, ...named] = positionals;
const commands: Record<string, () => Promise<void>> = { serve, migrate, seed };
const run = commands[command ?? ''];
if (!run || values.help) {
  console.log(usage);
  process.exit(values.help ? 0 : 1);
}
await run();

function readArguments() {
  const options = {
    officials: { type: 'string' },
    only: { type: 'string', multiple: true },
    force: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    return parseArgs({ allowPositionals: true, options });
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
  return readEnvironment(env, { subgraphs: subgraphsEnvironment, service: serviceEnvironment });
}

function serve(): Promise<void> {
  return runUntilSignal(async (stack) => {
    const names = chooseNames(named);
    const { subgraphs: config, service } = readConfig();
    if (service.port !== undefined && names.length > 1)
      throw new EnvironmentError('PORT: can be given for one subgraph alone');
    const report = (failure: object) => console.error(JSON.stringify(failure));
    const running = await startSubgraphs(stack, {
      config,
      names,
      exclusive: false,
      report,
      onProgress: showProgress(console.log),
    });
    for (const subgraph of running) {
      const entry = registry.find(({ name }) => name === subgraph.name);
      const port = service.port ?? entry?.port ?? 0;
      const server = await serveSubgraph({ ...subgraph, host: service.host, port }).catch(
        (error: NodeJS.ErrnoException) => {
          throw new EnvironmentError(
            `PORT: ${service.host}:${port} cannot be used (${error.code}); stop what listens there, or set PORT to another port`,
          );
        },
      );
      stack.defer(() => server.stop());
      console.log(
        `${subgraph.name} answers at ${server.url} (gateway: SUBGRAPH_URL_${environmentName(subgraph.name)}=${server.url})`,
      );
    }
  });
}

function migrate(): Promise<void> {
  return runToEnd(async (stack) => {
    const names = chooseNames(values.only ?? []);
    const databases = await openDatabases(readConfig().subgraphs, names);
    stack.defer(() => databases.stop());
    await migrateAll(databases.urls);
    console.log(`at the newest schema: ${names.join(', ')}`);
  });
}

function seed(): Promise<void> {
  return runToEnd(async (stack) => {
    const names = chooseNames(values.only ?? []);
    const config = readConfig().subgraphs;
    const databases = await openDatabases(config, names);
    stack.defer(() => databases.stop());
    await migrateAll(databases.urls);
    if (!values.force) await refuseForeignRecords(databases.urls);
    const began = Date.now();
    await fillAll(config, databases.urls, names, showProgress(console.log));
    console.log(
      `filled for ${config.officials.toLocaleString('en-US')} officials in ${Math.round((Date.now() - began) / 1000)} s: ${names.join(', ')}`,
    );
  });
}
