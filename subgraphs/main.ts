import {
  keysFolderEnvironment,
  keysOfSubgraphs,
  SubgraphKeyError,
  subgraphKeys,
  subgraphKeysEnvironment,
} from '../schema/subgraph-keys.ts';
import { environmentName } from '../schema/subgraph-name.ts';
import { allNames, type Command, readArguments } from './commands/arguments.ts';
import { backupAll, restoreAll } from './commands/backup.ts';
import { developmentToken, filledFor, startDevelopmentRegister } from './commands/development-register.ts';
import { matchAll } from './commands/match.ts';
import { qualityCommand } from './commands/quality.ts';
import { scheduleMisses } from './commands/quality-misses.ts';
import { startQualitySchedule } from './commands/quality-schedule.ts';
import { qualityName } from './commands/quality-sources.ts';
import { verifyCommand } from './commands/quality-verify.ts';
import { scheduleEnvironment, serviceEnvironment, serviceUrlsEnvironment, subgraphsEnvironment } from './config.ts';
import { asOwner, openDatabases } from './databases.ts';
import { fillAll, migrateAll, refuseForeignRecords } from './fill.ts';
import { EnvironmentError, readEnvironment } from './kit/environment.ts';
import { serveSubgraph } from './kit/http.ts';
import { createLog } from './kit/log.ts';
import { refuseTakenPort } from './kit/refuse-taken-port.ts';
import { runToEnd, runUntilSignal } from './kit/run-until-signal.ts';
import { tracingEnvironment } from './kit/tracing/environment.ts';
import { startTracing } from './kit/tracing/start.ts';
import { isDate } from './law/calendar.ts';
import { registerEnvironment } from './population-register/environment.ts';
import { showProgress } from './progress.ts';
import { registry } from './registry.ts';
import { startSubgraphs } from './start-all.ts';

const commands: Record<Command, () => Promise<void>> = {
  serve,
  migrate,
  seed,
  backup,
  restore,
  match,
  quality,
  'population-register': populationRegister,
};
const { command, positionals, values } = readArguments(process.argv.slice(2));
await commands[command]();

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
    keysFolder: keysFolderEnvironment,
    register: registerEnvironment,
    subgraphUrls: serviceUrlsEnvironment,
    schedule: scheduleEnvironment,
    tracing: tracingEnvironment,
  });
}

function serve(): Promise<void> {
  return runUntilSignal(
    async (stack, stopping) => {
      const names = chooseNames(positionals);
      const { subgraphs: config, service, keys: given, keysFolder, schedule, subgraphUrls, tracing } = readConfig();
      const { logLevel, ...address } = service;
      const isProduction = process.env.NODE_ENV === 'production';
      if (service.port !== undefined && names.length > 1)
        throw new EnvironmentError('PORT: can be given for one subgraph alone');
      const portOf = (name: string) => service.port ?? registry.find((entry) => entry.name === name)?.port ?? 0;
      for (const name of names) await refuseTakenPort(portOf(name), service.host);
      const keys = await keysOfSubgraphs(names, { given, keysFolder, dataDir: config.dataDir, isProduction });
      const log = createLog(logLevel);
      const report = (failure: object) => log.error(failure, 'subgraph failed');
      const traces = await startTracing({
        config: tracing,
        serviceName: `lienthong-${names.length === 1 ? names[0] : 'subgraphs'}`,
        report: ({ isWorking }) => log.warn({ isWorking }, 'handing over traces'),
      });
      stack.defer(() => traces.stop());
      const onProgress = showProgress(console.log);
      const running = await startSubgraphs(stack, { config, names, exclusive: false, stopping, report, onProgress });
      const servers: Awaited<ReturnType<typeof serveSubgraph>>[] = [];
      // All at once: each may take as long as stopping may take.
      stack.defer(async () => void (await Promise.all(servers.map((server) => server.stop()))));
      for (const subgraph of running) {
        const { name } = subgraph;
        const listening = { ...address, port: portOf(name), keys: keys.get(name) ?? [], log };
        const server = await serveSubgraph({ ...subgraph, ...listening });
        servers.push(server);
        console.log(
          `${subgraph.name} answers at ${server.url} (gateway: SUBGRAPH_URL_${environmentName(subgraph.name)}=${server.url})`,
        );
      }
      if (schedule === undefined || !names.includes(qualityName)) return;
      for (const line of await scheduleMisses(config, subgraphUrls, stopping)) console.log(line);
      const runs = startQualitySchedule({
        expression: schedule,
        report: (entry) => log.info(entry, 'data quality'),
      });
      stack.defer(() => runs.stop());
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

function backup(): Promise<void> {
  return runToEnd((stack, stopping) => backupAll(stack, { ...readBackup(), stopping }));
}

function restore(): Promise<void> {
  return runToEnd((stack, stopping) => restoreAll(stack, { ...readBackup(), force: values.force ?? false, stopping }));
}

function readBackup() {
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new EnvironmentError('expected one folder of a backup');
  return { folder, names: chooseNames(values.only ?? []), config: readConfig().subgraphs, print: console.log };
}

function match(): Promise<void> {
  return runToEnd(async (stack, stopping) => {
    const { all, since } = values;
    if (since !== undefined && !isDate(since)) throw new EnvironmentError('--since: expected a date as yyyy-MM-dd');
    if (since !== undefined && all) throw new EnvironmentError('--all or --since: expected one of them');
    const { subgraphs: config, register } = readConfig();
    await matchAll(stack, { config, register, recheck: { all, since }, print: console.log, stopping });
  });
}

function quality(): Promise<void> {
  return runToEnd(
    async (stack, stopping) => {
      const { subgraphs: config, register, keys: given, keysFolder, subgraphUrls } = readConfig();
      const isProduction = process.env.NODE_ENV === 'production';
      const keyOf = async (name: string) =>
        (await subgraphKeys(name, { given, keysFolder, dataDir: config.dataDir, isProduction }))[0];
      const options = { config, subgraphUrls, keyOf, register, given: values, print: console.log, stopping };
      return values.verify ? verifyCommand(stack, options) : (await qualityCommand(stack, options)).code;
    },
    [SubgraphKeyError],
  );
}

function populationRegister(): Promise<void> {
  return runUntilSignal(async (stack, stopping) => {
    const { subgraphs: config, service, register } = readConfig();
    if (register.isProduction)
      throw new EnvironmentError('NODE_ENV: expected another than production: this register is for development');
    const { token, file } = await developmentToken(config.dataDir);
    const databases = await openDatabases(config, ['officials'], { stopping });
    const officials = await filledFor(databases.urls.officials ?? {}, config.officials).finally(databases.stop);
    const { host } = service;
    const server = await startDevelopmentRegister({ config, officials, host, port: register.port, token });
    stack.defer(() => server.stop());
    console.log(`the population register for development answers at ${server.url}; its token is in ${file}`);
  });
}
