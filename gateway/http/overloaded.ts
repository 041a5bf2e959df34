import type { GatewayObserver } from '../telemetry/observer.ts';
import { HttpError } from './http-error.ts';

/** Seconds. A full queue is a second or two of work. */
const retryAfter = 2;

/** HttpError 503 with Retry-After, for a request that there is no room for; it is told as a refusal. */
export function overloaded(observer: GatewayObserver | undefined): HttpError {
  observer?.onRefusal?.({ code: 'OVERLOADED' });
  return new HttpError(503, `the gateway has more to do than it can: expected again in ${retryAfter} seconds`, {
    code: 'OVERLOADED',
    headers: { 'retry-after': String(retryAfter) },
  });
}
