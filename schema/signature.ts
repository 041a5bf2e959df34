import { createHash, createHmac, createSecretKey, type Hmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Caller, purposes } from './caller.ts';
import { createNonce } from './nonce.ts';

/**
 * How the gateway tells a subgraph over HTTP who asks: one fixed profile of HTTP Message Signatures (RFC 9421) with a
 * Content-Digest (RFC 9530). Whatever is written differently is refused, also where the RFC allows it.
 */

/** Seconds that a signed request may be old, and ahead of the reader's clock. */
export const validity = { age: 30, ahead: 5 };

/** Why a request is refused, in the words that are answered. */
export const refusals = [
  'not signed',
  'malformed signature',
  'unknown key',
  'signature does not match',
  'too old',
  'too far ahead',
  'malformed caller',
  'body does not match',
  'replayed',
] as const;

export type Refusal = (typeof refusals)[number];

type Target = { method: string; path: string };

const components = '("@method" "@path" "content-digest" "lienthong-caller")';
const parametersForm = /^;created=(\d{1,12});nonce="([\w-]{22})";keyid="([\da-f]{16})";alg="hmac-sha256"$/;
const digestForm = /^sha-256=:[A-Za-z0-9+/]{43}=:$/;
const signatureForm = /^lienthong=:([A-Za-z0-9+/]{43}=):$/;

const callerForm = z.strictObject({
  subject: z.string().nullable(),
  agency: z.string().nullable(),
  jurisdiction: z.union([z.literal('national'), z.array(z.string())]),
  scopes: z.array(z.string()),
  purpose: z.enum(purposes).nullable(),
}) satisfies z.ZodType<Caller>;

/** A key as it is used: `id` tells keys apart without telling anything of them. */
type Prepared = { id: string; secret: KeyObject };

const prepared = new WeakMap<Buffer, Prepared>();

function prepare(key: Buffer): Prepared {
  const known = prepared.get(key);
  if (known) return known;
  const id = createHash('sha256').update('lienthong keyid:').update(key).digest('hex').slice(0, 16);
  const made = { id, secret: createSecretKey(key) };
  prepared.set(key, made);
  return made;
}

/** The value of `Content-Digest`. */
export function digestOf(body: string | Buffer): string {
  return `sha-256=:${hash('sha256', body, 'base64')}:`;
}

/** What callers send as their header, for as long as their claims are known: gateway/access gives the same object for the same ones. */
const written = new WeakMap<Caller, string>();

function writeCaller(caller: Caller): string {
  const known = written.get(caller) ?? Buffer.from(JSON.stringify(caller)).toString('base64url');
  written.set(caller, known);
  return known;
}

type Unsigned = Target & {
  body: string | Buffer;
  /** Of the body, where that is known already. */
  digest?: string;
  caller: Caller;
  key: Buffer;
  now: number;
};

/**
 * The headers that make a request a signed one, each time with a new nonce.
 *
 * @param path as the subgraph will see it, without a query string
 * @param now milliseconds since 1970
 */
export function sign({ method, path, body, digest, caller, key, now }: Unsigned): Record<string, string> {
  const headers = {
    'content-digest': digest ?? digestOf(body),
    'lienthong-caller': writeCaller(caller),
  };
  const nonce = createNonce();
  const created = Math.floor(now / 1000);
  const { id, secret } = prepare(key);
  const parameters = `${components};created=${created};nonce="${nonce}";keyid="${id}";alg="hmac-sha256"`;
  const mac = macOf({ method, path }, headers, parameters, secret).digest('base64');
  return { ...headers, 'signature-input': `lienthong=${parameters}`, signature: `lienthong=:${mac}:` };
}

/** RFC 9421, section 2.5: one line a component, then the parameters; no end of line after them. */
function macOf({ method, path }: Target, headers: CoveredHeaders, parameters: string, key: KeyObject): Hmac {
  const base = [
    `"@method": ${method}`,
    `"@path": ${path}`,
    `"content-digest": ${headers['content-digest']}`,
    `"lienthong-caller": ${headers['lienthong-caller']}`,
    `"@signature-params": ${parameters}`,
  ].join('\n');
  return createHmac('sha256', key).update(base);
}

type CoveredHeaders = { 'content-digest': string; 'lienthong-caller': string };

type Received = Target & {
  /** As Node gives them: a header that came twice holds a comma, which no form here allows. */
  headers: Record<string, string | string[] | undefined>;
  /** Those that count, two while a key is being replaced. */
  keys: readonly Buffer[];
  /** Milliseconds since 1970. */
  now: number;
};

/** What a signature vouches for; that the body has this digest and the nonce is new is for the reader to check. */
type Verified = { caller: Caller; digest: string; nonce: string; created: number };

/** Reads the signature off a request's head, before its body is read. */
export function verify({ method, path, headers, keys, now }: Received): Verified | { refusal: Refusal } {
  const given = ['signature-input', 'signature', 'content-digest', 'lienthong-caller'].map((name) => headers[name]);
  if (!given.every((value) => typeof value === 'string')) return { refusal: 'not signed' };
  const [input, signature, digest, caller] = given as [string, string, string, string];

  const prefix = `lienthong=${components}`;
  const parameters = input.startsWith(prefix) ? parametersForm.exec(input.slice(prefix.length)) : null;
  const mac = signatureForm.exec(signature)?.[1];
  if (!parameters || !mac || !digestForm.test(digest)) return { refusal: 'malformed signature' };
  const [, created, nonce, id] = parameters as unknown as [string, string, string, string];

  const key = keys.map(prepare).find((candidate) => candidate.id === id);
  if (!key) return { refusal: 'unknown key' };
  const covered = { 'content-digest': digest, 'lienthong-caller': caller };
  const expected = macOf({ method, path }, covered, input.slice('lienthong='.length), key.secret).digest();
  if (!timingSafeEqual(expected, Buffer.from(mac, 'base64'))) return { refusal: 'signature does not match' };

  const age = now / 1000 - Number(created);
  if (age > validity.age) return { refusal: 'too old' };
  if (age < -validity.ahead) return { refusal: 'too far ahead' };
  const read = readCaller(caller);
  return read ? { caller: read, digest, nonce, created: Number(created) } : { refusal: 'malformed caller' };
}

/** Callers that asked lately, by a hash of their header: whoever asks again is the same object, by which others remember what they know. */
const callers = new LRUCache<string, Caller>({ max: 1_000, ttl: 60_000 });

function readCaller(header: string): Caller | undefined {
  const key = hash('sha256', header, 'base64');
  const known = callers.get(key);
  if (known) return known;
  try {
    const caller = Object.freeze(callerForm.parse(JSON.parse(Buffer.from(header, 'base64url').toString())));
    callers.set(key, caller);
    return caller;
  } catch {
    return undefined;
  }
}
