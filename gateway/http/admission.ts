import type { GatewayObserver } from '../telemetry/observer.ts';
import { HttpError } from './http-error.ts';

export type AdmissionOptions = {
  /** Requests that are worked on at once. */
  running: number;
  /** Requests that may wait for that. */
  queued: number;
  observer?: GatewayObserver | undefined;
};

export type Admission = {
  /** HttpError 503 with Retry-After where a request would not even find a place to wait: asked before its body is read. */
  refuseWhenFull: () => void;
  /**
   * Waits for its turn, in order of arrival, and gives the function that ends it; undefined where the client has gone away
   * meanwhile, and its place with it. HttpError 503 as above.
   */
  enter: (gone: AbortSignal) => Promise<(() => void) | undefined>;
};

/** Seconds. A full queue is a second or two of work. */
const retryAfter = 2;

/**
 * Bounds what is worked on at once, so that more requests than that make answers later, and still more get none, instead of
 * all of them failing together. Not cockatiel's bulkhead: there a client that went away keeps its place in the queue.
 */
export function createAdmission({ running: mostRunning, queued: mostQueued, observer }: AdmissionOptions): Admission {
  const waiting = new Set<() => void>();
  let running = 0;
  const tell = () => observer?.onLoad?.({ running, queued: waiting.size });

  const refuseWhenFull = () => {
    if (running < mostRunning || waiting.size < mostQueued) return;
    observer?.onRefusal?.({ code: 'OVERLOADED' });
    throw new HttpError(503, `the gateway has more to do than it can: expected again in ${retryAfter} seconds`, {
      code: 'OVERLOADED',
      headers: { 'retry-after': String(retryAfter) },
    });
  };
  const turn = (gone: AbortSignal) =>
    new Promise<boolean>((resolve) => {
      const settle = (admitted: boolean) => {
        waiting.delete(admit);
        gone.removeEventListener('abort', leave);
        resolve(admitted);
      };
      const admit = () => settle(true);
      const leave = () => settle(false);
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
      if (await turn(gone)) return once(end);
      tell();
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
