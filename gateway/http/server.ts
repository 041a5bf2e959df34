import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApolloServer } from '@apollo/server';
import type { Identity } from '../access/identity.ts';
import type { Documents } from '../documents/documents.ts';
import type { GatewayContext } from '../gateway.ts';
import { describeFault, type Log } from '../telemetry/log.ts';
import { answer, refuse } from './answer.ts';
import { compress } from './compress.ts';
import { allowOrigin, answerPreflight, isPreflight } from './cors.ts';
import type { HttpSettings } from './environment.ts';
import { answerGraphql } from './graphql.ts';
import { answerReadiness, type SubgraphReadiness, shareWhilePending } from './health.ts';
import { HttpError } from './http-error.ts';
import { readRequestId } from './request-id.ts';
import { setSecurityHeaders } from './security-headers.ts';

/** So that a token far too long hears our 401, and not node's 431 for more than 16 KB of headers. */
const maxHeaderBytes = 128 << 10;

type ListenOptions = {
  apollo: ApolloServer<GatewayContext>;
  /** Says which document a request asks for, and whether it may. */
  admit?: Documents['admit'] | undefined;
  identity: Identity;
  /** Asks each subgraph. */
  findReadiness: () => Promise<SubgraphReadiness[]>;
  settings: HttpSettings;
  host: string;
  port: number;
  log: Log;
};

/** Answers a request; an HttpError that it throws is answered as a refusal. */
type Route = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void> | void;

/** The gateway's HTTP: /graphql, /health/live, /health/ready. Resolves once it listens. */
export async function listen({ apollo, admit, identity, findReadiness, settings, host, port, log }: ListenOptions) {
  const { corsOrigins, maxBodyBytes, isProduction } = settings;
  const readiness = shareWhilePending(findReadiness);
  const routes = new Map<string, Route>([
    [
      '/graphql',
      async (request, response, requestId) => {
        allowOrigin(request, response, corsOrigins);
        if (isPreflight(request)) return answerPreflight(response);
        const identified = await identity.identify(request);
        const context = { ...identified, requestId, signal: goneOf(response) };
        return answerGraphql(request, response, { apollo, admit, context, maxBodyBytes });
      },
    ],
    ['/health/live', (_, response) => answer(response, 200, 'live')],
    ['/health/ready', async (_, response) => answerReadiness(response, await readiness())],
  ]);
  const server = createServer({ maxHeaderSize: maxHeaderBytes }, async (request, response) => {
    const requestId = readRequestId(request);
    response.setHeader('x-request-id', requestId);
    setSecurityHeaders(response, isProduction);
    compress(request, response);
    try {
      const route = routes.get(request.url?.split('?', 1)[0] ?? '');
      if (route) await route(request, response, requestId);
      else answer(response, 404, 'not found: GraphQL is at /graphql');
    } catch (error) {
      fail(request, response, { error: error as Error, requestId, log });
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

type Failure = { error: Error; requestId: string; log: Log };

function fail(request: IncomingMessage, response: ServerResponse, { error, requestId, log }: Failure): void {
  const isRefusal = error instanceof HttpError;
  // A client that went away is no failure of ours, and hears no answer.
  if (!isRefusal && request.destroyed && !request.complete) return;
  if (!isRefusal) log.error({ requestId, error: describeFault(error) }, 'request failed');
  const refusal = isRefusal ? error : new HttpError(500, 'Internal server error.', { code: 'INTERNAL_SERVER_ERROR' });
  if (refusal.status === 401) log.info({ requestId, reason: refusal.message }, 'caller not identified');
  if (!response.headersSent) refuse(request, response, refusal);
}

const originOf = (host: string, port: number) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

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
