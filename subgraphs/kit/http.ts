import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHandler } from 'graphql-http/lib/use/http';
import type { SubgraphRequest, SubgraphResponse } from './execute.ts';

type ServeOptions = {
  execute: (request: SubgraphRequest) => Promise<SubgraphResponse>;
  /** Whether the database answers. */
  isReady: () => Promise<boolean>;
  host: string;
  port: number;
};

/** A subgraph as a service: POST /graphql, GET /health/live, GET /health/ready. Resolves once it listens. */
export async function serveSubgraph({ execute, isReady, host, port }: ServeOptions) {
  const graphql = createHandler({
    // The executor parses, validates, runs and masks; graphql-http adds the transport's rules alone.
    onSubscribe: async (request, params) =>
      (await execute({ ...params, requestId: request.raw.headers['x-request-id'] as string | undefined })) as never,
  });
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/graphql') return graphql(request, response);
    if (path === '/health/live') return response.writeHead(200).end('live');
    if (path === '/health/ready')
      return (await isReady())
        ? response.writeHead(200).end('ready')
        : response.writeHead(503).end('database does not answer');
    return response.writeHead(404).end('not found: GraphQL is at /graphql');
  });
  // Longer than the gateway keeps an idle connection, so that it never sends on one that is being closed.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}/graphql`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
