import { developmentToken, filledFor, startDevelopmentRegister } from './commands/development-register.ts';
import { addressNames, type GivenUrls, type SubgraphsConfig } from './config.ts';
import { asOwner, type Databases, openDatabases } from './databases.ts';
import { fillAll, findEmpty, migrateAll, type OnProgress } from './fill.ts';
import { EnvironmentError } from './kit/environment.ts';
import type { ReportFailure } from './kit/mask-error.ts';
import { RoleError } from './kit/restricted-role.ts';
import { type RunningSubgraph, startSubgraph } from './kit/start-subgraph.ts';
import { registry } from './registry.ts';

type StartOptions = {
  config: SubgraphsConfig;
  names: string[];
  exclusive: boolean;
  stopping: AbortSignal;
  report: ReportFailure;
  onProgress: OnProgress;
  /** How many processes run the same subgraphs: each takes its part of the connections. */
  processes?: number;
  /** Whether another process has brought the databases to the newest schema and filled them. */
  prepared?: boolean;
  /** Tells where the population register for development listens, and starts it; nowhere without it. */
  register?: { port: number; print: (line: string) => void } | undefined;
};

/**
 * Starts the named subgraphs in this process: opens their databases, brings the embedded ones to the newest schema and
 * fills those that are empty. A database given by DATABASE_URL_* is its owner's: nothing is migrated or filled unasked.
 * What was started is in `stack`, also when this fails half-way.
 */
export async function startSubgraphs(
  stack: AsyncDisposableStack,
  { config, names, exclusive, stopping, report, onProgress, processes, prepared = false, register }: StartOptions,
): Promise<RunningSubgraph[]> {
  const databases = await openDatabases(config, names, { exclusive, stopping });
  stack.defer(() => databases.stop());
  const start = async ({ name, load }: (typeof registry)[number]) => {
    const { default: subgraph } = await load();
    const { application, statistics } = databases.urls[name] as GivenUrls;
    const running = startSubgraph(subgraph, {
      databaseUrls: { application, statistics },
      personKey: config.personKey,
      report,
      processes,
    });
    stack.defer(() => running.stop());
    await running.checkRole().catch((error: unknown) => {
      if (!(error instanceof RoleError)) throw error;
      throw new EnvironmentError(`${addressNames(name)[error.role]}: ${error.message}`);
    });
    return running;
  };
  const chosen = registry.filter(({ name }) => names.includes(name));
  // Those of owners first: an address that is refused is refused before anything is filled.
  const owned = await Promise.all(chosen.filter(({ name }) => !databases.isEmbedded(name)).map(start));
  if (!prepared) await prepareEmbedded(config, databases, names, onProgress, stopping);
  const embedded = await Promise.all(chosen.filter(({ name }) => databases.isEmbedded(name)).map(start));
  if (register) await startRegister(stack, config, databases, register);
  const all = [...owned, ...embedded];
  return chosen.flatMap(({ name }) => all.find((running) => running.name === name) ?? []);
}

/** A second start on this machine finds the port taken, and goes on without: matching needs no running register. */
async function startRegister(
  stack: AsyncDisposableStack,
  config: SubgraphsConfig,
  { urls }: Databases,
  { port, print }: NonNullable<StartOptions['register']>,
): Promise<void> {
  const { token, file } = await developmentToken(config.dataDir);
  const officials = await filledFor(urls.officials ?? {}, config.officials);
  try {
    const server = await startDevelopmentRegister({ config, officials, host: '127.0.0.1', port, token });
    stack.defer(() => server.stop());
    print(`population register for development: ${server.url} (its token is in ${file})`);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    print(`population register for development: not started. ${error.message}`);
  }
}

async function prepareEmbedded(
  config: SubgraphsConfig,
  databases: Databases,
  names: string[],
  onProgress: OnProgress,
  stopping: AbortSignal,
): Promise<void> {
  const embedded = asOwner(
    Object.fromEntries(names.filter(databases.isEmbedded).map((name) => [name, databases.urls[name] as GivenUrls])),
  );
  await migrateAll(embedded);
  await fillAll(config, embedded, await findEmpty(embedded, config.personKey), onProgress, {
    unlessComplete: true,
    stopping,
  });
}
