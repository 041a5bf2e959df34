import { inject } from 'vitest';
import { createGateway } from '../../gateway/gateway.ts';
import { createLog, type Log } from '../../gateway/telemetry/log.ts';
import { environmentName } from '../../schema/subgraph-name.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';

type StackOptions = {
  /** Each subgraph as a service over HTTP instead of in the gateway's process. */
  split?: boolean;
  /** Where the gateway logs; nowhere without it. */
  log?: Log;
  /** Databases to use in place of the run's own. */
  databaseUrls?: Record<string, string>;
};

/** One error of an answer, as a client sees it. */
export type ClientError = {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; serviceName?: string };
};
// biome-ignore lint/suspicious/noExplicitAny: tests read whatever the query asked for
export type Answer = { data?: any; errors?: ClientError[] };

export const { personKey } = subgraphsEnvironment.parse({});

/** The running whole: subgraphs on real databases and the gateway on a free port, asked over real HTTP. */
export async function startStack({ split = false, databaseUrls = {}, log = createLog('silent') }: StackOptions = {}) {
  const statements: { subgraph: string; text: string }[] = [];
  const failures: object[] = [];
  await using stack = new AsyncDisposableStack();
  const running = await Promise.all(
    registry.map(async ({ name, load }) => {
      const subgraph = startSubgraph((await load()).default, {
        databaseUrl: databaseUrls[name] ?? (inject('databaseUrls')[name] as string),
        personKey,
        report: (failure) => failures.push(failure),
        onStatement: (text) => statements.push({ subgraph: name, text }),
      });
      stack.defer(() => subgraph.stop());
      return subgraph;
    }),
  );
  const services = split
    ? await Promise.all(
        running.map(async (subgraph) => ({
          name: subgraph.name,
          ...(await serveSubgraph({ ...subgraph, host: '127.0.0.1', port: 0 })),
        })),
      )
    : [];
  for (const service of services) stack.defer(() => service.stop());
  const gateway = await createGateway({
    config: {
      host: '127.0.0.1',
      port: 0,
      supergraph: 'schema/supergraph.graphql',
      subgraphUrls: Object.fromEntries(services.map(({ name, url }) => [environmentName(name), url])),
    },
    local: split ? [] : running,
    log,
  });
  stack.defer(() => gateway.stop());
  const started = stack.move();

  /** Sends an operation and gives the answer's text, to be compared byte for byte. */
  const askText = async (query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return response.text();
  };
  return {
    url: gateway.url,
    /** Every SQL statement sent since the start, in order. */
    statements,
    /** What subgraphs reported as masked failures. */
    failures,
    services,
    databases: Object.fromEntries(running.map(({ name, sql }) => [name, sql])),
    askText,
    ask: async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
      JSON.parse(await askText(query, variables)),
    stop: () => started.disposeAsync(),
  };
}

export type Stack = Awaited<ReturnType<typeof startStack>>;
