import type { FailureKind } from './register.ts';

/** Why an attempt failed. `after` are the milliseconds that the register asks us to wait. */
export type Failure = { kind: FailureKind; retry: boolean; after?: number | undefined };

/** Redirects too: the token is not for another address. */
export const isRefusal = (status: number) =>
  (status >= 300 && status < 400) || [401, 403, 404, 405, 410].includes(status);

export function failureOfStatus(status: number, retryAfter: string | string[] | undefined): Failure {
  if (status === 429 || status === 503)
    return { kind: 'BUSY', retry: true, after: waitOf(typeof retryAfter === 'string' ? retryAfter : undefined) };
  if (status >= 500) return { kind: 'SERVER_ERROR', retry: true };
  // 2xx without the answers.
  if (status < 400) return { kind: 'MALFORMED', retry: true };
  return { kind: 'REJECTED', retry: false };
}

/** By the error's code alone: its message may hold an address. */
export function failureOfError(error: unknown): Failure {
  const { code, name } = (error ?? {}) as { code?: string; name?: string };
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return { kind: 'MALFORMED', retry: true };
  const isLate = name === 'TimeoutError' || /TIMEOUT|TIMEDOUT/.test(String(code));
  return { kind: isLate ? 'TIMED_OUT' : 'UNREACHABLE', retry: true };
}

/** Longer than this no answer is worth waiting for. */
const longestWait = 120_000;

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function waitOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestWait) : undefined;
}
