import type { GatewayObserver } from '../telemetry/observer.ts';
import { overloaded } from './overloaded.ts';

/** The bytes of one request, from their arrival to its answer. */
export type HeldBytes = {
  /** Counts bytes that have arrived. HttpError 503 where all requests together would hold too many. */
  take: (bytes: number) => void;
  /** Of all that was taken. */
  release: () => void;
};

/**
 * Bounds what all requests together have sent and are not answered yet: thousands that each keep to the longest body would
 * still fill the memory. Counted as it arrives and not as it is announced, so that nobody holds room by a promise.
 */
export function createBodyRoom(maxBytes: number, observer?: GatewayObserver | undefined): { hold: () => HeldBytes } {
  let total = 0;
  return {
    hold() {
      let held = 0;
      return {
        take(bytes) {
          if (total + bytes > maxBytes) throw overloaded(observer);
          held += bytes;
          total += bytes;
        },
        release() {
          total -= held;
          held = 0;
        },
      };
    },
  };
}
