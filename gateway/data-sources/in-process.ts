import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayContext } from '../gateway.ts';

/** What a subgraph in this process offers: it answers operations, masks its errors and reports its failures itself. */
export type Execute = (request: {
  query: string;
  variables: Record<string, unknown>;
  requestId: string;
}) => Promise<{ data?: Record<string, unknown> | null; errors?: object[] }>;

/** A subgraph in the same process: its executor is called without HTTP between. */
export function createInProcessSource(execute: Execute): GraphQLDataSource<GatewayContext> {
  return {
    process: async ({ request, context }) =>
      (await execute({
        query: request.query ?? '',
        variables: request.variables ?? {},
        requestId: (context as GatewayContext).requestId,
      })) as never,
  };
}
