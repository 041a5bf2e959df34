import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants } from 'node:zlib';
import compression from 'compression';

/**
 * Answers of a point query are shorter, and gain nothing. The low levels shrink JSON of records nearly as well as the usual
 * ones, for a fraction of the time.
 */
const middleware = compression({
  threshold: 2_048,
  level: 1,
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
});

/**
 * Compresses the answer by br or gzip where the client takes it.
 *
 * BREACH guesses a secret of an answer from its compressed length: it needs a victim's browser that sends the victim's
 * credentials with requests that the attacker words. No credential of ours is sent unasked, so such requests are answered as
 * anybody's, and no answer holds a secret of the transport (token, cookie, nonce) to be guessed.
 */
export function compress(request: IncomingMessage, response: ServerResponse): void {
  if (!request.headers['accept-encoding']) return;
  // Written for Express, it uses what node:http has; its last argument is called at once.
  middleware(request as never, response as never, () => {});
}
