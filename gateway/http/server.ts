import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApolloServer } from '@apollo/server';
import type { Identity } from '../access/identity.ts';
import type { GatewayContext } from '../gateway.ts';
import { describeFault, type Log } from '../telemetry/log.ts';
import { answerGraphql } from './graphql.ts';
import { HttpError } from './http-error.ts';

/** So that a token far too long hears our 401, and not node's 431 for more than 16 KB of headers. */
const maxHeaderBytes = 128 << 10;

type ListenOptions = {
  apollo: ApolloServer<GatewayContext>;
  identity: Identity;
  isReady: () => Promise<boolean>;
  host: string;
  port: number;
  log: Log;
};

/** The gateway's HTTP: /graphql, /health/live, /health/ready. Resolves once it listens. */
export async function listen({ apollo, identity, isReady, host, port, log }: ListenOptions) {
  const route = async (request: IncomingMessage, response: ServerResponse, requestId: string) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/graphql') {
      const identified = await identity.identify(request);
      return answerGraphql(apollo, request, response, { ...identified, requestId, signal: goneOf(response) });
    }
    if (path === '/health/live') return answer(response, 200, 'live');
    if (path === '/health/ready')
      return (await isReady()) ? answer(response, 200, 'ready') : answer(response, 503, 'a database does not answer');
    return answer(response, 404, 'not found: GraphQL is at /graphql');
  };
  const server = createServer({ maxHeaderSize: maxHeaderBytes }, async (request, response) => {
    const requestId = readRequestId(request);
    response.setHeader('x-request-id', requestId);
    try {
      await route(request, response, requestId);
    } catch (error) {
      // A client that went away is no failure of ours, and hears no answer.
      if (!(error instanceof HttpError) && request.destroyed && !request.complete) return;
      if (!(error instanceof HttpError))
        log.error({ requestId, error: describeFault(error as Error) }, 'request failed');
      const refusal =
        error instanceof HttpError
          ? error
          : new HttpError(500, 'Internal server error.', { code: 'INTERNAL_SERVER_ERROR' });
      if (refusal.status === 401) log.info({ requestId, reason: refusal.message }, 'caller not identified');
      // What is left of a refused body is not read: the connection ends with the answer.
      if (!request.complete && !response.headersSent) response.setHeader('connection', 'close');
      if (!response.headersSent) refuse(response, refusal);
    }
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return { origin: originOf(host, (server.address() as AddressInfo).port), stop: () => close(server) };
}

/** Aborted when the connection closes before the answer was sent. */
function goneOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => response.writableFinished || gone.abort());
  return gone.signal;
}

/** A GraphQL client finds the refusal where it looks for errors. */
function refuse(response: ServerResponse, { status, message, code, headers }: HttpError): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  answer(response, status, body, 'application/json; charset=utf-8');
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/**
 * The caller's request id where it is a UUID or a trace id, so that its logs and ours can be joined; else a new one. Other
 * forms could hold a personal number, and the id goes into every log line.
 */
function readRequestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}$/i.test(given) ? given : randomUUID();
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
