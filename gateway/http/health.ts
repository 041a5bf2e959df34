import type { ServerResponse } from 'node:http';
import { answer } from './answer.ts';

/** Whether a subgraph answers, and its database; null where the subgraph does not tell, or does not answer. */
export type SubgraphReadiness = { name: string; ready: boolean; database: boolean | null };

/**
 * Answers whether queries can be answered in full: 200 with each subgraph when all are ready, 503 otherwise. Names alone, no
 * addresses and no reasons, because anyone may ask.
 */
export function answerReadiness(response: ServerResponse, subgraphs: readonly SubgraphReadiness[]): void {
  const isReady = subgraphs.every(({ ready }) => ready);
  const body = {
    status: stateOf(isReady),
    subgraphs: subgraphs.map(({ name, ready, database }) => ({
      name,
      ready,
      database: database === null ? 'unknown' : stateOf(database),
    })),
  };
  answer(response, isReady ? 200 : 503, JSON.stringify(body), 'application/json; charset=utf-8');
}

/** What still runs is answered; new requests belong elsewhere. */
export function answerStopping(response: ServerResponse): void {
  answer(response, 503, JSON.stringify({ status: 'stopping', subgraphs: [] }), 'application/json; charset=utf-8');
}

const stateOf = (isReady: boolean) => (isReady ? 'ready' : 'not ready');

/** Those who ask while it is being found out share what is found: health that is asked often costs the databases little. */
export function shareWhilePending<Found>(find: () => Promise<Found>): () => Promise<Found> {
  let pending: Promise<Found> | undefined;
  return () => {
    pending ??= find().finally(() => {
      pending = undefined;
    });
    return pending;
  };
}
