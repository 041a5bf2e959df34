import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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
      (await execute({ ...params, requestId: readRequestId(request.raw) })) as never,
  });
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/graphql') {
      boundBody(request, response);
      return graphql(request, response);
    }
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
    stop: () => close(server),
  };
}

/** The gateway's id for the request; any other form is not ours, and might not be fit for a log. */
function readRequestId({ headers }: IncomingMessage): string | undefined {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}$/i.test(given) ? given : undefined;
}

/** Entities of a large page: 70,000 keys are about 7 MB. */
const maxBodyBytes = 16 << 20;

/** graphql-http reads a body of any length; what is too long is cut off with its connection. */
function boundBody(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  // graphql-http reads text.
  request.on('data', (chunk: Buffer | string) => {
    bytes += Buffer.byteLength(chunk);
    if (bytes <= maxBodyBytes || response.headersSent) return;
    response.writeHead(413, { connection: 'close' }).end(`expected a body of at most ${maxBodyBytes} bytes`);
    response.once('finish', () => request.destroy());
  });
}

/** Answers what runs, within a bound, and takes nothing new. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const bound = setTimeout(() => server.closeAllConnections(), 5_000);
    server.close(() => {
      clearTimeout(bound);
      resolve();
    });
    server.closeIdleConnections();
  });
}
