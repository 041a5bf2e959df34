import { setImmediate } from 'node:timers/promises';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { developmentHint } from './access/development-hint.ts';
import { guardGateway } from './access/guard.ts';
import { tellLifetimes } from './cache/answer-lifetime.ts';
import { keepEntities } from './cache/keep-entities.ts';
import { readLifetimes } from './cache/lifetimes.ts';
import { isOpenContract } from './contracts/contract-of-request.ts';
import { startContractServers } from './contracts/contract-servers.ts';
import type { Source } from './data-sources/sources.ts';
import { createDocumentStore } from './documents/caches.ts';
import type { Documents } from './documents/documents.ts';
import { executeCompiled } from './execution/executor.ts';
import { type Replays, replaySent } from './execution/replay.ts';
import type { GatewayConfig, GatewayContext } from './gateway.ts';
import { createIntrospectionRule } from './introspection.ts';
import type { CostControl } from './limits/cost-control.ts';
import { usualLimits } from './limits/operation-limits.ts';
import { inOurWords } from './limits/set-aside.ts';
import { maskError } from './mask-error.ts';
import { createOperationChecks } from './operation-checks.ts';
import { usualPlanning } from './planning/environment.ts';
import { keepAliases } from './planning/keep-aliases.ts';
import { createPlanCache } from './planning/plan-cache.ts';
import { planInThread } from './planning/plan-in-thread.ts';
import { plannerConfig } from './planning/planner-config.ts';
import { type KnownOperations, tellUse } from './reload/known-operations.ts';
import type { SourceLease } from './reload/shared-sources.ts';
import { endWarming, warm } from './reload/warm.ts';
import { SupergraphError, type SupergraphFile } from './supergraph.ts';
import type { Log } from './telemetry/log.ts';
import type { GatewayObserver } from './telemetry/observer.ts';
import { watchExecution } from './telemetry/watch-execution.ts';

type GenerationOptions = {
  config: GatewayConfig;
  supergraph: SupergraphFile;
  /** Released when the generation stops. */
  lease: SourceLease<Source>;
  known: KnownOperations;
  documents?: Documents | undefined;
  costs?: CostControl | undefined;
  hint?: typeof developmentHint | undefined;
  /** After all others. */
  plugin?: ApolloServerPlugin<GatewayContext> | undefined;
  observer?: GatewayObserver | undefined;
  log: Log;
};

type Gateway = Exclude<NonNullable<ApolloServerOptions<GatewayContext>['gateway']>, undefined>;
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

/**
 * All that is made from one supergraph, ready to be asked: schema, rules, planner, caches. SupergraphError where it cannot be
 * used. An operation goes through, from outside in: checks and costs, the access guard, the plan, the fetches.
 */
export async function startGeneration({
  config,
  supergraph,
  lease: sources,
  known,
  documents,
  costs,
  hint,
  plugin,
  observer,
  log,
}: GenerationOptions) {
  const { sdl, rules, path } = supergraph;
  const { limits = usualLimits, planning = usualPlanning, isProduction = false } = config;
  const lifetimes = readLifetimes(sdl, rules);
  // Who has asked while the supergraph was read is answered before it is loaded, which takes as long again.
  await setImmediate();
  const lease = { ...sources, sources: keepEntities(sources.sources, { ...config.cache, lifetimes, observer }) };
  const logger = {
    debug: () => {},
    info: () => {},
    warn: (message: string) => log.warn(message),
    error: (message: string) => log.error(message),
  };
  const plans = createPlanCache(documents?.planCacheMiB);
  const replays: Replays = new WeakMap();
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    // What is no composition is refused by the thread that plans, before anyone asks.
    validateSupergraph: false,
    buildService: ({ name }) => replaySent((lease.sources.get(name) as Source).source, replays),
    queryPlannerConfig: { ...plannerConfig, cache: plans },
    experimental_didResolveQueryPlan: endWarming,
    logger,
  });
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  let execute: Executor | undefined;
  const executing =
    config.executor === 'stock'
      ? gateway
      : executeCompiled(gateway, { plans, sources: lease.sources, replays, observer, log });
  const planned = keepExecutor(keepAliases(planInThread(executing, { plans, ...planning, observer })), (executor) => {
    execute = executor;
  });
  const guarded = guardGateway(watchExecution(tellUse(planned, known.planned)), {
    rules,
    mode: config.accessMode,
    hint,
  });
  let answer: Executor | undefined;
  const answering = keepExecutor(tellUse(guarded, known.asked), (executor) => {
    answer = executor;
  });
  const store = documents?.createDocumentStore() ?? createDocumentStore(32);
  const settings = (contract: string | null) => ({
    persistedQueries: documents?.persistedQueriesOf(contract) ?? (false as const),
    logger,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted: GraphQLFormattedError) => maskError(inOurWords(formatted, limits)),
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { hideSuggestions: isProduction && !isOpenContract(contract) },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // Both would watch each request for resolvers of this process, and a gateway has none.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ...(isProduction ? [createIntrospectionRule()] : []),
      tellLifetimes(lifetimes),
      createOperationChecks({ log, limits, costs, observer }),
      ...(plugin ? [plugin] : []),
    ],
  });
  const whole = settings(null);
  const apollo = new ApolloServer<GatewayContext>({ ...whole, gateway: answering, documentStore: store });
  await apollo.start().catch((error: Error) => {
    if (error instanceof SupergraphError) throw error;
    const reason = error.message.replaceAll(/\s+/g, ' ');
    throw new SupergraphError(`the gateway cannot load the supergraph ${path}: ${reason}`);
  });
  if (!schema || !answer) throw new Error('the gateway started without a schema and an executor');
  const contracts = await startContractServers({
    ...supergraph,
    api: schema,
    execute: answer,
    documents: store,
    createServer: ({ contract, plugins, ...changes }) => {
      const own = settings(contract.name);
      return new ApolloServer<GatewayContext>({ ...own, ...changes, plugins: [...own.plugins, ...plugins] });
    },
    log,
  });
  return {
    /** HttpError 503 for a contract that the supergraph does not make. */
    serverOf: (contract: string | null) => (contract === null ? apollo : contracts.serverOf(contract)),
    sources: lease.sources,
    warmed: schema && execute ? await warm({ execute, schema, documents: store, known }) : 0,
    stop: async () => {
      await contracts.stop();
      await apollo.stop();
      await lease.release();
    },
  };
}

/** The same gateway; `keep` is given what it executes with. */
function keepExecutor(gateway: Gateway, keep: (executor: Executor) => void): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    async load(given) {
      const loaded = await gateway.load(given);
      if (loaded.executor) keep(loaded.executor);
      return loaded;
    },
    stop: () => gateway.stop(),
  };
}
