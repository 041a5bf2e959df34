import { parseArgs } from 'node:util';
import { environmentName } from '../schema/subgraph-name.ts';
import { subgraphsEnvironment } from '../subgraphs/config.ts';
import { readEnvironment } from '../subgraphs/kit/environment.ts';
import { refuseTakenPort } from '../subgraphs/kit/refuse-taken-port.ts';
import { runUntilSignal } from '../subgraphs/kit/run-until-signal.ts';
import { showProgress } from '../subgraphs/progress.ts';
import { registry } from '../subgraphs/registry.ts';
import { startSubgraphs } from '../subgraphs/start-all.ts';
import { gatewayEnvironment, subgraphUrlsEnvironment } from './config.ts';
import { describeStart } from './describe-start.ts';
import { createGateway } from './gateway.ts';
import { readSupergraph, SupergraphError } from './supergraph.ts';
import { createLog } from './telemetry/log.ts';

const usage = `Usage (by npm, so that Node is the right one):
  npm start        the databases, the subgraphs and the gateway, all of it on this machine
  npm run gateway  the gateway alone, over subgraphs that run as services
Settings are environment variables: PORT, HOST, SUPERGRAPH, SUBGRAPH_URL_*, LOG_LEVEL; npm start also DATA_DIR,
SEED_OFFICIALS, DATABASE_URL_*, PERSON_KEY. See README.md.`;

// Opt-out since @apollo/gateway 2.14; nothing of a ministry's traffic is told to a third party.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const values = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
await runUntilSignal(start, [SupergraphError]);

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
  const { gateway, subgraphUrls, subgraphs } = readEnvironment(process.env, {
    gateway: gatewayEnvironment,
    subgraphUrls: subgraphUrlsEnvironment,
    subgraphs: subgraphsEnvironment,
  });
  const config = { ...gateway, subgraphUrls };
  // What can be refused is refused before databases are started and filled.
  await readSupergraph(config.supergraph, subgraphUrls);
  await refuseTakenPort(config.port, config.host);
  const log = createLog(config.logLevel);
  const local = await startSubgraphs(stack, {
    config: subgraphs,
    names: values.alone ? [] : registry.map(({ name }) => name).filter((name) => !subgraphUrls[environmentName(name)]),
    exclusive: true,
    stopping,
    report: (failure) => log.error(failure, 'subgraph failed'),
    onProgress: showProgress(console.log),
  });
  stopping.throwIfAborted();
  const running = await createGateway({ config, local, log });
  stack.defer(() => running.stop());
  console.log(await describeStart(running.url, local));
}
