import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { developmentHint } from './access/development-hint.ts';
import { guardGateway } from './access/guard.ts';
import type { Identified, Identity } from './access/identity.ts';
import { createInProcessSource, type Execute } from './data-sources/in-process.ts';
import { createRemoteSource } from './data-sources/remote.ts';
import type { Documents } from './documents/documents.ts';
import { defaultHttp, type HttpSettings } from './http/environment.ts';
import { listen } from './http/server.ts';
import { createIntrospectionRule } from './introspection.ts';
import { limits } from './limits/operation-size.ts';
import { maskError } from './mask-error.ts';
import { createOperationChecks } from './operation-checks.ts';
import { SupergraphError, type SupergraphFile } from './supergraph.ts';
import type { Log } from './telemetry/log.ts';
import type { GatewayObserver } from './telemetry/observer.ts';
import type { RequestFacts } from './telemetry/request-facts.ts';

/** What belongs to one client request. */
export type GatewayContext = Identified & {
  requestId: string;
  /** What is told of the request once it is answered; none where nobody watches. */
  facts?: RequestFacts;
  /** Aborted when the client has gone away: nobody waits for the answer any longer. */
  signal: AbortSignal;
};

/** A subgraph in this process. */
type LocalSubgraph = { name: string; execute: Execute; isReady: () => Promise<boolean> };

type GatewayOptions = {
  /** Told what happens; no one without it. */
  observer?: GatewayObserver | undefined;
  config: {
    host: string;
    port: number;
    /** Whether refused fields are left out of the answer, or the whole operation is refused. */
    accessMode: 'filter' | 'reject';
    /** Whether the schema is told to those alone who may introspect it: no introspection, no names suggested. */
    isProduction?: boolean;
  };
  http?: HttpSettings;
  /** Which documents are executed, and those that are remembered; stopped by whoever made it. Any is executed without it. */
  documents?: Documents | undefined;
  /** Tells who asks. */
  identity: Identity;
  /** What requests to a subgraph over HTTP are signed with; unsigned where there is none. */
  keyOf: (subgraph: string) => Buffer | undefined;
  /** In development: what would help whoever lacks something, added to the refusal's message. */
  hint?: typeof developmentHint | undefined;
  supergraph: SupergraphFile;
  /** Those of this process; the others are reached at the addresses of the supergraph. */
  local: LocalSubgraph[];
  log: Log;
};

/** Starts the gateway; resolves once it listens. No subgraph need be up: each is asked when a query needs it. */
export async function createGateway({
  config,
  http = defaultHttp,
  documents,
  supergraph,
  identity,
  keyOf,
  hint,
  local,
  log,
}: GatewayOptions): Promise<{ url: string; stop: () => Promise<void> }> {
  const { sdl, rules, addressOf } = supergraph;
  const remotes: ReturnType<typeof createRemoteSource>[] = [];
  const report = (failure: object) => log.warn(failure, 'subgraph gave no answer');
  const buildSource = (name: string): GraphQLDataSource<GatewayContext> => {
    const inProcess = local.find((subgraph) => subgraph.name === name);
    if (inProcess) return createInProcessSource(name, inProcess.execute, report);
    const remote = createRemoteSource(name, addressOf(name), report, keyOf(name));
    remotes.push(remote);
    return remote.source;
  };
  const logger = {
    debug: () => {},
    info: () => {},
    warn: (message: string) => log.warn(message),
    error: (message: string) => log.error(message),
  };
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    buildService: ({ name }) => buildSource(name) as never,
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    ...(documents && { experimental_approximateQueryPlanStoreMiB: documents.planCacheMiB }),
    logger,
  });
  const apollo = new ApolloServer<GatewayContext>({
    gateway: guardGateway(gateway, { rules, mode: config.accessMode, hint }),
    ...(documents?.apollo ?? { persistedQueries: false }),
    logger,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: maskError,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { hideSuggestions: config.isProduction === true },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ...(config.isProduction ? [createIntrospectionRule()] : []),
      createOperationChecks(log),
    ],
  });
  await apollo.start().catch((error: Error) => {
    if (error instanceof SupergraphError) throw error;
    const reason = error.message.replaceAll(/\s+/g, ' ');
    throw new SupergraphError(`the gateway cannot load the supergraph ${supergraph.path}: ${reason}`);
  });
  const findReadiness = () =>
    Promise.all(
      [...local, ...remotes].map(async ({ name, isReady }) => {
        const ready = await isReady();
        // In this process a subgraph is as ready as its database; of a service it is not known which of them does not answer.
        const isLocal = local.some((subgraph) => subgraph.name === name);
        return { name, ready, database: ready || isLocal ? ready : null };
      }),
    );
  const { host, port } = config;
  const server = await listen({
    apollo,
    admit: documents?.admit,
    identity,
    findReadiness,
    settings: http,
    host,
    port,
    log,
  });
  return {
    url: `${server.origin}/graphql`,
    stop: async () => {
      await server.stop();
      await apollo.stop();
      await Promise.all(remotes.map((remote) => remote.stop()));
    },
  };
}
