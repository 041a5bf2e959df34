import { isUtf8 } from 'node:buffer';
import { Pool } from 'undici';
import type { Caller } from '../../schema/caller.ts';
import { refusals, sign } from '../../schema/signature.ts';
import { traceHeaders } from '../telemetry/spans.ts';
import type { SubgraphSettings } from './environment.ts';
import { SubgraphFailure } from './failure.ts';
import { longestRetryAfter } from './policy.ts';
import { type Answered, BrokenOffError, send } from './send.ts';

type Sent = {
  body: Buffer;
  /** Of the body (schema/signature.ts). */
  digest: string;
  requestId: string;
  caller: Caller;
  signal: AbortSignal;
};

/** What came back: a text that should be JSON, and the bytes it took. */
export type Received = { text: string; bytes: number; status: number };

type ExchangeOptions = {
  url: string;
  /** Signs each request, and the caller with it; without one nothing of the caller is sent. */
  key: Buffer | undefined;
  settings: Pick<SubgraphSettings, 'timeout' | 'concurrency' | 'maxBytes'>;
};

/** Milliseconds to connect: a machine that is up answers much sooner, one that is not would take the whole time limit. */
const connectWithin = 3_000;

/** Requests to one subgraph over HTTP, through a pool of kept-alive connections. Rejects with a SubgraphFailure. */
export function createExchange({ url, key, settings }: ExchangeOptions) {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: settings.concurrency,
    connect: { timeout: Math.min(connectWithin, settings.timeout) },
    // Shorter than the subgraph keeps an idle connection, so that hardly a request is sent on one that is being closed.
    keepAliveTimeout: 20_000,
    keepAliveMaxTimeout: 30_000,
    maxResponseSize: settings.maxBytes,
    // The caller's signal ends what takes too long, whichever part of it.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  });
  const post = async ({ body, digest, requestId, caller, signal }: Sent): Promise<Received> => {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/graphql-response+json',
      'x-request-id': requestId,
      ...traceHeaders(),
      ...(key && sign({ method: 'POST', path: pathname, body, digest, caller, key, now: Date.now() })),
    };
    const request = { method: 'POST', path: pathname + search, headers, body } as const;
    const answer = await send(pool, request, signal).catch((error: Error) => {
      // Once the subgraph has begun to answer, it is not asked again.
      if (error instanceof BrokenOffError) throw unusable(`the answer broke off: ${codeOf(error.cause as Error)}`);
      throw unanswered(error);
    });
    return read(answer);
  };
  const read = ({ status, headers, body }: Answered): Received => {
    const text = isUtf8(body) ? body.toString() : undefined;
    if (status === 401) throw new SubgraphFailure('unavailable', describeRefusal(text, key !== undefined));
    if (status === 503) requireNoRetryAfter(headers['retry-after']);
    if (headers['content-encoding']) throw unusable('the answer has a content-encoding that was not asked for');
    if (text === undefined) throw unusable('the answer is not UTF-8');
    return { text, bytes: body.length, status };
  };
  return {
    post,
    /** Connections, and requests that are sent or wait for one. */
    use: () => ({ open: pool.stats.connected, pending: pool.stats.size, limit: settings.concurrency }),
    /** Answers what was sent, for at most these milliseconds; then ends. */
    stop: async (within: number) => {
      const late = setTimeout(() => pool.destroy(), within);
      await pool.close().catch(() => {});
      clearTimeout(late);
    },
  };
}

/** A server's trouble is told as such, also where it is told in HTML. */
export function notGraphql(status: number): SubgraphFailure {
  const message = `HTTP ${status}, not a GraphQL response`;
  return status >= 500 ? new SubgraphFailure('unavailable', message, { isFault: true }) : unusable(message);
}

/** An answer came, and is of no use. */
export const unusable = (message: string) => new SubgraphFailure('invalid', message, { isFault: true });

/** The JSON of an answer; SubgraphFailure where it is none. */
export function readJson({ text, status }: Received): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (status !== 200) throw notGraphql(status);
    // The parser's own words would repeat what the subgraph answered.
    throw unusable('the answer is not JSON');
  }
}

/** What is no HTTP at all is an answer too, and would be the same the next time. */
const garbled = /^(HTTPParserError|HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_))/;
/** Nobody was asked, or the connection ended before a word came back: a kept-alive one that was just being closed, say. */
const repeatable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|UND_ERR_SOCKET|UND_ERR_CONNECT_TIMEOUT)$/;

function unanswered(error: Error): SubgraphFailure {
  const code = codeOf(error);
  if (garbled.test(code)) return unusable(code);
  return new SubgraphFailure('unavailable', code, { isRetryable: repeatable.test(code), isFault: true });
}

function codeOf(error: Error & { code?: unknown }): string {
  if (typeof error.code === 'string') return error.code;
  // A host of several addresses, none of which answers.
  return error instanceof AggregateError && error.errors[0] ? codeOf(error.errors[0]) : error.name;
}

/** RFC 9110 allows a date too; who means a pause as short as we wait gives seconds. */
function requireNoRetryAfter(header: string | string[] | undefined): void {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return;
  const retryAfter = Number(header) * 1_000;
  const details = { isRetryable: retryAfter <= longestRetryAfter, retryAfter, isFault: true };
  throw new SubgraphFailure('unavailable', 'HTTP 503, with a time to come back', details);
}

/** What a 401 says: its reason where it is one of ours, since another's words may repeat what was sent. */
function describeRefusal(answer: string | undefined, signed: boolean): string {
  if (!signed) return 'refused an unsigned request';
  const reason = refusals.find((known) => known === answer);
  return reason ? `refused our signature: ${reason}` : 'refused our signature';
}
