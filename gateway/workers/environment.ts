import { z } from 'zod';
import { WorkerError } from './worker-error.ts';

const expected = 'expected a number of processes from 1 to 64';

/** How many processes answer requests; with 1 the one that was started does. */
export const workersEnvironment = z
  .object({
    GATEWAY_WORKERS: z.coerce.number({ error: expected }).int(expected).min(1, expected).max(64, expected).default(1),
  })
  .transform(({ GATEWAY_WORKERS }) => GATEWAY_WORKERS);

const seconds = 'expected seconds from 1 to 3600';

/** Milliseconds after which a worker that stands still is killed and replaced. */
export const workerTimeoutEnvironment = z
  .object({
    WORKER_TIMEOUT: z.coerce.number({ error: seconds }).min(1, seconds).max(3_600, seconds).default(10),
  })
  .transform(({ WORKER_TIMEOUT }) => WORKER_TIMEOUT * 1_000);

/** The embedded PostgreSQL takes 100 connections: each worker needs two to each of five databases, and one that holds the server. */
const mostOnEmbedded = 8;

/** WorkerError where an embedded PostgreSQL has not enough connections for so many. */
export function refuseTooManyWorkers(workers: number, onEmbedded: boolean): void {
  if (onEmbedded && workers > mostOnEmbedded)
    throw new WorkerError(
      `GATEWAY_WORKERS: expected at most ${mostOnEmbedded} over the embedded PostgreSQL; databases of your own (DATABASE_URL_*) take more`,
    );
}
