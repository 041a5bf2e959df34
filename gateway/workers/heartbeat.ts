import type { Worker } from 'node:cluster';
import { isMessage, type WorkerMessage } from './messages.ts';

/** How many beats may be missed in a row. */
const missed = 4;

/**
 * Tells the first process again and again that this worker's event loop turns.
 *
 * @param timeout milliseconds after which a worker that says nothing is replaced
 */
export function startBeating(timeout: number): void {
  const beat = () => {
    // The first process may be going away.
    if (process.connected)
      process.send?.({ lienthong: 'alive' } satisfies WorkerMessage, undefined, undefined, () => {});
  };
  beat();
  setInterval(beat, timeout / missed).unref();
}

/**
 * Calls `onSilence` once the worker has told nothing for about `timeout` milliseconds since it first did. Counted in our own turns and not
 * by the clock: when this process or the whole machine stood still, everybody has a new chance.
 */
export function watchBeats(worker: Worker, timeout: number, onSilence: () => void): void {
  let turns = 0;
  let watch: NodeJS.Timeout | undefined;
  const look = () => {
    turns += 1;
    if (turns <= missed) return;
    clearInterval(watch);
    onSilence();
  };
  worker.on('message', (message: unknown) => {
    if (!isMessage(message, 'alive')) return;
    turns = 0;
    watch ??= setInterval(look, timeout / missed).unref();
  });
  worker.once('exit', () => clearInterval(watch));
}
