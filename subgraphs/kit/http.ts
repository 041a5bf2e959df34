import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHandler } from 'graphql-http';
import type { Caller } from '../../schema/caller.ts';
import { createDrain, type ShutdownSettings } from './drain.ts';
import type { SubgraphRequest, SubgraphResponse } from './execute.ts';
import type { ExtractSource } from './extract.ts';
import { createLog, type Log } from './log.ts';
import { BodyTooLongError, isBounded } from './read-body.ts';
import { createExtractAnswers, mayExtract } from './serve-extract.ts';
import { readSigned } from './signed-request.ts';
import { continueTrace } from './tracing/spans.ts';

type ServeOptions = {
  execute: (request: SubgraphRequest) => Promise<SubgraphResponse>;
  /** Whether the database answers. */
  isReady: () => Promise<boolean>;
  /** What it gives to the rules of data quality; without it nothing answers at /extract. */
  source?: ExtractSource | undefined;
  host: string;
  port: number;
  /** What the gateway may sign with: one key, or two while it is being replaced. */
  keys: readonly Buffer[];
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Requests signed before this time are refused: now without it. */
  since?: number;
  /** How long stopping may take; the usual without it. */
  shutdown?: ShutdownSettings;
  /** Told of faults of ours, which standard error is without it. */
  log?: Log;
};

const usualShutdown: ShutdownSettings = { delay: 0, timeout: 10_000 };

/**
 * A subgraph as a service: POST /graphql for whoever signs (schema/signature.ts), POST /extract for the rules of data
 * quality (serve-extract.ts), GET /health/live, GET /health/ready. Resolves once it listens.
 */
export async function serveSubgraph({
  execute,
  isReady,
  source,
  host,
  port,
  keys,
  now = Date.now,
  since = now(),
  shutdown = usualShutdown,
  log = createLog('error'),
}: ServeOptions) {
  const graphql = createHandler<IncomingMessage, { caller: Caller; signal: AbortSignal }>({
    // The executor parses, validates, runs and masks; graphql-http adds the transport's rules alone. What it would write itself
    // it looks through for errors that are no plain objects, value by value: here are none.
    onSubscribe: async ({ raw, context }, params) => {
      const run = () => execute({ ...params, requestId: readRequestId(raw), ...context });
      const result = await continueTrace(raw.headers, run);
      return [JSON.stringify(result), { status: 200, statusText: 'OK', headers: contentTypeOf(raw) }];
    },
  });
  /** What was signed and who by; undefined where that was refused. */
  const accept = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST') return refuse(request, response.setHeader('allow', 'POST'), 405, 'expected POST');
    const signed = await readSigned(request, keys, now, since);
    if (!('refusal' in signed)) return signed;
    return refuse(request, response, signed.refusal === 'too many requests' ? 503 : 401, signed.refusal);
  };
  const answerGraphql = async (request: IncomingMessage, response: ServerResponse) => {
    const signed = await accept(request, response);
    if (!signed) return;
    const { url = '', headers } = request;
    const context = { caller: signed.caller, signal: goneOf(response) };
    const body = signed.body.toString();
    const [answer, init] = await graphql({ method: 'POST', url, headers, body, raw: request, context });
    response.writeHead(init.status, init.statusText, init.headers).end(answer && Buffer.from(answer));
  };
  const extracts = source && createExtractAnswers(source);
  const answerExtract = async (
    answer: NonNullable<typeof extracts>,
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    const signed = await accept(request, response);
    if (!signed) return;
    if (!mayExtract(signed.caller)) return refuse(request, response, 403, 'for the rules of data quality alone');
    return answer(signed.body, response);
  };
  const route = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/graphql') return answerGraphql(request, response);
    if (path === '/extract' && extracts) return answerExtract(extracts, request, response);
    if (path === '/health/live') return response.writeHead(200).end('live');
    if (path === '/health/ready')
      return !drain.isStopping() && (await isReady())
        ? response.writeHead(200).end('ready')
        : response.writeHead(503).end('not ready');
    return refuse(request, response, 404, 'not found: GraphQL is at /graphql');
  };
  // A caller may answer for a thousand units, more than the 16 KB of headers that Node takes.
  const server = createServer({ maxHeaderSize: 64 << 10 }, (request, response) => {
    route(request, response).catch((error: Error) => fail(error, request, response, log));
  });
  const drain = createDrain(server, shutdown);
  // Longer than the gateway keeps an idle connection, so that it never sends on one that is being closed.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}/graphql`,
    stop: drain.stop,
  };
}

/** Aborted when the gateway closes the connection before it was answered: it waits no longer. */
function goneOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => response.writableFinished || gone.abort());
  return gone.signal;
}

const preferred = 'application/graphql-response+json';

/** Of an answer to a request that graphql-http has found to take one of these. */
const contentTypeOf = ({ headers }: IncomingMessage) => ({
  'content-type': `${headers.accept?.includes(preferred) ? preferred : 'application/json'}; charset=utf-8`,
});

/** The gateway's id for the request; any other form is not ours, and might not be fit for a log. */
function readRequestId({ headers }: IncomingMessage): string | undefined {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}$/i.test(given) ? given : undefined;
}

/** A few words in plain text. A short body is read and dropped by Node, any other is cut off with its connection. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, reason: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  if (!request.complete && !isBounded(request)) {
    response.setHeader('connection', 'close');
    response.once('finish', () => request.destroy());
  }
  response.end(reason);
}

function fail(error: Error, request: IncomingMessage, response: ServerResponse, log: Log): void {
  // A gateway that went away hears no answer.
  if (response.headersSent || (request.destroyed && !request.complete)) return;
  if (error instanceof BodyTooLongError) {
    refuse(request, response, 413, error.message);
    return;
  }
  // Without the message, which may repeat a value.
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  log.error({ requestId: readRequestId(request), error: [error.name, ...frames].join('\n') }, 'request failed');
  refuse(request, response, 500, 'internal error');
}
