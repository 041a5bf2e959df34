import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * The caller's request id where it is a UUID or a trace id, so that its logs and ours can be joined; else a new one. Other
 * forms could hold a personal number, and the id goes into every log line.
 */
export function readRequestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}$/i.test(given) ? given : randomUUID();
}
