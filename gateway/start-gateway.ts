import { developmentHint } from './access/development-hint.ts';
import { developmentIdentity, issueDevelopmentToken } from './access/development-identity.ts';
import { createIdentity } from './access/identity.ts';
import { readTokenRequest } from './access/token-request.ts';
import type { SubgraphSettings } from './data-sources/environment.ts';
import type { LocalSubgraph } from './data-sources/sources.ts';
import { createDocuments } from './documents/documents.ts';
import { openExplorer } from './explorer/explorer.ts';
import { createGateway } from './gateway.ts';
import { mayIntrospect } from './introspection.ts';
import { committedOperations } from './reload/committed-operations.ts';
import { watchSupergraph } from './reload/watch-supergraph.ts';
import type { gatewayEnvironments } from './settings.ts';
import type { SupergraphFile } from './supergraph.ts';
import type { Log } from './telemetry/log.ts';
import { createTelemetry } from './telemetry/telemetry.ts';

type Environments = typeof gatewayEnvironments;
type Settings = { [Part in keyof Environments]: Environments[Part]['_output'] };

/** ManifestError where trusted documents cannot be used. */
export async function checkDocuments({ documents: config }: Pick<Settings, 'documents'>, log: Log): Promise<void> {
  (await createDocuments({ config, log, mayIntrospect })).stop();
}

/**
 * What a process that answers has beside its gateway; on `stack` it is stopped with that. What of it can be refused is refused here,
 * before databases are started: ManifestError.
 */
export async function createParts(
  stack: AsyncDisposableStack,
  { watching, documents: config }: Pick<Settings, 'watching' | 'documents'>,
  log: Log,
) {
  const telemetry = await createTelemetry(watching, log);
  stack.defer(() => telemetry.stop());
  if (telemetry.metricsUrl) log.info({ url: telemetry.metricsUrl }, 'metrics');
  const documents = await createDocuments({ config, log, observer: telemetry.observer, mayIntrospect });
  stack.defer(() => documents.stop());
  telemetry.names.add(documents.operationNames());
  return { telemetry, documents };
}

type StartOptions = Omit<Settings, 'documents'> &
  Awaited<ReturnType<typeof createParts>> & {
    supergraph: SupergraphFile;
    /** Reads the supergraph's file anew. */
    read: () => Promise<SupergraphFile>;
    keyOf: (subgraph: string) => Buffer | undefined;
    settingsOf: (subgraph: string) => SubgraphSettings;
    local: readonly LocalSubgraph[];
    /** Errors that say in their own words what is wrong with a changed supergraph. */
    expected: Parameters<typeof watchSupergraph>[0]['expected'];
    log: Log;
  };

/** The gateway over subgraphs of this process and elsewhere, which follows its supergraph's file; gives its address once it answers. */
export async function startGateway(stack: AsyncDisposableStack, options: StartOptions): Promise<string> {
  const { config, supergraph, read, telemetry, expected = [], log } = options;
  const { http, traffic, limits, cost, contracts, planning, execution, cache, shutdown } = options;
  const identity = createIdentity({ ...(config.provider ?? (await developmentIdentity(config.dataDir))), log });
  stack.defer(() => identity.stop());
  const running = await createGateway({
    ...options,
    config: { ...config, http, traffic, limits, cost, contracts, planning, ...execution, cache, shutdown },
    identity,
    hint: config.provider ? undefined : developmentHint,
    known: await committedOperations(),
    explorer: await openExplorer({
      ...options.explorer,
      issueToken: config.provider ? undefined : issueTokens(config),
      log,
    }),
    observer: telemetry.observer,
  });
  stack.defer(() => running.stop());
  const watched = watchSupergraph({ supergraph, read, take: running.reload, expected, log });
  stack.defer(() => watched.stop());
  return running.url;
}

/** What `npm run token` would print for a role. */
function issueTokens({ dataDir }: Settings['config']): (role: string) => Promise<string> {
  return (role) => {
    const { claims, seconds } = readTokenRequest(role, {});
    return issueDevelopmentToken(dataDir, claims, seconds);
  };
}
