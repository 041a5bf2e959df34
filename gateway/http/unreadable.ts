import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpError } from './http-error.ts';
import { securityHeaders } from './security-headers.ts';

type Refusal = { status: number; code: string; message: string };

/** By Node's code; anything else is no HTTP. */
const refusals = new Map<string, Refusal>([
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    { status: 408, code: 'REQUEST_TIMEOUT', message: 'expected the whole request within the time that is allowed' },
  ],
  [
    'HPE_HEADER_OVERFLOW',
    { status: 431, code: 'HEADERS_TOO_LARGE', message: 'expected shorter headers and a shorter address' },
  ],
  [
    'HPE_CHUNK_EXTENSIONS_OVERFLOW',
    { status: 413, code: 'BODY_TOO_LARGE', message: 'expected a body in chunks without long extensions' },
  ],
]);
const malformed: Refusal = { status: 400, code: 'BAD_REQUEST', message: 'expected a request of HTTP/1.1' };

/** Milliseconds for which a client may go on sending what was refused: one that is cut off at once may not hear why. */
const lingering = 500;

/**
 * Answers what Node refuses before it is a request (no HTTP, too long headers, too slow) as we answer anything: with a code, a
 * request id and the headers of every answer. The connection ends.
 */
export function answerUnreadable(server: Server, isProduction: boolean): void {
  const responses = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();
  server.prependListener('request', ({ socket }, response) => responses.set(socket, response));
  // An expectation that we do not know may be left aside (RFC 9110, 10.1.1); Node's 417 would have none of our headers.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (refused.has(socket)) return;
    refused.add(socket);
    const response = responses.get(socket);
    // One that is written comes before ours.
    const isUnderWay = response?.headersSent && !response.writableEnded;
    if (isUnderWay || error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const pending = response?.writableEnded ? undefined : response?.getHeader('x-request-id');
    const requestId = typeof pending === 'string' ? pending : randomUUID();
    socket.end(wordsOf(refusals.get(error.code ?? '') ?? malformed, requestId, isProduction));
    setTimeout(() => socket.destroy(), lingering).unref();
  });
}

/** HttpError 400 for a request that names no host (RFC 9112, 3.2): in place of Node's own answer (connections.ts). */
export function requireHost({ headers, httpVersion }: IncomingMessage): void {
  if (headers.host === undefined && httpVersion === '1.1') throw new HttpError(400, 'expected a header Host');
}

function wordsOf({ status, code, message }: Refusal, requestId: string, isProduction: boolean): string {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const headers = {
    'x-request-id': requestId,
    ...securityHeaders(isProduction),
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    date: new Date().toUTCString(),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}
