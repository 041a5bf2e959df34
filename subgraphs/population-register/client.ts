import { Pool } from 'undici';
import { LOOKUP_PATH } from './contract.ts';
import { type Failure, failureOfError, failureOfStatus, isRefusal } from './failures.ts';
import { createGate } from './gate.ts';
import { readAnswers } from './read-answers.ts';
import { BatchFailedError, type CitizenAnswer, type PopulationRegister, RegisterRefusedError } from './register.ts';
import { retried } from './retried.ts';

export type RegisterOptions = {
  /** The register's address; lookups go below it. */
  url: string;
  /** Shown to the register with each request. */
  token: string;
  /** Numbers a request. */
  batchSize?: number;
  /** Requests in flight. */
  concurrency?: number;
  /** Milliseconds that one request may take. */
  timeout?: number;
  /** How often a batch is asked before it is reported as failed. */
  attempts?: number;
  /** Milliseconds before the second attempt, at most; twice as many before each next one. */
  firstWait?: number;
};

/** Bytes of an answer: those of 1,000 people are some 200 KB. */
const maxResponseSize = 8 << 20;

/** The population register over HTTP, by the contract in README.md beside this file. Numbers are sent in bodies alone. */
export function connectRegister({
  url,
  token,
  batchSize = 500,
  concurrency = 4,
  timeout = 30_000,
  attempts = 6,
  firstWait = 500,
}: RegisterOptions): PopulationRegister {
  const address = new URL(LOOKUP_PATH, url.endsWith('/') ? url : `${url}/`);
  const pool = new Pool(address.origin, {
    connections: concurrency,
    connect: { timeout: 5_000 },
    keepAliveTimeout: 4_000,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    maxResponseSize,
  });
  const gate = createGate(concurrency);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json; charset=utf-8',
    accept: 'application/json',
  };
  const attempt = async (
    numbers: readonly string[],
    stopping?: AbortSignal,
  ): Promise<Map<string, CitizenAnswer> | Failure> => {
    const signal = AbortSignal.any([AbortSignal.timeout(timeout), ...(stopping ? [stopping] : [])]);
    try {
      const body = JSON.stringify({ numbers });
      const response = await pool.request({ method: 'POST', path: address.pathname, headers, body, signal });
      const text = await response.body.text();
      if (response.statusCode === 200) return readAnswers(text, numbers) ?? { kind: 'MALFORMED', retry: true };
      if (isRefusal(response.statusCode)) throw new RegisterRefusedError(describeRefusal(response.statusCode));
      return failureOfStatus(response.statusCode, response.headers['retry-after']);
    } catch (error) {
      stopping?.throwIfAborted();
      if (error instanceof RegisterRefusedError) throw error;
      return failureOfError(error);
    }
  };
  return {
    batchSize,
    concurrency,
    lookUp: (numbers, stopping) =>
      gate(async () => {
        const answer = await retried(() => attempt(numbers, stopping), { attempts, firstWait, stopping });
        if (answer instanceof Map) return answer;
        throw new BatchFailedError(answer.kind);
      }),
    stop: () => pool.destroy(),
  };
}

function describeRefusal(status: number): string {
  const told = `the population register refuses us (HTTP ${status})`;
  if (status === 401 || status === 403)
    return `POPULATION_REGISTER_TOKEN: ${told}: expected a token that it knows and that may look citizens up`;
  return `POPULATION_REGISTER_URL: ${told}: expected the address below which it has ${LOOKUP_PATH}`;
}
