import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isFromHere } from '../http/from-here.ts';

type AccessOptions = { token: string | undefined; isProduction: boolean };

/** What a reader of metrics is told: that they are there, that a token is missing, or that there is nothing. */
export type MetricsAccess = 'granted' | 'unauthorized' | 'hidden';

/**
 * Whether whoever asks for metrics on the gateway's own port may read them: with the token where one is set. Without one nobody in
 * production: behind a proxy on the same machine any outsider comes from loopback. In development that machine alone.
 */
export function metricsAccess(request: IncomingMessage, { token, isProduction }: AccessOptions): MetricsAccess {
  if (token !== undefined) return holds(request, token) ? 'granted' : 'unauthorized';
  return !isProduction && isFromHere(request) ? 'granted' : 'hidden';
}

/** Whether a request carries the token. Compared by digest, in a time that tells nothing of it. */
export function holds({ headers }: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}
