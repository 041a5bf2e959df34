import type { developmentHint } from './access/development-hint.ts';
import type { Identity } from './access/identity.ts';
import type { CacheConfig } from './cache/environment.ts';
import type { ContractContext } from './contracts/contract-of-request.ts';
import type { ContractsConfig } from './contracts/environment.ts';
import type { SubgraphSettings } from './data-sources/environment.ts';
import { createSourceBuilder, type LocalSubgraph } from './data-sources/sources.ts';
import type { Documents } from './documents/documents.ts';
import type { ExecutorKind } from './execution/environment.ts';
import type { Explorer } from './explorer/explorer.ts';
import { startGeneration } from './generation.ts';
import { type TrafficLimits, usualTraffic } from './http/connections.ts';
import { defaultHttp, type HttpSettings } from './http/environment.ts';
import { listen } from './http/server.ts';
import type { Asking } from './limits/budget-holder.ts';
import type { CostConfig } from './limits/cost-environment.ts';
import { createCosts } from './limits/costs.ts';
import type { OperationLimits } from './limits/operation-limits.ts';
import type { PlanningConfig } from './planning/environment.ts';
import { createGenerations } from './reload/generations.ts';
import { createKnownOperations } from './reload/known-operations.ts';
import { createSharedSources } from './reload/shared-sources.ts';
import type { ShutdownConfig } from './shutdown/environment.ts';
import type { SupergraphFile } from './supergraph.ts';
import { describeFault, type Log } from './telemetry/log.ts';
import type { GatewayObserver } from './telemetry/observer.ts';
import type { RequestFacts } from './telemetry/request-facts.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** What belongs to one client request. */
export type GatewayContext = Asking &
  ContractContext & {
    requestId: string;
    /** What is told of the request once it is answered; none where nobody watches. */
    facts?: RequestFacts;
    /** Aborted when the client has gone away: nobody waits for the answer any longer. */
    signal: AbortSignal;
  };

/** How it listens and what it lets pass; what is not given is as usual. */
export type GatewayConfig = {
  host: string;
  port: number;
  /** Whether refused fields are left out of the answer, or the whole operation is refused. */
  accessMode: 'filter' | 'reject';
  /** Whether the schema is told to those alone who may introspect it: no introspection, no names suggested. */
  isProduction?: boolean;
  http?: HttpSettings;
  limits?: OperationLimits;
  planning?: PlanningConfig;
  /** How plans are executed. */
  executor?: ExecutorKind;
  traffic?: TrafficLimits;
  shutdown?: ShutdownConfig;
  /** What is kept of subgraphs' answers; nothing without it. */
  cache?: CacheConfig;
  /** What operations may cost; not reckoned without it. */
  cost?: CostConfig;
  /** Which part of the schema callers without a token are served; the whole without it. */
  contracts?: ContractsConfig;
};

type GatewayOptions = {
  config: GatewayConfig;
  /** Tells who asks. */
  identity: Identity;
  /** What requests to a subgraph over HTTP are signed with; unsigned where there is none. */
  keyOf: (subgraph: string) => Buffer | undefined;
  /** How long each subgraph is waited for, and so on; the defaults without it. */
  settingsOf?: ((subgraph: string) => SubgraphSettings) | undefined;
  /** In development: what would help whoever lacks something, added to the refusal's message. */
  hint?: typeof developmentHint | undefined;
  supergraph: SupergraphFile;
  /** Those of this process; the others are reached at the addresses of the supergraph. */
  local: readonly LocalSubgraph[];
  /** Which documents are executed, and those that are remembered; stopped by whoever made it. Any is executed without it. */
  documents?: Documents | undefined;
  /** Texts of documents that are known to be asked: they are planned before anyone does. */
  known?: readonly string[];
  /** Told what happens; no one without it. */
  observer?: GatewayObserver | undefined;
  /** What it adds to the gateway: counts of use, /metrics and /usage. */
  telemetry?: Pick<Telemetry, 'plugin' | 'routes' | 'watchPools'> | undefined;
  /** The pages for analysts; none without it. */
  explorer?: Explorer | undefined;
  log: Log;
};

export type Gateway = {
  url: string;
  /**
   * Puts another supergraph in use, for requests that come from now on, and tells how many operations were planned for it
   * beforehand. SupergraphError where it cannot be used: the one before stays.
   */
  reload: (supergraph: SupergraphFile) => Promise<{ warmed: number }>;
  /** Ends in order, within the bounds of `shutdown`. */
  stop: () => Promise<void>;
};

/** Starts the gateway; resolves once it listens. No subgraph need be up: each is asked when a query needs it. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, identity, local, documents, known: texts = [], observer, telemetry, explorer, log } = options;
  const { cost, http = defaultHttp } = config;
  const inProcess = new Set(local.map(({ name }) => name));
  const sources = createSharedSources(
    createSourceBuilder({ ...options, places: (config.traffic ?? usualTraffic).running }),
  );
  const costs = cost && createCosts(cost, { log, observer });
  const known = createKnownOperations(texts);
  const load = async (supergraph: SupergraphFile) => {
    const { names, addressOf } = supergraph;
    const lease = sources.lease(names, (name) => (inProcess.has(name) ? 'in process' : addressOf(name)));
    try {
      return await startGeneration({ ...options, supergraph, lease, known, costs, plugin: telemetry?.plugin });
    } catch (error) {
      await lease.release();
      throw error;
    }
  };
  const generations = createGenerations(await load(options.supergraph), (error) =>
    log.error({ error: describeFault(error) }, 'a replaced supergraph did not stop'),
  );
  const running = () => [...generations.current().sources];
  telemetry?.watchPools(() => running().flatMap(([, source]) => source.poolUse()));
  const server = await listen({
    execute: (request, context) =>
      generations.run(({ serverOf }) =>
        serverOf(context.contract).executeOperation(request, { contextValue: context }),
      ),
    admit: documents?.admit,
    identity,
    findReadiness: () =>
      Promise.all(running().map(async ([name, source]) => ({ name, ...(await source.readiness()) }))),
    observer,
    routes: new Map([...(telemetry?.routes(identity) ?? []), ...(explorer?.(identity) ?? [])]),
    config: { ...config, http },
    log,
  });
  return {
    url: `${server.origin}/graphql`,
    reload: async (supergraph) => {
      const next = await load(supergraph);
      generations.replace(next);
      return { warmed: next.warmed };
    },
    stop: async () => {
      await server.stop();
      await generations.stop();
      costs?.stop();
    },
  };
}
