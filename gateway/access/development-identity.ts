import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { ensureSecretFile } from '../../schema/secret-file.ts';

/** Said to whoever started us where the development key cannot be made or read; repeats no path and no key. */
export class DevelopmentKeyError extends Error {}

const issuer = 'lienthong-development';
/** What tokens are made for unless OIDC_AUDIENCE says otherwise. */
export const defaultAudience = 'lienthong';

/**
 * What createIdentity needs to trust the tokens that issueDevelopmentToken makes on the same data folder: the development
 * stands in for an OpenID provider by one key. DevelopmentKeyError where the folder cannot be used.
 *
 * @param dataDir made where it is missing
 */
export async function developmentIdentity(dataDir: string) {
  const { d: _, ...publicKey } = await ensureKey(dataDir);
  return {
    issuer,
    audience: defaultAudience,
    jwks: `data:application/json,${encodeURIComponent(JSON.stringify({ keys: [publicKey] }))}`,
  };
}

/**
 * A token of the development's issuer.
 *
 * @param claims as caller-claims.ts reads them, beside issuer, audience and times
 * @param seconds until it expires
 */
export async function issueDevelopmentToken(
  dataDir: string,
  claims: Record<string, unknown>,
  seconds: number,
): Promise<string> {
  const key = await ensureKey(dataDir);
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ ...claims, jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid as string, typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(defaultAudience)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(await importJWK(key, 'ES256'));
}

async function ensureKey(dataDir: string): Promise<JWK> {
  const text = await ensureSecretFile(join(dataDir, 'identity'), 'key.json', make).catch(
    ({ code }: NodeJS.ErrnoException) => {
      throw new DevelopmentKeyError(
        `DATA_DIR: cannot be used for the development key (${code}); it must be a folder that this user may write, and not another user's`,
      );
    },
  );
  return parse(text);
}

async function make(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  return `${JSON.stringify({ ...key, kid: await calculateJwkThumbprint(key), alg: 'ES256', use: 'sig' })}\n`;
}

function parse(text: string): JWK {
  try {
    const key = JSON.parse(text) as JWK;
    if (key.kty === 'EC' && key.crv === 'P-256' && key.kid && key.x && key.y && key.d) return key;
  } catch {
    // Said below.
  }
  throw new DevelopmentKeyError('DATA_DIR: identity/key.json is no key of ours: remove it, and a new one is made');
}
