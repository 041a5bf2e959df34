import { GraphQLError } from 'graphql';

/** A document that asks for more than a limit allows: 400, in our own words, which repeat nothing that was sent. */
export function operationTooLarge(message: string): GraphQLError {
  return refusal('OPERATION_TOO_LARGE', `The operation is too large: ${message}.`);
}

/** Variables that hold more than a limit allows: 400. */
export function variablesTooLarge(message: string): GraphQLError {
  return refusal('VARIABLES_TOO_LARGE', `The variables are too large: ${message}.`);
}

const refusal = (code: string, message: string) =>
  new GraphQLError(message, { extensions: { code, http: { status: 400 } } });

/** The codes of all refusals by a limit, that of the planner too. */
export const limitCodes: ReadonlySet<unknown> = new Set([
  'OPERATION_TOO_LARGE',
  'VARIABLES_TOO_LARGE',
  'OPERATION_TOO_COMPLEX',
]);
