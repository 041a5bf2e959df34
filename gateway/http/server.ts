import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Identity } from '../access/identity.ts';
import { contractOfRequest, contractPaths } from '../contracts/contract-of-request.ts';
import { callerIn } from '../contracts/withhold-scopes.ts';
import type { Documents } from '../documents/documents.ts';
import type { GatewayConfig } from '../gateway.ts';
import { addressOf } from '../limits/client-address.ts';
import { createDrain } from '../shutdown/drain.ts';
import { defaultShutdown } from '../shutdown/environment.ts';
import { describeFault, type Log } from '../telemetry/log.ts';
import type { GatewayObserver } from '../telemetry/observer.ts';
import { watchRequest } from '../telemetry/watch-request.ts';
import { createAdmission } from './admission.ts';
import { answer, answerNotFound, refuse } from './answer.ts';
import { createBodyRoom } from './body-room.ts';
import { compress } from './compress.ts';
import { arrivalLimits, backlog, boundConnections, usualTraffic } from './connections.ts';
import { allowOrigin, answerPreflight, isPreflight } from './cors.ts';
import type { HttpSettings } from './environment.ts';
import { answerGraphql, type ExecuteOperation } from './graphql.ts';
import { answerReadiness, answerStopping, type SubgraphReadiness, shareWhilePending } from './health.ts';
import { HttpError } from './http-error.ts';
import { readRequestId } from './request-id.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { answerUnreadable, requireHost } from './unreadable.ts';

/** So that a token far too long hears our 401, and not node's 431 for more than 16 KB of headers. */
const maxHeaderBytes = 128 << 10;

type ListenOptions = {
  execute: ExecuteOperation;
  /** Says which document a request asks for, and whether it may. */
  admit?: Documents['admit'] | undefined;
  identity: Identity;
  /** Asks each subgraph. */
  findReadiness: () => Promise<SubgraphReadiness[]>;
  observer?: GatewayObserver | undefined;
  /** Other paths, each with what answers it. */
  routes?: ReadonlyMap<string, Route> | undefined;
  config: Pick<GatewayConfig, 'host' | 'port' | 'traffic' | 'shutdown' | 'cost' | 'contracts'> & { http: HttpSettings };
  log: Log;
};

/** Answers a request; an HttpError that it throws is answered as a refusal. */
type Route = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void> | void;

/** The gateway's HTTP: /graphql, those of the contracts, /health/live, /health/ready, and the paths of `routes`. Resolves once it listens. */
export async function listen({
  execute,
  admit,
  identity,
  findReadiness,
  observer,
  routes: others = new Map(),
  config,
  log,
}: ListenOptions) {
  const { http, traffic = usualTraffic, shutdown = defaultShutdown, cost, contracts, host, port } = config;
  const { corsOrigins, maxBodyBytes, isProduction } = http;
  const readiness = shareWhilePending(findReadiness);
  const admission = createAdmission({ ...traffic, observer });
  const bodies = createBodyRoom(traffic.pendingBytes, observer);
  const answerOperation =
    (path: string | null): Route =>
    (request, response, requestId) =>
      watchRequest({ request, response, requestId, observer }, async (facts) => {
        const signal = goneOf(response);
        admission.refuseWhenFull();
        const identified = await identity.identify(request);
        facts.client = identified.client;
        const { caller, contract: claimed } = identified;
        const anonymous = contracts?.anonymous ?? null;
        const contract = contractOfRequest({ path, claimed, anonymous, hasToken: caller.subject !== null });
        const address = addressOf(request, cost?.addressHeader);
        const told = { caller: callerIn(contract, caller), contract };
        const context = { ...identified, ...told, isByHash: false as const, address, requestId, facts, signal };
        const bytes = bodies.hold();
        const asking = { execute, admission, bytes, admit, context, maxBodyBytes };
        await answerGraphql(request, response, asking).finally(bytes.release);
      });
  const routes = new Map<string, Route>([
    ...others,
    ...[['/graphql', null] as const, ...contractPaths].map(([path, contract]): [string, Route] => [
      path,
      (request, response, requestId) => {
        allowOrigin(request, response, corsOrigins);
        if (isPreflight(request)) return answerPreflight(response);
        return answerOperation(contract)(request, response, requestId);
      },
    ]),
    ['/health/live', (_, response) => answer(response, 200, 'live')],
    [
      '/health/ready',
      async (_, response) =>
        drain.isStopping() ? answerStopping(response) : answerReadiness(response, await readiness()),
    ],
  ]);
  const options = { maxHeaderSize: maxHeaderBytes, ...arrivalLimits(traffic) };
  const server = createServer(options, async (request, response) => {
    const requestId = readRequestId(request);
    response.setHeader('x-request-id', requestId);
    setSecurityHeaders(response, isProduction);
    compress(request, response);
    try {
      requireHost(request);
      const route = routes.get(request.url?.split('?', 1)[0] ?? '');
      if (route) await route(request, response, requestId);
      else answerNotFound(response);
    } catch (error) {
      fail(request, response, { error: error as Error, requestId, log });
    }
  });
  const drain = createDrain(server, shutdown);
  boundConnections(server, traffic);
  answerUnreadable(server, isProduction);
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ port, host, backlog }, resolve));
  return { origin: originOf(host, (server.address() as AddressInfo).port), stop: drain.stop };
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
