import { parseArgs } from 'node:util';
import { ManifestError } from '../schema/manifests/manifest.ts';
import {
  keysFolderEnvironment,
  keysOfSubgraphs,
  SubgraphKeyError,
  subgraphKeysEnvironment,
} from '../schema/subgraph-keys.ts';
import { environmentName } from '../schema/subgraph-name.ts';
import { scheduleEnvironment, subgraphsEnvironment } from '../subgraphs/config.ts';
import { readEnvironment } from '../subgraphs/kit/environment.ts';
import { refuseTakenPort } from '../subgraphs/kit/refuse-taken-port.ts';
import { runUntilSignal } from '../subgraphs/kit/run-until-signal.ts';
import { tracingEnvironment } from '../subgraphs/kit/tracing/environment.ts';
import { startTracing } from '../subgraphs/kit/tracing/start.ts';
import { registerEnvironment } from '../subgraphs/population-register/environment.ts';
import { registry } from '../subgraphs/registry.ts';
import type { startSubgraphs } from '../subgraphs/start-all.ts';
import { DevelopmentKeyError } from './access/development-identity.ts';
import { settingsBySubgraph } from './data-sources/environment.ts';
import { describeStart, tokenCommand } from './describe-start.ts';
import { isBuilt } from './explorer/built-files.ts';
import { gatewayEnvironments, gatewayVariables } from './settings.ts';
import { checkDocuments, createParts, startGateway } from './start-gateway.ts';
import { readSupergraph, SupergraphError, type SupergraphFile } from './supergraph.ts';
import { createLog, type Log } from './telemetry/log.ts';
import { createWorkersReader } from './telemetry/metrics/metrics.ts';
import { serveMetrics } from './telemetry/serve-metrics.ts';
import { refuseTooManyWorkers } from './workers/environment.ts';
import { patienceWith, superviseWorkers } from './workers/supervise.ts';
import { isWorker, tellReady, toldToStop } from './workers/worker.ts';
import { WorkerError } from './workers/worker-error.ts';

const usage = `Usage (by npm, so that Node is the right one):
  npm start        the databases, the subgraphs and the gateway, all of it on this machine
  npm run gateway  the gateway alone, over subgraphs that run as services
Settings are environment variables: ${gatewayVariables};
npm start also SEED_OFFICIALS, DATABASE_URL_*, DATABASE_STATISTICS_URL_*, PERSON_KEY, POPULATION_REGISTER_URL,
POPULATION_REGISTER_TOKEN, POPULATION_REGISTER_PORT, and QUALITY_SCHEDULE: when the rules of data quality run by themselves, a
cron expression in the time of Việt Nam ("0 2 * * *" is 02:00 each day).
What each is for: gateway/README.md.`;

// Opt-out since @apollo/gateway 2.14; nothing of a ministry's traffic is told to a third party.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const values = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const expected = [SupergraphError, DevelopmentKeyError, SubgraphKeyError, ManifestError, WorkerError];
await (isWorker ? runUntilSignal(startWorker, expected, toldToStop()) : runUntilSignal(start, expected));

function readArguments() {
  const options = {
    alone: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`lienthong: ${(error as Error).message}\n${usage}`);
    process.exit(1);
  }
}

/** What every process of a start reads: the first one and its workers alike. */
async function readSettings() {
  const settings = readEnvironment(process.env, {
    ...gatewayEnvironments,
    subgraphKeys: subgraphKeysEnvironment,
    keysFolder: keysFolderEnvironment,
    subgraphs: subgraphsEnvironment,
    register: registerEnvironment,
    schedule: scheduleEnvironment,
    tracing: tracingEnvironment,
  });
  const { config, subgraphUrls, subgraphKeys, keysFolder, subgraphSettings } = settings;
  const ours = values.alone ? [] : registry.map(({ name }) => name);
  const here = ours.filter((name) => !subgraphUrls[environmentName(name)]);
  const keys = new Map<string, Buffer[]>();
  const read = async (): Promise<SupergraphFile> => {
    const supergraph = await readSupergraph(config.supergraph, subgraphUrls, subgraphKeys);
    const elsewhere = supergraph.names.filter((name) => !here.includes(name));
    const found = await keysOfSubgraphs(elsewhere, { given: subgraphKeys, keysFolder, ...config });
    for (const [name, given] of found) keys.set(name, given);
    return supergraph;
  };
  const supergraph = await read();
  const settingsOf = settingsBySubgraph(subgraphSettings, supergraph.names);
  return { ...settings, here, supergraph, read, keyOf: (name: string) => keys.get(name)?.[0], settingsOf };
}

type Settings = Awaited<ReturnType<typeof readSettings>>;

/** The one process, or the first of several: databases, what runs once only, and the gateway or the workers that are one. */
async function start(stack: AsyncDisposableStack, stopping: AbortSignal): Promise<void> {
  // What can be refused is refused before databases are started and filled.
  const settings = await readSettings();
  const { config, here, subgraphs, register, schedule, shutdown, workers, workerTimeout, watching } = settings;
  refuseTooManyWorkers(
    workers,
    here.some((name) => !subgraphs.databaseUrls[name]),
  );
  await refuseTakenPort(config.port, config.host);
  const { metrics } = watching;
  if (metrics.port !== undefined) await refuseTakenPort(metrics.port, metrics.host, 'METRICS_PORT');
  const log = createLog(config.logLevel);
  // With several workers each has its own; what cannot be used is said here, once.
  const parts = workers === 1 ? await createParts(stack, settings, log) : undefined;
  if (parts) await traceInto(stack, settings, log);
  else await checkDocuments(settings, log);
  const { showProgress } = await import('../subgraphs/progress.ts');
  const local = await startHere(stack, {
    config: subgraphs,
    names: here,
    exclusive: true,
    stopping,
    report: (failure) => log.error(failure, 'subgraph failed'),
    onProgress: showProgress(console.log),
    register: values.alone || register.given || register.isProduction ? undefined : { ...register, print: console.log },
  });
  stopping.throwIfAborted();
  if (schedule !== undefined && here.includes('data-quality')) {
    const { startQualitySchedule } = await import('../subgraphs/commands/quality-schedule.ts');
    const runs = startQualitySchedule({ expression: schedule, report: (entry) => log.info(entry, 'data quality') });
    stack.defer(() => runs.stop());
  }
  const describe = (url: string) =>
    describeStart(url, local, {
      token: config.provider ? undefined : tokenCommand(config.dataDir),
      hasPage: settings.explorer.isOn && isBuilt(),
    });
  if (parts) {
    console.log(await describe(await startGateway(stack, { ...settings, ...parts, local, expected, log })));
    return;
  }
  if (metrics.port !== undefined) {
    const served = await serveMetrics({ ...metrics, port: metrics.port }, createWorkersReader());
    stack.defer(() => served.stop());
    log.info({ url: served.url }, 'metrics');
  }
  const supervisor = await superviseWorkers({
    count: workers,
    patience: patienceWith(shutdown),
    timeout: workerTimeout,
    stopping,
    log,
  });
  stack.defer(() => supervisor.stop());
  console.log(await describe(supervisor.url));
  // From here on workers answer, over connections of their own.
  await Promise.all(local.map((subgraph) => subgraph.stop()));
  await supervisor.watch();
}

/** One of several: subgraphs over the databases that the first process has opened, and a gateway on the port that all share. */
async function startWorker(stack: AsyncDisposableStack, stopping: AbortSignal): Promise<void> {
  const settings = await readSettings();
  const { config, here, subgraphs, workers, workerTimeout, watching } = settings;
  const log = createLog(config.logLevel);
  // The first process tells the metrics of all workers; those of one alone would mislead.
  const { metrics } = watching;
  const untold = { ...watching, metrics: { ...metrics, port: undefined, token: undefined, isProduction: true } };
  const parts = await createParts(stack, { ...settings, watching: untold }, log);
  await traceInto(stack, settings, log);
  const local = await startHere(stack, {
    config: subgraphs,
    names: here,
    exclusive: false,
    prepared: true,
    processes: workers,
    stopping,
    report: (failure) => log.error(failure, 'subgraph failed'),
    onProgress: () => {},
  });
  stopping.throwIfAborted();
  tellReady(await startGateway(stack, { ...settings, ...parts, local, expected, log }), workerTimeout);
}

/** Loads what subgraphs need where there are any: a gateway alone holds 35 MB less without it. */
async function startHere(...given: Parameters<typeof startSubgraphs>): ReturnType<typeof startSubgraphs> {
  const [, { names }] = given;
  return names.length === 0 ? [] : (await import('../subgraphs/start-all.ts')).startSubgraphs(...given);
}

async function traceInto(stack: AsyncDisposableStack, { tracing }: Settings, log: Log): Promise<void> {
  const traces = await startTracing({
    config: tracing,
    serviceName: 'lienthong-gateway',
    report: ({ isWorking }) => log.warn({ isWorking }, 'handing over traces'),
  });
  stack.defer(() => traces.stop());
}
