import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { unauthenticated } from './identity-errors.ts';
import type { KeySource } from './key-source.ts';

/** Public keys verify, so none of them can be used to sign: an algorithm with a shared secret is never taken. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** How far the provider's clock and ours may be apart, in seconds. */
const clockTolerance = 30;

const tokenTypes: (string | undefined)[] = ['at+jwt', 'application/at+jwt', 'jwt', undefined];

type Expected = { keys: KeySource; issuer: string; audience: string; now: () => number };

/**
 * The claims of a token whose signature, issuer, audience and times hold. HttpError 401 that says what did not; 503 while no key
 * is known.
 *
 * @param now milliseconds since 1970
 */
export async function verifyToken(token: string, { keys, issuer, audience, now }: Expected): Promise<JWTPayload> {
  const verify = async (set: Awaited<ReturnType<KeySource['current']>>) => {
    const currentDate = new Date(now());
    const options = { algorithms, issuer, audience, clockTolerance, currentDate, requiredClaims: ['exp'] };
    const { payload, protectedHeader } = await jwtVerify(token, set.find, options);
    // Of other kinds (id tokens of a logout, proofs) none says what its bearer may do.
    if (!tokenTypes.includes(protectedHeader.typ?.toLowerCase()))
      throw unauthenticated('expected an access token: typ at+jwt, JWT or none');
    // RFC 7519 leaves it to us: a token from the future was made by a clock that no other claim can be judged by.
    if (payload.iat !== undefined && payload.iat > currentDate.getTime() / 1000 + clockTolerance)
      throw unauthenticated('the token is issued in the future (iat)');
    return payload;
  };
  const set = await keys.current();
  try {
    return await verify(set);
  } catch (error) {
    const newer = mayBeNewKey(error, token) ? await keys.newerThan(set) : undefined;
    if (!newer) throw refusalOf(error);
    return await verify(newer).catch((again: unknown) => {
      throw refusalOf(again);
    });
  }
}

/** A key we do not hold; without a key id a wrong signature is the only sign of it. */
function mayBeNewKey(error: unknown, token: string): boolean {
  if (error instanceof errors.JWKSNoMatchingKey) return true;
  return error instanceof errors.JWSSignatureVerificationFailed && decodeProtectedHeader(token).kid === undefined;
}

const unusableKey = "the identity provider's key that signed the token cannot be used";

const byCode: Record<string, string> = {
  ERR_JWT_EXPIRED: 'the token has expired',
  ERR_JOSE_ALG_NOT_ALLOWED: `expected a token signed with one of ${algorithms.join(', ')}`,
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "the token's signature is not of the identity provider",
  ERR_JWKS_NO_MATCHING_KEY: 'the identity provider has no key that signed the token',
  // A private or symmetric key that was published: whoever read it can sign.
  ERR_JWKS_INVALID: unusableKey,
  ERR_JWKS_MULTIPLE_MATCHING_KEYS:
    'expected a token that names its key (kid), because the identity provider has several',
};

const byClaim: Record<string, string> = {
  iss: 'expected a token of the issuer that this gateway trusts (iss)',
  aud: 'expected a token whose audience is this gateway (aud)',
  nbf: 'the token is not valid yet (nbf)',
  exp: 'expected a token that expires (exp)',
  iat: 'expected a number of seconds as iat',
};

/** What went wrong, in our words: jose's errors carry the token's claims. */
function refusalOf(error: unknown): Error {
  if (!(error instanceof errors.JOSEError)) {
    // jose gives WebCrypto's TypeErrors where a key of the set is broken or too short; HttpErrors are ours already.
    return error instanceof Error && 'status' in error ? error : unauthenticated(unusableKey);
  }
  const claim = error instanceof errors.JWTClaimValidationFailed ? byClaim[error.claim] : undefined;
  return unauthenticated(claim ?? byCode[error.code] ?? 'expected a token that is a signed JWT');
}
