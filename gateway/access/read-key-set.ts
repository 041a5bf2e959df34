import { open } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';

/** Why a key set could not be read, in words that repeat nothing of what was read. */
export class KeySetError extends Error {}

/** Far more than any provider's keys take. */
const maxBytes = 1 << 18;

type Bounds = {
  stopping: AbortSignal;
  /** Milliseconds for each fetch, its body included. */
  timeout: number;
};

export const isUrl = (place: string) => /^(https?|data):/i.test(place);

/**
 * The public keys of a JWKS (RFC 7517). KeySetError where there is none to be read.
 *
 * @param place the URL or file of the JWKS; without it the issuer's is found by OpenID Connect Discovery 1.0
 */
export async function readKeySet(issuer: string, place: string | undefined, bounds: Bounds): Promise<JSONWebKeySet> {
  const found = place ?? (await discover(issuer, bounds));
  const document = isUrl(found) ? await fetchJson(found, bounds) : parse(await readBounded(found));
  const { keys } = document as { keys?: unknown };
  if (!Array.isArray(keys)) throw new KeySetError('the key set is no JWKS: expected {"keys": [...]}');
  return { keys };
}

async function discover(issuer: string, bounds: Bounds): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  if (!/^https?:/i.test(url)) throw new KeySetError('discovery needs an issuer that is an http(s) URL');
  const { issuer: said, jwks_uri: place } = (await fetchJson(url, bounds)) as {
    issuer?: unknown;
    jwks_uri?: unknown;
  };
  if (said !== issuer) throw new KeySetError('the discovery document names another issuer than OIDC_ISSUER');
  if (typeof place !== 'string' || !/^https?:/i.test(place))
    throw new KeySetError('the discovery document has no jwks_uri that is an http(s) URL');
  return place;
}

async function fetchJson(url: string, { stopping, timeout }: Bounds): Promise<object> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeout)]);
  // A redirect could lead to keys of someone else's.
  const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new KeySetError(`the identity provider answered with status ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new KeySetError(`the identity provider answered more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return parse(Buffer.concat(chunks).toString('utf8'));
}

async function readBounded(file: string): Promise<string> {
  await using handle = await open(file);
  const { size } = await handle.stat();
  if (size > maxBytes) throw new KeySetError(`the key set's file holds more than ${maxBytes} bytes`);
  return handle.readFile('utf8');
}

function parse(text: string): object {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch {
    // Said below.
  }
  throw new KeySetError('the key set or discovery document is no JSON object');
}
