import type { MediaType } from './media-type.ts';

/** What GraphQL itself says of an operation that it cannot run: the request was well-formed, the operation was not. */
const requestErrors = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/**
 * The status of an answered operation (GraphQL over HTTP, section 6.4): under `application/json` it tells of the transport
 * alone, so an operation that GraphQL cannot run is answered 200; under `application/graphql-response+json` 400. A refusal
 * of ours keeps its own (401, 403, 405, 413, 429, 503 ...) under both.
 *
 * @param status what the pipeline says; 200 where it says nothing
 * @param codes of the answer's errors
 */
export function statusOf(mediaType: MediaType, status: number | undefined, codes: readonly unknown[]): number {
  const isRequestError = status === 400 && codes.every((code) => requestErrors.has(code));
  return mediaType === 'application/json' && isRequestError ? 200 : (status ?? 200);
}
