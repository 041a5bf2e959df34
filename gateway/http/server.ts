import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApolloServer } from '@apollo/server';
import type { GatewayContext } from '../gateway.ts';
import type { Log } from '../telemetry/log.ts';
import { answerGraphql } from './graphql.ts';
import { HttpError } from './read-body.ts';

type ListenOptions = {
  apollo: ApolloServer<GatewayContext>;
  isReady: () => Promise<boolean>;
  host: string;
  port: number;
  log: Log;
};

/** The gateway's HTTP: /graphql, /health/live, /health/ready. Resolves once it listens. */
export async function listen({ apollo, isReady, host, port, log }: ListenOptions) {
  const route = async (request: IncomingMessage, response: ServerResponse, requestId: string) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/graphql') return answerGraphql(apollo, request, response, requestId);
    if (path === '/health/live') return answer(response, 200, 'live');
    if (path === '/health/ready')
      return (await isReady()) ? answer(response, 200, 'ready') : answer(response, 503, 'a database does not answer');
    return answer(response, 404, 'not found: GraphQL is at /graphql');
  };
  const server = createServer(async (request, response) => {
    const requestId = readRequestId(request);
    response.setHeader('x-request-id', requestId);
    try {
      await route(request, response, requestId);
    } catch (error) {
      if (!(error instanceof HttpError)) log.error({ requestId, error: (error as Error).stack }, 'request failed');
      const [status, message] =
        error instanceof HttpError ? [error.status, error.message] : [500, 'Internal server error.'];
      if (!response.headersSent)
        answer(
          response,
          status,
          JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }),
          'application/json; charset=utf-8',
        );
      // What is left of a refused body is not read.
      if (!request.complete) response.once('finish', () => request.destroy());
    }
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return { origin: originOf(host, (server.address() as AddressInfo).port), stop: () => close(server) };
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** The caller's request id where it is a plain one, so that its logs and ours can be joined; else a new one. */
function readRequestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

const originOf = (host: string, port: number) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Answers what runs, within a bound, and takes nothing new. */
function close(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    const bound = setTimeout(() => server.closeAllConnections(), 5_000);
    server.close(() => {
      clearTimeout(bound);
      resolve();
    });
    server.closeIdleConnections();
  });
}
