import cluster from 'node:cluster';
import { isMessage, type WorkerMessage } from './messages.ts';

/** Whether this process is a worker of another. */
export const isWorker = cluster.isWorker;

/** Tells the first process that this worker answers. */
export function tellReady(url: string): void {
  process.send?.({ lienthong: 'ready', url } satisfies WorkerMessage);
}

/** Aborted when the first process tells this worker to end. A first process that is gone ends it at once: Node sees to that. */
export function toldToStop(): AbortSignal {
  const told = new AbortController();
  process.on('message', (message) => {
    if (isMessage(message, 'stop')) told.abort();
  });
  return told.signal;
}
