import type { IncomingMessage } from 'node:http';
import type { Caller } from '../../schema/caller.ts';
import { digestOf, type Refusal, verify } from '../../schema/signature.ts';
import { createNonces } from './nonces.ts';
import { readBody } from './read-body.ts';

/** Of the whole process. 10,000 requests a second for as long as nonces are kept; 25 MB when full. */
const nonces = createNonces(350_000);

/** A request that the gateway signed: who asks, and the bytes that were signed with it. */
type SignedRequest = { caller: Caller; body: Buffer };

/**
 * Reads a request that must be signed with one of `keys`, each once. The head is checked before the body is read, so that
 * nobody else can make us hold one. BodyTooLongError where the body is too long.
 *
 * @param time milliseconds since 1970
 * @param since when the service began: what was signed before may have been taken by the process before this one, which
 *   remembered its nonce
 */
export async function readSigned(
  request: IncomingMessage,
  keys: readonly Buffer[],
  time: () => number,
  since: number,
): Promise<SignedRequest | { refusal: Refusal | 'too many requests' }> {
  const { method = '', url = '', headers } = request;
  // One time for both: a moment later than found fresh, a nonce may be forgotten.
  const now = time();
  // With a query string the path is not the one that was signed.
  const verified = verify({ method, path: url, headers, keys, now });
  if ('refusal' in verified) return verified;
  if (verified.created < Math.floor(since / 1000)) return { refusal: 'too old' };
  const use = nonces.use(verified.nonce, verified.created, now);
  if (use !== 'first') return { refusal: use === 'replayed' ? 'replayed' : 'too many requests' };
  const body = await readBody(request);
  return digestOf(body) === verified.digest ? { caller: verified.caller, body } : { refusal: 'body does not match' };
}
