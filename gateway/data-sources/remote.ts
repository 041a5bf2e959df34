import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayContext } from '../gateway.ts';
import type { PoolUse } from '../telemetry/pool-use.ts';
import { createExchange } from './exchange.ts';
import { readAnswer } from './read-answer.ts';
import { createReadiness, type Readiness } from './readiness.ts';
import { createSource, type SourceOptions } from './source.ts';

type RemoteOptions = SourceOptions & {
  url: string;
  /**
   * Signs each request, and the caller with it; without one, for a Federation subgraph that is not ours, nothing of the caller
   * is sent, and of the errors it answers only the codes are told.
   */
  key?: Buffer | undefined;
};

export type RemoteSource = {
  source: GraphQLDataSource<GatewayContext>;
  readiness: () => Promise<Readiness>;
  poolUse: () => PoolUse[];
  /** Lets end what was sent, for at most 5 seconds. */
  stop: () => Promise<void>;
};

/** Milliseconds. */
const stopWithin = 5_000;

/** A subgraph over HTTP. Of its answers only what was asked, and of the right type, goes on. */
export function createRemoteSource({ url, key, ...options }: RemoteOptions): RemoteSource {
  const { name, settings, report } = options;
  const exchange = createExchange({ url, key, settings });
  const readiness = createReadiness(url, key);
  const source = createSource(options, async (request, signal) => {
    const { query, variables, context } = request;
    const { requestId, caller } = context;
    const body = JSON.stringify({ query, variables });
    const { json, bytes, status } = await exchange.post({ body, requestId, caller, signal });
    const { answer, misfits } = readAnswer(json, { name, isOurs: key !== undefined, status, request });
    if (misfits > 0)
      report({ subgraph: name, requestId, message: `values of another type than asked for: ${misfits}` });
    return { answer, bytes };
  });
  return {
    source,
    readiness: readiness.ask,
    poolUse: () => [{ subgraph: name, pool: 'http', ...exchange.use() }],
    stop: async () => {
      await Promise.all([exchange.stop(stopWithin), readiness.stop()]);
    },
  };
}
