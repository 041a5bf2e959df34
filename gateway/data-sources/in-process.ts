import type { GraphQLDataSource } from '@apollo/gateway';
import type { DocumentNode } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import type { GatewayContext } from '../gateway.ts';
import { type Answer, createSource, type SourceOptions } from './source.ts';

/** What a subgraph in this process offers: it answers operations, masks its errors and reports its failures itself. */
export type Execute = (request: {
  query: string;
  /** The plan's own, parsed: the same object for as long as the plan is kept. */
  document: DocumentNode;
  variables: Record<string, unknown>;
  requestId: string;
  caller: Caller;
  /** Aborted when nobody waits for the answer any longer. */
  signal: AbortSignal;
}) => Promise<{ data?: Record<string, unknown> | null; errors?: object[] }>;

/**
 * A subgraph in the same process: its executor is called without HTTP between. Nothing there is lost on the way, so nothing is
 * asked twice; its answers come from an executor of ours, so their types are right.
 */
export function createInProcessSource(options: SourceOptions, execute: Execute): GraphQLDataSource<GatewayContext> {
  const settings = { ...options.settings, retries: 0 };
  return createSource(
    { ...options, settings },
    async ({ query, document, variables, context: { requestId, caller } }, signal) => ({
      answer: (await execute({ query, document, variables: variables ?? {}, requestId, caller, signal })) as Answer,
    }),
  );
}
