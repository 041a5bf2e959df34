import type { GatewayObserver } from '../telemetry/observer.ts';
import { overloaded } from './overloaded.ts';

export type AdmissionOptions = {
  /** Requests that are worked on at once. */
  running: number;
  /** Requests that may wait for that. */
  queued: number;
  /** Milliseconds that one may wait. */
  queueTimeout: number;
  observer?: GatewayObserver | undefined;
};

export type Admission = {
  /** HttpError 503 with Retry-After where a request would not even find a place to wait: asked before its body is read. */
  refuseWhenFull: () => void;
  /**
   * Waits for its turn, in order of arrival, and gives the function that ends it; undefined where the client has gone away
   * meanwhile, and its place with it. HttpError 503 as above, also for one that has waited too long.
   */
  enter: (gone: AbortSignal) => Promise<(() => void) | undefined>;
};

/**
 * Bounds what is worked on at once, so that more requests than that make answers later, and still more get none, instead of
 * all of them failing together. Not cockatiel's bulkhead: there a client that went away keeps its place in the queue.
 */
export function createAdmission({
  running: mostRunning,
  queued: mostQueued,
  queueTimeout,
  observer,
}: AdmissionOptions): Admission {
  const waiting = new Set<() => void>();
  let running = 0;
  const tell = () => observer?.onLoad?.({ running, queued: waiting.size });

  const refuseWhenFull = () => {
    if (running < mostRunning || waiting.size < mostQueued) return;
    throw overloaded(observer);
  };
  const turn = (gone: AbortSignal) =>
    new Promise<'admitted' | 'gone' | 'late'>((resolve) => {
      const settle = (how: 'admitted' | 'gone' | 'late') => {
        waiting.delete(admit);
        gone.removeEventListener('abort', leave);
        clearTimeout(late);
        resolve(how);
      };
      const admit = () => settle('admitted');
      const leave = () => settle('gone');
      const late = setTimeout(() => settle('late'), queueTimeout);
      gone.addEventListener('abort', leave, { once: true });
      waiting.add(admit);
      tell();
    });
  const end = () => {
    const [admit] = waiting;
    // The place goes to the next one at once, so that nobody overtakes.
    if (admit) admit();
    else running -= 1;
    tell();
  };
  return {
    refuseWhenFull,
    async enter(gone) {
      if (gone.aborted) return undefined;
      if (running < mostRunning) {
        running += 1;
        tell();
        return once(end);
      }
      refuseWhenFull();
      const how = await turn(gone);
      if (how === 'admitted') return once(end);
      tell();
      if (how === 'late') throw overloaded(observer);
      return undefined;
    },
  };
}

function once(end: () => void): () => void {
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    end();
  };
}
