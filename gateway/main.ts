import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { environmentName } from '../schema/subgraph-name.ts';
import { subgraphsEnvironment } from '../subgraphs/config.ts';
import { EnvironmentError, readEnvironment } from '../subgraphs/kit/environment.ts';
import { runUntilSignal } from '../subgraphs/kit/run-until-signal.ts';
import { showProgress } from '../subgraphs/progress.ts';
import { registry } from '../subgraphs/registry.ts';
import { startSubgraphs } from '../subgraphs/start-all.ts';
import { gatewayEnvironment, subgraphUrlsEnvironment } from './config.ts';
import { describeStart } from './describe-start.ts';
import { createGateway } from './gateway.ts';
import { SupergraphError } from './supergraph.ts';
import { createLog } from './telemetry/log.ts';

// Opt-out since @apollo/gateway 2.14; nothing of a ministry's traffic is told to a third party.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const { values } = parseArgs({ options: { alone: { type: 'boolean', default: false } } });

await runUntilSignal(
  async (stack) => {
    const { gateway, subgraphUrls, subgraphs } = readEnvironment(process.env, {
      gateway: gatewayEnvironment,
      subgraphUrls: subgraphUrlsEnvironment,
      subgraphs: subgraphsEnvironment,
    });
    const config = { ...gateway, subgraphUrls };
    await refuseTakenPort(config.port, config.host);
    const log = createLog(config.logLevel);
    const names = values.alone
      ? []
      : registry.map(({ name }) => name).filter((name) => !subgraphUrls[environmentName(name)]);
    const report = (failure: object) => log.error(failure, 'subgraph failed');
    const local = await startSubgraphs(stack, {
      config: subgraphs,
      names,
      exclusive: true,
      report,
      onProgress: showProgress(console.log),
    });
    const running = await createGateway({ config, local, log });
    stack.defer(() => running.stop());
    console.log(await describeStart(running.url, local));
  },
  [SupergraphError],
);

/** Told before the databases are started and filled, not after. */
async function refuseTakenPort(port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, host, resolve)).catch(
    (error: NodeJS.ErrnoException) => {
      throw new EnvironmentError(
        `PORT: ${host}:${port} cannot be used (${error.code}); stop what listens there, or set PORT to another port`,
      );
    },
  );
  await new Promise((resolve) => probe.close(resolve));
}
