import type { GraphQLDataSource } from '@apollo/gateway';
import { digestOf } from '../../schema/signature.ts';
import type { GatewayContext } from '../gateway.ts';
import type { PoolUse } from '../telemetry/pool-use.ts';
import { createExchange, type Received, readJson } from './exchange.ts';
import { operationOf } from './failed-answer.ts';
import { createInFlight } from './in-flight.ts';
import { readAnswer } from './read-answer.ts';
import { createReadiness, type Readiness } from './readiness.ts';
import { createSource, type SourceOptions, type SubgraphRequest } from './source.ts';

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
  const inFlight = createInFlight<Received>();
  /** What is written is sent by itself; of what is read and under way for the same caller there is one request. */
  const ask = async (request: SubgraphRequest, signal: AbortSignal) => {
    const { query, variables, context } = request;
    const { requestId, caller } = context;
    // Once for all that need it: as bytes the digest, the length and the connection, by the digest who asks the same.
    const body = Buffer.from(JSON.stringify({ query, variables }));
    const digest = digestOf(body);
    const post = (until: AbortSignal) => exchange.post({ body, digest, requestId, caller, signal: until });
    if (operationOf(request.document)?.operation !== 'mutation') return inFlight.join({ caller, digest, signal }, post);
    return { value: await post(signal).finally(inFlight.forget), isOwn: true };
  };
  const source = createSource(options, async (request, signal) => {
    const { value: received, isOwn } = await ask(request, signal);
    const { status, bytes } = received;
    // Each reads it for itself: whoever is given an answer may change it.
    const json = readJson(received);
    const { answer, misfits } = readAnswer(json, { name, isOurs: key !== undefined, status, request });
    if (misfits > 0)
      report({
        subgraph: name,
        requestId: request.context.requestId,
        message: `values of another type than asked for: ${misfits}`,
      });
    // Its bytes came once.
    return { answer, ...(isOwn && { bytes }) };
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
