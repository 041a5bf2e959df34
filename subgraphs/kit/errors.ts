import { GraphQLError } from 'graphql';

/** The codes a subgraph answers with; anything else is masked as INTERNAL_SERVER_ERROR. */
export type ErrorCode = 'BAD_USER_INPUT' | 'SUBGRAPH_UNAVAILABLE' | 'INTERNAL_SERVER_ERROR';

/**
 * An error for a value the caller sent. The message names what was expected and never repeats the value,
 * which may be personal.
 */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode } });
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Whether a text is a UUID in its usual form. */
export function isUuid(value: string): boolean {
  return uuid.test(value);
}

/** Passes a UUID on; anything else is BAD_USER_INPUT that says which id was expected (`source`, e.g. `Official.id`). */
export function requireUuid(value: string, source: string): string {
  if (!isUuid(value)) throw badUserInput(`Argument "id": expected a UUID as given by ${source}.`);
  return value.toLowerCase();
}
