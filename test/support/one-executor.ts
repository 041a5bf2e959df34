import { createHash } from 'node:crypto';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import type { ExecutorKind } from '../../gateway/execution/environment.ts';
import { executeCompiled } from '../../gateway/execution/executor.ts';
import { type Replays, replaySent } from '../../gateway/execution/replay.ts';
import { keepAliases } from '../../gateway/planning/keep-aliases.ts';
import { createPlanCache } from '../../gateway/planning/plan-cache.ts';
import { planInThread } from '../../gateway/planning/plan-in-thread.ts';
import { plannerConfig } from '../../gateway/planning/planner-config.ts';
import type { GatewayObserver } from '../../gateway/telemetry/observer.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever the query asked for
export type Executed = { data?: any; errors?: any[]; extensions?: any };
export type Executor = Awaited<ReturnType<typeof startExecutor>>;

/** Plans and executes operations over sources of data: a gateway without HTTP, identity, limits and access rules. */
export async function startExecutor(
  supergraphSdl: string,
  sourceOf: (subgraph: string) => Pick<GraphQLDataSource, 'process'>,
  {
    kind,
    observer = {},
    log = console,
  }: { kind: ExecutorKind; observer?: GatewayObserver; log?: Pick<Console, 'error'> },
) {
  const plans = createPlanCache();
  const replays: Replays = new WeakMap();
  const sources = new Map<string, { source: ReturnType<typeof sourceOf> }>();
  let schema: GraphQLSchema | undefined;
  const quiet = () => {};
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => {
      const source = sourceOf(name);
      sources.set(name, { source });
      return replaySent(source, replays);
    },
    queryPlannerConfig: { ...plannerConfig, cache: plans },
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const given = { plans, sources: sources as never, replays, observer, log: log as never };
  const executing = kind === 'compiled' ? executeCompiled(gateway, given) : gateway;
  const planned = keepAliases(planInThread(executing as never, { plans, timeout: 10_000 }));
  const { executor } = await planned.load({ apollo: { graphRef: undefined } } as never);
  /** Of a text, as often as it is asked. GraphQL's own error where it is not valid. */
  const prepare = (query: string) => {
    const document = parse(query);
    const [invalid] = validate(schema as GraphQLSchema, document);
    if (invalid) throw invalid;
    const queryHash = createHash('sha256').update(query).digest('hex');
    const operation = getOperationAST(document);
    return (variables: Record<string, unknown> = {}) => {
      const asked = {
        document,
        operation,
        queryHash,
        request: { query, variables },
        context: { requestId: 'a-request' },
        metrics: {},
        schema,
      };
      return executor?.({ ...asked, logger: console } as never) as unknown as Promise<Executed>;
    };
  };
  return { prepare, stop: () => planned.stop() };
}
