import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { anonymous, type Caller, type Purpose } from '../../schema/caller.ts';
import { readBearerToken } from './bearer-token.ts';
import { type CallerClaims, ClaimError, readCallerClaims } from './caller-claims.ts';
import { readDeclaredPurpose } from './declared-purpose.ts';
import { unauthenticated } from './identity-errors.ts';
import { createKeySource, type KeySourceOptions } from './key-source.ts';
import { verifyToken } from './verify-token.ts';

export type IdentityOptions = KeySourceOptions & {
  /** What a token's `aud` must hold. */
  audience: string;
  /** Milliseconds since 1970; the clock without it. */
  now?: () => number;
};

/** Who asks: on whose behalf, with which program (null where nothing says), and bound to which contract (null for none). */
export type Identified = { caller: Caller; client: string | null; contract: string | null };

/** What else the token says. */
type Granted = {
  /** When the token ends, in seconds since 1970; null without one. */
  expires: number | null;
  /** The purposes that the token lets its bearer declare; empty where any. */
  granted: readonly Purpose[];
};

const unknown: Identified & Granted = Object.freeze({
  caller: anonymous,
  client: null,
  contract: null,
  expires: null,
  granted: [],
});

export type Identity = {
  /**
   * Who sends a request, `anonymous` without a token. HttpError 401 for a token that does not hold, 400 and 403 for a purpose,
   * 503 while no key of the provider is known.
   */
  identify: (request: { headersDistinct: NodeJS.Dict<string[]> }) => Promise<Identified & Granted>;
  stop: () => void;
};

type Verified = {
  claims: CallerClaims;
  expires: number;
  until: number;
  keys: object;
  /** One for each purpose that was declared: whoever asks again is the same object, by which others remember what they know. */
  callers: Map<Purpose | null, Caller>;
};

const cached = { tokens: 1_000, milliseconds: 60_000 };

/** Tells who asks by bearer tokens of one OpenID provider. Needs no provider to start. */
export function createIdentity(options: IdentityOptions): Identity {
  const { issuer, audience, now = Date.now } = options;
  const keys = createKeySource(options);
  // By hash: the token itself is a credential, and stays nowhere.
  const verified = new LRUCache<string, Verified>({ max: cached.tokens });

  const verify = async (token: string): Promise<Verified> => {
    const key = hash('sha256', token, 'base64');
    const found = verified.get(key);
    const current = await keys.current();
    // Another key set empties the cache: what it verified may be signed by a key that was withdrawn.
    if (found && found.keys === current && found.until > now()) return found;
    const payload = await verifyToken(token, { keys, issuer, audience, now });
    const claims = readClaims(payload);
    // Of several requests at once with a new token all go on with what the first has made.
    const meanwhile = verified.get(key);
    if (meanwhile && meanwhile.keys === current && meanwhile.until > now()) return meanwhile;
    const expires = payload.exp ?? 0;
    const until = Math.min(expires * 1000, now() + cached.milliseconds);
    const made = { claims, expires, until, keys: current, callers: new Map() };
    verified.set(key, made);
    return made;
  };
  return {
    async identify({ headersDistinct }) {
      const token = readBearerToken(headersDistinct);
      if (token === undefined) return unknown;
      const { claims, expires, callers } = await verify(token);
      const { purposes, client, contract, ...who } = claims;
      const purpose = readDeclaredPurpose(headersDistinct, purposes);
      const caller = callers.get(purpose) ?? Object.freeze({ ...who, purpose });
      callers.set(purpose, caller);
      return { caller, client, contract, expires, granted: purposes };
    },
    stop: () => keys.stop(),
  };
}

function readClaims(payload: Record<string, unknown>): CallerClaims {
  try {
    return readCallerClaims(payload);
  } catch (error) {
    throw error instanceof ClaimError ? unauthenticated(error.message) : error;
  }
}
