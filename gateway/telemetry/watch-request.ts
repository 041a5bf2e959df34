import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from '../http/http-error.ts';
import type { GatewayObserver } from './observer.ts';
import { type RequestFacts, unknownFacts } from './request-facts.ts';
import { describeAnswer, traceRequest } from './spans.ts';

type Watched = {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  /** Told once the answer has left, or the client has. */
  observer?: GatewayObserver | undefined;
};

/** As nginx writes it: the client closed the connection before it was answered. */
const clientGone = 499;

/**
 * Answers one request to /graphql by `answer`, and tells when it is over: how long it took, its status, and the facts that were
 * filled in meanwhile. A failure goes on to the caller, its code noted.
 */
export function watchRequest(
  { request, response, requestId, observer }: Watched,
  answer: (facts: RequestFacts) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const facts = unknownFacts();
  return traceRequest(request, requestId, async (span) => {
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : clientGone;
      describeAnswer(span, status, facts);
      const milliseconds = performance.now() - began;
      observer?.onRequest?.({ ...facts, requestId, status, milliseconds, codes: [...facts.codes] });
    });
    try {
      await answer(facts);
    } catch (error) {
      facts.codes.add(error instanceof HttpError ? error.code : 'INTERNAL_SERVER_ERROR');
      throw error;
    }
  });
}
