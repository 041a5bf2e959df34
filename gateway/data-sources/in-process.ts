import { setTimeout } from 'node:timers/promises';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { Caller } from '../../schema/caller.ts';
import type { GatewayContext } from '../gateway.ts';
import { patience, type ReportFailure, subgraphUnavailable } from './subgraph-unavailable.ts';

/** What a subgraph in this process offers: it answers operations, masks its errors and reports its failures itself. */
export type Execute = (request: {
  query: string;
  variables: Record<string, unknown>;
  requestId: string;
  caller: Caller;
}) => Promise<{ data?: Record<string, unknown> | null; errors?: object[] }>;

/** A subgraph in the same process: its executor is called without HTTP between, and waited for as long as one over HTTP. */
export function createInProcessSource(
  name: string,
  execute: Execute,
  report: ReportFailure,
): GraphQLDataSource<GatewayContext> {
  return {
    async process(options) {
      const { request } = options;
      const { requestId, caller } = options.context as GatewayContext;
      const waiting = new AbortController();
      const answer = execute({ query: request.query ?? '', variables: request.variables ?? {}, requestId, caller });
      const late = setTimeout(patience, undefined, { signal: waiting.signal, ref: false });
      late.catch(() => {});
      const first = await Promise.race([answer, late]);
      waiting.abort();
      if (first) return first as never;
      report({ subgraph: name, requestId, message: 'no answer in time' });
      return subgraphUnavailable(name, options) as never;
    },
  };
}
