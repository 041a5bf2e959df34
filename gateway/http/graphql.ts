import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { Documents } from '../documents/documents.ts';
import type { GatewayContext } from '../gateway.ts';
import type { Admission } from './admission.ts';
import { answer } from './answer.ts';
import type { HeldBytes } from './body-room.ts';
import { HttpError } from './http-error.ts';
import { negotiate } from './media-type.ts';
import { readOperation } from './read-operation.ts';
import { statusOf } from './status.ts';

type Executed = Parameters<ApolloServer<GatewayContext>['executeOperation']>[0];

/** Runs one operation. */
export type ExecuteOperation = (
  request: Executed,
  context: GatewayContext,
) => ReturnType<ApolloServer<GatewayContext>['executeOperation']>;

type AnswerOptions = {
  execute: ExecuteOperation;
  /** Gives it its turn. */
  admission: Admission;
  /** Counts what it has sent; released by the caller. */
  bytes: HeldBytes;
  admit?: Documents['admit'] | undefined;
  context: GatewayContext;
  /** Longest body, before and after decompression. */
  maxBodyBytes: number;
};

/**
 * One GraphQL request: what of it is HTTP is decided here and around (media types, statuses, methods, bodies), Apollo Server
 * runs the operation. HttpError for what is no GraphQL request.
 */
export async function answerGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  { execute, admission, bytes, admit, context, maxBodyBytes }: AnswerOptions,
): Promise<void> {
  const mediaType = negotiate(request.headers.accept);
  // Before anything runs: a mutation whose answer nobody takes should not have been made.
  if (!mediaType)
    throw new HttpError(406, 'expected to be asked for application/json or application/graphql-response+json', {
      code: 'NOT_ACCEPTABLE',
    });
  const operation = await readOperation(request, maxBodyBytes, bytes);
  const asked = admit ? admit(operation, context) : operation;
  // After the body, so that whoever sends one slowly takes nobody's place.
  const leave = await admission.enter(context.signal);
  if (!leave) return;
  const { http, body } = await execute(
    { ...asked, http: headOf(request) },
    { ...context, isByHash: operation.query === undefined && (operation.documentId === undefined ? 'hash' : 'id') },
  ).finally(leave);
  if (body.kind !== 'single') throw new Error('expected an answer in one piece');
  const { errors, data, extensions } = body.singleResult;
  for (const [name, value] of http.headers) {
    // An answer varies by its origin too, where pages may ask.
    if (name === 'vary') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  // Nothing of an answer with errors is to be kept, whatever the pipeline says of its parts; of others what gateway/cache says.
  if (errors) response.setHeader('cache-control', 'no-store');
  const codes = errors?.map((error) => error.extensions?.code) ?? [];
  const text = `${JSON.stringify({ errors, data, extensions })}\n`;
  answer(response, statusOf(mediaType, http.status, codes), text, `${mediaType}; charset=utf-8`);
}

/**
 * Of headers nothing is left to the pipeline. An empty `accept` says that no answer in parts is taken, as none at all would; but that
 * is read for each request as whatever may be taken, and compared with what is offered.
 */
const noHeaders = new HeaderMap([['accept', '']]);

/** What the pipeline may look at: the method decides whether mutations are taken. */
const headOf = ({ method = 'GET' }: IncomingMessage): HTTPGraphQLRequest => ({
  method,
  headers: noHeaders,
  search: '',
  body: undefined,
});
