import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** Said to whoever started us where the development key cannot be made or read; repeats no path and no key. */
export class DevelopmentKeyError extends Error {}

const issuer = 'lienthong-development';
const audience = 'lienthong';

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
    audience,
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
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(await importJWK(key, 'ES256'));
}

async function ensureKey(dataDir: string): Promise<JWK> {
  const folder = join(dataDir, 'identity');
  const file = join(folder, 'key.json');
  try {
    // Not in one go: the data folder itself must stay open to the user that PostgreSQL runs as.
    await mkdir(dataDir, { recursive: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return parse((await read(file)) ?? (await make(file)));
  } catch (error) {
    if (error instanceof DevelopmentKeyError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new DevelopmentKeyError(
      `DATA_DIR: cannot be used for the development key (${code}); it must be a folder that this user may write, and not another user's`,
    );
  }
}

function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

async function make(file: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(key);
  const own = `${file}.${process.pid}.${randomUUID()}`;
  await writeFile(own, `${JSON.stringify({ ...key, kid, alg: 'ES256', use: 'sig' })}\n`, { mode: 0o600 });
  // A link appears complete or not at all, and only for the first of several processes on a new folder.
  await link(own, file)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    })
    .finally(() => rm(own));
  return readFile(file, 'utf8');
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
