import { HttpError } from '../http/http-error.ts';

/**
 * 401: who asks could not be told.
 *
 * @param reason what was expected of the token; it is answered and logged, so it must repeat nothing of it
 */
export const unauthenticated = (reason: string) =>
  new HttpError(401, reason, {
    code: 'UNAUTHENTICATED',
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });

/**
 * 503: no key is known to verify any token with.
 *
 * @param seconds until it is worth asking again
 */
export const providerUnavailable = (seconds: number) =>
  new HttpError(503, 'the identity provider does not answer, so no token can be verified: try again later', {
    code: 'IDENTITY_PROVIDER_UNAVAILABLE',
    headers: { 'retry-after': String(seconds) },
  });
