import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createIdentity } from '../../gateway/access/identity.ts';
import { defaultSettings, type SubgraphSettings } from '../../gateway/data-sources/environment.ts';
import { createDocuments } from '../../gateway/documents/documents.ts';
import { type DocumentsConfig, documentsEnvironment } from '../../gateway/documents/environment.ts';
import type { ExecutorKind } from '../../gateway/execution/environment.ts';
import { openExplorer } from '../../gateway/explorer/explorer.ts';
import { createGateway } from '../../gateway/gateway.ts';
import { type TrafficLimits, usualTraffic } from '../../gateway/http/connections.ts';
import { defaultHttp, type HttpSettings } from '../../gateway/http/environment.ts';
import { mayIntrospect } from '../../gateway/introspection.ts';
import { costEnvironment } from '../../gateway/limits/cost-environment.ts';
import { type OperationLimits, usualLimits } from '../../gateway/limits/operation-limits.ts';
import { type PlanningConfig, usualPlanning } from '../../gateway/planning/environment.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';
import type { TelemetryConfig } from '../../gateway/telemetry/environment.ts';
import { createLog, type Log } from '../../gateway/telemetry/log.ts';
import { type GatewayObserver, tellAll } from '../../gateway/telemetry/observer.ts';
import { createTelemetry } from '../../gateway/telemetry/telemetry.ts';
import { environmentName } from '../../schema/subgraph-name.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import { type RunningSubgraph, startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownerConnection } from './owner-connection.ts';
import { createTestIdentity } from './tokens.ts';

export type StackOptions = {
  /** Each subgraph as a service over HTTP instead of in the gateway's process. */
  split?: boolean;
  /** Where the gateway logs; nowhere without it. */
  log?: Log;
  /** Databases to use in place of the run's own. */
  databaseUrls?: Record<string, DatabaseUrls>;
  accessMode?: 'filter' | 'reject';
  /** The contract of callers without a token. */
  anonymousContract?: string | null;
  /** As with NODE_ENV=production. */
  isProduction?: boolean;
  http?: Partial<HttpSettings>;
  documents?: Partial<DocumentsConfig>;
  /** Milliseconds between two looks at the partners' manifests. */
  lookEvery?: number;
  /** In place of the usual ones. */
  limits?: Partial<OperationLimits>;
  /** MiB for entities that may be kept; none without it, so that each test asks for what it looks at. */
  cacheMiB?: number;
  planning?: Partial<PlanningConfig>;
  executor?: ExecutorKind;
  traffic?: Partial<TrafficLimits>;
  /** Settings of cost and budgets; by default those of the gateway, without a budget a minute. */
  cost?: Record<string, string>;
  /** Addresses to ask in place of the stack's own services. */
  subgraphUrls?: Record<string, string>;
  /** In place of the defaults, by subgraph. */
  settings?: Record<string, Partial<SubgraphSettings>>;
  observer?: GatewayObserver;
  /** How it is watched; without it no request leaves a line in the log. */
  watching?: TelemetryConfig;
  supergraph?: string;
  /** The pages for analysts, as they were built, with or without the roles of development. */
  explorer?: 'development' | 'production';
  /** Puts something between a subgraph and whoever asks it, in process and over HTTP. */
  around?: (subgraph: RunningSubgraph) => RunningSubgraph;
};

/** For tests that ask for everything at once, as no client may. */
export const withoutLimits = {
  limits: { characters: 1e7, tokens: 1e6, depth: 1e3, nesting: 1e3, selections: 1e6, aliases: 1e6, rootFields: 1e6 },
  cost: { RATE_LIMIT: 'off', COST_LIMIT: String(Number.MAX_SAFE_INTEGER) },
  http: { maxBodyBytes: 16 << 20 },
} satisfies StackOptions;

type AskOptions = {
  /** In place of the caller for whom nothing is refused; null for none. */
  token?: string | null;
  headers?: Record<string, string>;
};

/** One error of an answer, as a client sees it. */
export type ClientError = {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; serviceName?: string; missing?: object; legalBasis?: object[] };
};
// biome-ignore lint/suspicious/noExplicitAny: tests read whatever the query asked for
export type Answer = { data?: any; errors?: ClientError[]; extensions?: any };

export const { personKey } = subgraphsEnvironment.parse({});

/** Of the requests between the gateway and the services of split stacks. */
const signingKey = randomBytes(32);

/** The running whole: subgraphs on real databases and the gateway on a free port, asked over real HTTP. */
export async function startStack({
  split = false,
  databaseUrls = {},
  log = createLog('silent'),
  accessMode = 'filter',
  anonymousContract = null,
  isProduction = false,
  http = {},
  documents: documentsChanged = {},
  lookEvery = 5_000,
  limits,
  cacheMiB = 0,
  planning,
  executor = 'compiled',
  traffic,
  cost = { RATE_LIMIT: 'off' },
  subgraphUrls = {},
  settings = {},
  observer = {},
  watching = {
    accessLog: false,
    metrics: { port: undefined, host: '127.0.0.1', token: undefined, isProduction: false },
  },
  supergraph = 'schema/supergraph.graphql',
  explorer,
  around = (subgraph) => subgraph,
}: StackOptions = {}) {
  const issuer = await createTestIdentity();
  const statements: { subgraph: string; text: string }[] = [];
  const failures: object[] = [];
  await using stack = new AsyncDisposableStack();
  const urlsOf = (name: string) => databaseUrls[name] ?? (inject('databaseUrls')[name] as DatabaseUrls);
  const running = await Promise.all(
    registry.map(async ({ name, load }) => {
      const subgraph = startSubgraph((await load()).default, {
        databaseUrls: urlsOf(name),
        personKey,
        report: (failure) => failures.push(failure),
        onStatement: (text) => statements.push({ subgraph: name, text }),
      });
      stack.defer(() => subgraph.stop());
      return around(subgraph);
    }),
  );
  const services = split
    ? await Promise.all(
        running.map(async (subgraph) => ({
          name: subgraph.name,
          ...(await serveSubgraph({ ...subgraph, host: '127.0.0.1', port: 0, keys: [signingKey] })),
        })),
      )
    : [];
  for (const service of services) stack.defer(() => service.stop());
  const identity = createIdentity(issuer.options);
  stack.defer(() => identity.stop());
  const documents = await createDocuments({
    config: { ...documentsEnvironment.parse({}), ...documentsChanged },
    log,
    mayIntrospect,
    lookEvery,
  });
  stack.defer(() => documents.stop());
  const telemetry = await createTelemetry(watching, log);
  stack.defer(() => telemetry.stop());
  const addresses = { ...Object.fromEntries(services.map(({ name, url }) => [name, url])), ...subgraphUrls };
  const gateway = await createGateway({
    documents,
    observer: tellAll([telemetry.observer, observer]),
    telemetry,
    supergraph: await readSupergraph(
      supergraph,
      Object.fromEntries(Object.entries(addresses).map(([name, url]) => [environmentName(name), url])),
    ),
    config: {
      host: '127.0.0.1',
      port: 0,
      accessMode,
      contracts: { anonymous: anonymousContract },
      isProduction,
      http: { ...defaultHttp, isProduction, ...http },
      limits: { ...usualLimits, ...limits },
      planning: { ...usualPlanning, ...planning },
      executor,
      cache: { mebibytes: cacheMiB },
      traffic: { ...usualTraffic, ...traffic },
      cost: costEnvironment.parse(cost),
    },
    identity,
    keyOf: () => signingKey,
    settingsOf: (name) => ({ ...defaultSettings, ...settings[name] }),
    local: split ? [] : running.filter(({ name }) => subgraphUrls[name] === undefined),
    explorer: await openExplorer({
      isOn: explorer !== undefined,
      docs: explorer === 'development' ? 'all' : 'public',
      issueToken: explorer === 'development' ? issuer.tokenOf : undefined,
      log,
    }),
    log,
  });
  stack.defer(() => gateway.stop());
  // With the owner's rights: tests compare answers with all that there is.
  const databases = Object.fromEntries(
    registry.map(({ name }) => {
      const sql = ownerConnection(urlsOf(name));
      stack.defer(() => sql.end());
      return [name, sql];
    }),
  );
  const started = stack.move();

  /** Sends an operation and gives the answer's text, to be compared byte for byte. */
  const askText = async (
    query: string,
    variables: Record<string, unknown> = {},
    { token = issuer.everything, headers = {} }: AskOptions = {},
  ) => {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers } as Record<string, string>,
      body: JSON.stringify({ query, variables }),
    });
    return response.text();
  };
  return {
    url: gateway.url,
    /** Puts another supergraph in use. */
    reload: gateway.reload,
    /** Every SQL statement sent since the start, in order. */
    statements,
    /** What subgraphs reported as masked failures. */
    failures,
    services,
    /** Each with its owner's rights. */
    databases,
    /** Where metrics are, where they have a port of their own. */
    metricsUrl: telemetry.metricsUrl,
    /** A token of the caller for whom nothing is refused. */
    everything: issuer.everything,
    /** A token of a role, with claims changed. */
    tokenOf: issuer.tokenOf,
    askText,
    ask: async (query: string, variables?: Record<string, unknown>, options?: AskOptions): Promise<Answer> =>
      JSON.parse(await askText(query, variables, options)),
    stop: () => started.disposeAsync(),
  };
}

export type Stack = Awaited<ReturnType<typeof startStack>>;
