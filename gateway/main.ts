import { parseArgs } from 'node:util';
import { ManifestError } from '../schema/manifests/manifest.ts';
import { keysOfSubgraphs, SubgraphKeyError, subgraphKeysEnvironment } from '../schema/subgraph-keys.ts';
import { environmentName } from '../schema/subgraph-name.ts';
import { startQualitySchedule } from '../subgraphs/commands/quality-schedule.ts';
import { qualityName } from '../subgraphs/commands/quality-sources.ts';
import { scheduleEnvironment, subgraphsEnvironment } from '../subgraphs/config.ts';
import { readEnvironment } from '../subgraphs/kit/environment.ts';
import { refuseTakenPort } from '../subgraphs/kit/refuse-taken-port.ts';
import { runUntilSignal } from '../subgraphs/kit/run-until-signal.ts';
import { registerEnvironment } from '../subgraphs/population-register/environment.ts';
import { showProgress } from '../subgraphs/progress.ts';
import { registry } from '../subgraphs/registry.ts';
import { startSubgraphs } from '../subgraphs/start-all.ts';
import { developmentHint } from './access/development-hint.ts';
import { DevelopmentKeyError, developmentIdentity } from './access/development-identity.ts';
import { createIdentity } from './access/identity.ts';
import { gatewayEnvironment, subgraphUrlsEnvironment } from './config.ts';
import { describeStart, tokenCommand } from './describe-start.ts';
import { createDocuments } from './documents/documents.ts';
import { documentsEnvironment } from './documents/environment.ts';
import { createGateway } from './gateway.ts';
import { httpEnvironment } from './http/environment.ts';
import { mayIntrospect } from './introspection.ts';
import { readSupergraph, SupergraphError } from './supergraph.ts';
import { createLog } from './telemetry/log.ts';

const usage = `Usage (by npm, so that Node is the right one):
  npm start        the databases, the subgraphs and the gateway, all of it on this machine
  npm run gateway  the gateway alone, over subgraphs that run as services
Settings are environment variables: PORT, HOST, SUPERGRAPH, SUBGRAPH_URL_*, SUBGRAPH_KEY_*, OIDC_ISSUER, OIDC_AUDIENCE,
OIDC_JWKS, ACCESS_MODE, CORS_ORIGINS, MAX_BODY_BYTES, SAFELIST, TRUSTED_DOCUMENTS, PERSISTED_QUERIES_MIB, DOCUMENT_CACHE_MIB, PLAN_CACHE_MIB, DATA_DIR, LOG_LEVEL; npm start also SEED_OFFICIALS, DATABASE_URL_*, DATABASE_STATISTICS_URL_*, PERSON_KEY,
POPULATION_REGISTER_URL, POPULATION_REGISTER_TOKEN, POPULATION_REGISTER_PORT, and QUALITY_SCHEDULE: when the rules of data quality
run by themselves, a cron expression in the time of Việt Nam ("0 2 * * *" is 02:00 each day).
See README.md.`;

// Opt-out since @apollo/gateway 2.14; nothing of a ministry's traffic is told to a third party.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const values = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
await runUntilSignal(start, [SupergraphError, DevelopmentKeyError, SubgraphKeyError, ManifestError]);

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

async function start(stack: AsyncDisposableStack, stopping: AbortSignal): Promise<void> {
  const { config, http, documentsConfig, subgraphUrls, subgraphKeys, subgraphs, register, schedule } = readEnvironment(
    process.env,
    {
      config: gatewayEnvironment,
      http: httpEnvironment,
      documentsConfig: documentsEnvironment,
      subgraphUrls: subgraphUrlsEnvironment,
      subgraphKeys: subgraphKeysEnvironment,
      subgraphs: subgraphsEnvironment,
      register: registerEnvironment,
      schedule: scheduleEnvironment,
    },
  );
  // What can be refused is refused before databases are started and filled.
  const supergraph = await readSupergraph(config.supergraph, subgraphUrls, subgraphKeys);
  const log = createLog(config.logLevel);
  const documents = await createDocuments({ config: documentsConfig, log, mayIntrospect });
  stack.defer(() => documents.stop());
  await refuseTakenPort(config.port, config.host);
  const ours = values.alone ? [] : registry.map(({ name }) => name);
  const here = ours.filter((name) => !subgraphUrls[environmentName(name)]);
  const elsewhere = supergraph.names.filter((name) => !here.includes(name));
  const keys = await keysOfSubgraphs(elsewhere, { given: subgraphKeys, ...config });
  const local = await startSubgraphs(stack, {
    config: subgraphs,
    names: here,
    exclusive: true,
    stopping,
    report: (failure) => log.error(failure, 'subgraph failed'),
    onProgress: showProgress(console.log),
    register: values.alone || register.given || register.isProduction ? undefined : { ...register, print: console.log },
  });
  stopping.throwIfAborted();
  const identity = createIdentity({ ...(config.provider ?? (await developmentIdentity(config.dataDir))), log });
  stack.defer(() => identity.stop());
  const keyOf = (name: string) => keys.get(name)?.[0];
  const hint = config.provider ? undefined : developmentHint;
  const running = await createGateway({ config, http, documents, supergraph, identity, keyOf, hint, local, log });
  stack.defer(() => running.stop());
  if (schedule !== undefined && here.includes(qualityName)) {
    const runs = startQualitySchedule({ expression: schedule, report: (entry) => log.info(entry, 'data quality') });
    stack.defer(() => runs.stop());
  }
  console.log(await describeStart(running.url, local, config.provider ? undefined : tokenCommand(config.dataDir)));
}
