import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { anonymous } from '../../schema/caller.ts';
import { digestOf } from '../../schema/signature.ts';
import { createExchange, readJson } from './exchange.ts';

/** Whether a subgraph answers queries, and its database: null where it does not say. */
export type Readiness = { ready: boolean; database: boolean | null };

/** Milliseconds; a little longer than a service of ours waits for its database. */
const readyWithin = 3_000;

/** Milliseconds that an answer stands, so that several balancers who ask each second do not multiply. */
const freshFor = 500;

const body = Buffer.from(JSON.stringify({ query: '{ __typename }' }));
const ping = { body, digest: digestOf(body) };

/**
 * Asks a subgraph over HTTP whether it is ready, on connections of its own: one that is slow, or that the circuit breaker leaves
 * alone, is asked all the same. Our own services say whether their database answers, and must take our signature; of any other
 * only whether it answers itself is known.
 */
export function createReadiness(url: string, key: Buffer | undefined) {
  const settings = { timeout: readyWithin, concurrency: 1, maxBytes: 1 << 16 };
  const exchange = createExchange({ url, key, settings });
  const health = new Pool(new URL(url).origin, { connections: 1, connect: { timeout: readyWithin }, allowH2: false });

  const probe = async (): Promise<Readiness> => {
    const signal = AbortSignal.timeout(readyWithin);
    let database: boolean | null = null;
    try {
      const { statusCode, body } = await health.request({ method: 'GET', path: '/health/ready', signal });
      await body.dump();
      if (statusCode !== 404 && statusCode !== 200) return { ready: false, database: key ? false : null };
      if (statusCode === 200 && !key) return { ready: true, database };
      if (statusCode === 200) database = true;
      const asked = { ...ping, requestId: randomUUID(), caller: anonymous, signal };
      const json = readJson(await exchange.post(asked));
      const isAnswered = typeof json === 'object' && json !== null && ('data' in json || 'errors' in json);
      return { ready: isAnswered, database };
    } catch {
      return { ready: false, database };
    }
  };

  let latest: { answer: Promise<Readiness>; until: number } | undefined;
  return {
    ask: (): Promise<Readiness> => {
      if (latest && performance.now() < latest.until) return latest.answer;
      const answer = probe();
      const asked = { answer, until: Number.POSITIVE_INFINITY };
      latest = asked;
      answer.then(() => {
        asked.until = performance.now() + freshFor;
      });
      return answer;
    },
    stop: async () => {
      await Promise.all([exchange.stop(0), health.destroy()]);
    },
  };
}
