import cluster from 'node:cluster';
import { startBeating } from './heartbeat.ts';
import { isMessage, type WorkerMessage } from './messages.ts';

/** Whether this process is a worker of another. */
export const isWorker = cluster.isWorker;

/**
 * Tells the first process that this worker answers, and from then on that it goes on doing so.
 *
 * @param timeout milliseconds after which the first process replaces one that tells nothing
 */
export function tellReady(url: string, timeout: number): void {
  process.send?.({ lienthong: 'ready', url } satisfies WorkerMessage);
  startBeating(timeout);
}

/** Aborted when the first process tells this worker to end. A first process that is gone ends it at once: Node sees to that. */
export function toldToStop(): AbortSignal {
  const told = new AbortController();
  process.on('message', (message) => {
    if (isMessage(message, 'stop')) told.abort();
  });
  return told.signal;
}
