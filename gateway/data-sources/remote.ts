import type { GraphQLDataSource } from '@apollo/gateway';
import { Pool } from 'undici';
import type { GatewayContext } from '../gateway.ts';
import { subgraphUnavailable } from './subgraph-unavailable.ts';

/** Told why a subgraph gave no answer; never holds what was asked or answered. */
export type ReportFailure = (failure: { subgraph: string; requestId: string; message: string }) => void;

const timeout = 15_000;

/** A subgraph over HTTP, through a pool of kept-alive connections. */
export function createRemoteSource(name: string, url: string, report: ReportFailure) {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: 32,
    connect: { timeout: 3_000 },
    // Shorter than the subgraph keeps an idle connection, so that no request is sent on one that is being closed.
    keepAliveTimeout: 20_000,
    keepAliveMaxTimeout: 30_000,
    headersTimeout: timeout,
    bodyTimeout: timeout,
  });
  const ask = async (body: string, requestId: string): Promise<unknown> => {
    const response = await pool.request({
      method: 'POST',
      path: pathname + search,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        accept: 'application/graphql-response+json',
        'x-request-id': requestId,
      },
      body,
    });
    const answer = await response.body.text();
    const json = JSON.parse(answer) as { data?: unknown; errors?: unknown } | null;
    if (typeof json !== 'object' || json === null || !('data' in json || 'errors' in json))
      throw new Error(`HTTP ${response.statusCode}, not a GraphQL response`);
    return json;
  };
  const source: GraphQLDataSource<GatewayContext> = {
    async process(options) {
      const { requestId } = options.context as GatewayContext;
      try {
        return (await ask(
          JSON.stringify({ query: options.request.query, variables: options.request.variables }),
          requestId,
        )) as never;
      } catch (error) {
        report({ subgraph: name, requestId, message: describe(error) });
        return subgraphUnavailable(name, options) as never;
      }
    },
  };
  const isReady = () =>
    ask(JSON.stringify({ query: '{ __typename }' }), 'readiness').then(
      () => true,
      () => false,
    );
  return { source, isReady, stop: () => pool.close() };
}

/** The kind of failure: a parse error's text would repeat what the subgraph answered. */
function describe(error: unknown): string {
  if (error instanceof SyntaxError) return 'the answer is not JSON';
  const { code, message } = error as Error & { code?: string };
  return code ?? message;
}
