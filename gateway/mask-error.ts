import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from './telemetry/log.ts';

/**
 * What of an error a client sees. Errors with a code of their own were written for clients (by the subgraphs, which mask
 * theirs, or by GraphQL); anything else is a fault of the gateway: logged, and told by a code alone.
 */
export function createErrorMask(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    if (formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR' || formatted.extensions.serviceName) return formatted;
    const original = unwrapResolverError(error);
    log.error({ error: original instanceof Error ? original.stack : 'not an Error' }, 'operation failed');
    return {
      message: 'Internal server error.',
      ...(formatted.path && { path: formatted.path }),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
