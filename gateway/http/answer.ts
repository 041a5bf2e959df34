import type { IncomingMessage, ServerResponse } from 'node:http';
import { encode } from './encode.ts';
import type { HttpError } from './http-error.ts';
import { negotiate } from './media-type.ts';

/** Milliseconds for which a client may go on sending a body that was refused. */
const lingering = 2_000;

export function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.statusCode = status;
  response.setHeader('content-type', type);
  // The head goes with the body, so that its length is told, and known to what compresses it. As bytes: node would look through
  // a text for its length, join it with the head and then write it out.
  response.end(encode(body));
}

/** Answers what is nowhere here, and what is not to be known of. */
export const answerNotFound = (response: ServerResponse): void =>
  answer(response, 404, 'not found: GraphQL is at /graphql');

/** Answers with a refusal in the form of a GraphQL answer, so that clients find it where they look for errors. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: HttpError): void {
  const { status, message, code, headers } = refusal;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  dropRest(request);
  const type = negotiate(request.headers.accept) ?? 'application/json';
  answer(response, status, JSON.stringify({ errors: [{ message, extensions: { code } }] }), `${type}; charset=utf-8`);
}

/**
 * What is left of a refused body is read and dropped for a while: a connection that is closed under a client that still sends
 * is reset, and the answer lost with it.
 */
function dropRest(request: IncomingMessage): void {
  if (request.complete) return;
  const late = setTimeout(() => request.destroy(), lingering).unref();
  request.once('close', () => clearTimeout(late)).on('error', () => {});
  request.resume();
}
