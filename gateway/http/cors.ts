import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http-error.ts';

/** What clients of GraphQL send; a preflight asks for each of them that is not of the usual kind. */
const allowedHeaders = [
  'authorization',
  'content-type',
  'x-purpose',
  'x-request-id',
  'traceparent',
  'tracestate',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-apollo-operation-name',
];
const exposedHeaders = ['x-request-id', 'retry-after'];

/** Seconds for which a browser may remember a preflight: no browser remembers it longer. */
const remembered = 7_200;

/**
 * Lets pages of the origins named read the answer, refusals included. Never with credentials: a token is put into the request
 * by the page itself, and nothing that a browser adds unasked is looked at.
 */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): void {
  if (origins.length > 0) response.appendHeader('vary', 'origin');
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', exposedHeaders.join(', '));
}

/** Whether a browser asks if a page may send the request that it wants to send. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** Answers a preflight of an origin that `allowOrigin` has let in; HttpError 403 to others. */
export function answerPreflight(response: ServerResponse): void {
  if (!response.hasHeader('access-control-allow-origin'))
    throw new HttpError(403, 'expected a page of an origin that CORS_ORIGINS of the gateway names', {
      code: 'ORIGIN_NOT_ALLOWED',
    });
  response
    .writeHead(204, {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': allowedHeaders.join(', '),
      'access-control-max-age': String(remembered),
    })
    .end();
}
