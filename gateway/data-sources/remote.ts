import { randomUUID } from 'node:crypto';
import type { GraphQLDataSource } from '@apollo/gateway';
import { Pool } from 'undici';
import { anonymous } from '../../schema/caller.ts';
import { refusals, sign } from '../../schema/signature.ts';
import type { GatewayContext } from '../gateway.ts';
import { patience, type ReportFailure, subgraphUnavailable } from './subgraph-unavailable.ts';

/**
 * A subgraph over HTTP, through a pool of kept-alive connections.
 *
 * @param key signs each request, and the caller with it; without one, for a Federation subgraph that is not ours, nothing
 *   of the caller is sent
 */
export function createRemoteSource(name: string, url: string, report: ReportFailure, key?: Buffer) {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: 32,
    connect: { timeout: 3_000 },
    // Shorter than the subgraph keeps an idle connection, so that no request is sent on one that is being closed.
    keepAliveTimeout: 20_000,
    keepAliveMaxTimeout: 30_000,
    headersTimeout: patience,
    bodyTimeout: patience,
  });
  const ask = async (
    body: string,
    { requestId, caller }: Pick<GatewayContext, 'requestId' | 'caller'>,
  ): Promise<unknown> => {
    const response = await pool.request({
      method: 'POST',
      path: pathname + search,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        accept: 'application/graphql-response+json',
        'x-request-id': requestId,
        ...(key && sign({ method: 'POST', path: pathname, body, caller, key, now: Date.now() })),
      },
      body,
    });
    const answer = await response.body.text();
    if (response.statusCode === 401) throw new Error(describeRefusal(answer, key !== undefined));
    const json = JSON.parse(answer) as { data?: unknown; errors?: unknown } | null;
    if (typeof json !== 'object' || json === null || !('data' in json || 'errors' in json))
      throw new Error(`HTTP ${response.statusCode}, not a GraphQL response`);
    return json;
  };
  const source: GraphQLDataSource<GatewayContext> = {
    async process(options) {
      const context = options.context as GatewayContext;
      const body = JSON.stringify({ query: options.request.query, variables: options.request.variables });
      try {
        return (await ask(body, context)) as never;
      } catch (error) {
        report({ subgraph: name, requestId: context.requestId, message: describe(error) });
        return subgraphUnavailable(name, options) as never;
      }
    },
  };
  /**
   * Our own services say whether their database answers, and must take our signature; of any other subgraph only whether it
   * answers itself.
   */
  const isReady = async () => {
    const signal = AbortSignal.timeout(readyWithin);
    try {
      const health = await pool.request({ method: 'GET', path: '/health/ready', signal });
      await health.body.dump();
      if (health.statusCode !== 404 && (health.statusCode !== 200 || !key)) return health.statusCode === 200;
      await ask(JSON.stringify({ query: '{ __typename }' }), { requestId: randomUUID(), caller: anonymous });
      return true;
    } catch {
      return false;
    }
  };
  return { name, source, isReady, stop: () => pool.close() };
}

/** Milliseconds; a little longer than a service of ours waits for its database. */
const readyWithin = 3_000;

/** What a 401 says: its reason where it is one of ours, since another's words may repeat what was sent. */
function describeRefusal(answer: string, signed: boolean): string {
  if (!signed) return 'refused an unsigned request';
  const reason = refusals.find((known) => known === answer);
  return reason ? `refused our signature: ${reason}` : 'refused our signature';
}

/** The kind of failure: a parse error's text would repeat what the subgraph answered. */
function describe(error: unknown): string {
  if (error instanceof SyntaxError) return 'the answer is not JSON';
  const { code, message } = error as Error & { code?: string };
  return code ?? message;
}
