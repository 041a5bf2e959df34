import { request } from 'node:http';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '../../schema/caller.ts';
import { audience, createKey, issuer, serveKeys } from './issuer.ts';
import { startWhoAmI, type WhoAmI } from './who-am-i.ts';

const now = () => Math.floor(Date.now() / 1000);
const key = await createKey('one');
const other = await createKey('two', 'RS256');
const stranger = await createKey('one');

let stack: AsyncDisposableStack;
let gateway: WhoAmI;
beforeAll(async () => {
  stack = new AsyncDisposableStack();
  const server = stack.use(await serveKeys(key.jwk, other.jwk));
  gateway = stack.use(await startWhoAmI({ issuer, audience, jwks: server.url }));
});
afterAll(() => stack.disposeAsync());

/** Signed by what everyone can read: the attack on verifiers that take any algorithm. */
const signedBySecret = (secret: string | Uint8Array, kid: string) =>
  new SignJWT({ sub: 'subject-1', iss: issuer, aud: audience })
    .setProtectedHeader({ alg: 'HS256', kid })
    .setExpirationTime('1h')
    .sign(Buffer.from(secret));

const tampered = async () => {
  const [header, payload, signature] = (await key.sign()).split('.');
  const claims = JSON.parse(Buffer.from(payload as string, 'base64url').toString());
  return [header, Buffer.from(JSON.stringify({ ...claims, scope: 'x' })).toString('base64url'), signature].join('.');
};
const withHeader = (header: object) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.AAAA`;

const refused: [string, () => Promise<string> | string, RegExp][] = [
  [
    'alg none',
    () => new UnsecuredJWT({ sub: 'subject-1' }).setIssuer(issuer).setAudience(audience).encode(),
    /signed with one of RS256/,
  ],
  [
    'HS256 signed with the public key as PEM',
    async () => signedBySecret(await exportSPKI(other.publicKey), 'two'),
    /signed with one of/,
  ],
  [
    'HS256 signed with the public key as JWK',
    () => signedBySecret(JSON.stringify(key.jwk), 'one'),
    /signed with one of/,
  ],
  [
    'HS256 signed with the modulus',
    () => signedBySecret(Buffer.from(other.jwk.n as string, 'base64url'), 'two'),
    /signed with one of/,
  ],
  ['signed by another key of the same name', () => stranger.sign(), /signature/],
  ['changed after it was signed', tampered, /signature/],
  ["an algorithm that is not the key's", () => key.sign({}, { kid: 'two' }), /no key that signed/],
  ['of another kind', () => key.sign({}, { typ: 'logout+jwt' }), /an access token/],
  ['its own key in the header', () => stranger.sign({}, { kid: 'new', jwk: stranger.jwk }), /no key that signed/],
  ['another issuer', () => key.sign({ iss: 'https://other.example' }), /issuer/],
  ['no issuer', () => key.sign({ iss: undefined }), /issuer/],
  ['another audience', () => key.sign({ aud: ['a', 'b'] }), /audience/],
  ['no audience', () => key.sign({ aud: undefined }), /audience/],
  ['expired', () => key.sign({ exp: now() - 31 }), /has expired/],
  ['without an end', () => key.sign({ exp: undefined }), /expires \(exp\)/],
  ['an end that is no number', () => key.sign({ exp: '2099-01-01' as never }), /expires \(exp\)/],
  ['valid later', () => key.sign({ nbf: now() + 90 }), /not valid yet/],
  ['issued in the future', () => key.sign({ iat: now() + 90 }), /issued in the future/],
  ['a name of a key that there is not', () => key.sign({}, { kid: 'three' }), /no key that signed/],
  ['an unknown critical header', () => withHeader({ alg: 'ES256', crit: ['x'], x: 1 }), /signed JWT/],
  ['a header that is no JSON', () => 'AAAA.e30.AAAA', /signed JWT/],
  ['a header that is no object', () => withHeader([]), /signed JWT/],
  ['a kid that is an object', () => withHeader({ alg: 'ES256', kid: {} }), /./],
  ['no subject', () => key.sign({ sub: undefined }), /claim "sub"/],
  ['an empty subject', () => key.sign({ sub: ' ' }), /claim "sub"/],
  ['an agency that is none', () => key.sign({ agency: 'secret agency' }), /claim "agency": expected .* G09/],
  ['an agency of several', () => key.sign({ agency: ['G09'] }), /claim "agency"/],
  ['a unit of three digits', () => key.sign({ jurisdiction: ['001'] }), /claim "jurisdiction": expected "national"/],
  ['units as numbers', () => key.sign({ jurisdiction: [79] }), /claim "jurisdiction"/],
  ['units and national at once', () => key.sign({ jurisdiction: '79 national' }), /claim "jurisdiction"/],
  ['a jurisdiction that is an object', () => key.sign({ jurisdiction: { national: true } }), /claim "jurisdiction"/],
  ['scopes that are no texts', () => key.sign({ scope: [1] }), /claim "scope"/],
  ['a scope with a space in it', () => key.sign({ scope: ['a b'] }), /claim "scope"/],
  ['a purpose that is not on the list', () => key.sign({ purpose: 'CURIOSITY' }), /claim "purpose": .*AUDIT/],
  ['100 KB', () => `${'e'.repeat(50_000)}.${'e'.repeat(50_000)}.AAAA`, /at most 8192 characters/],
  ['a text', () => 'garbage', /signed JWT/],
  ['an encrypted token', () => 'a.b.c.d.e', /signed JWT/],
];

test.each(refused)('%s: 401 that says why, and nothing that was sent', async (_, create, reason) => {
  const token = await create();
  const answer = await gateway.askAs(token);
  expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', message: expect.stringMatching(reason) });
  expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  expect(answer.message).not.toMatch(/subject-1|secret agency|three|other\.example/);
  expect(answer.caller).toBeUndefined();
});

describe('the Authorization header', () => {
  test('none: anonymous', async () => {
    expect(await gateway.ask()).toMatchObject({ status: 200, caller: anonymous });
  });
  test.each(['bearer', 'BEARER', 'Bearer  '])('the scheme as "%s"', async (scheme) => {
    const { caller } = await gateway.ask({ authorization: `${scheme} ${await key.sign()}` });
    expect(caller?.subject).toBe('subject-1');
  });
  test.each(['', 'Bearer', 'Basic dTpw', 'Bearer a b', 'Bearer: x', 'Token x'])('"%s": 401', async (authorization) => {
    expect(await gateway.ask({ authorization })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });
  test('two of them: 401, though each would do', async () => {
    const authorization = ['authorization', `Bearer ${await key.sign()}`];
    const headers = ['host', 'localhost', ...authorization, ...authorization];
    const status = await new Promise((resolve, reject) => {
      const asking = request(gateway.url, { headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asking.on('error', reject).end();
    });
    expect(status).toBe(401);
  });
  test('a wrong token is refused for a GET, and does not matter to the health', async () => {
    const headers = { authorization: 'Bearer garbage' };
    expect((await fetch(`${gateway.url}?query={me}`, { headers })).status).toBe(401);
    expect((await fetch(new URL('/health/live', gateway.url), { headers })).status).toBe(200);
  });
});

describe('tokens that hold', () => {
  test('both kinds of key, and clocks up to 30 s apart', async () => {
    for (const token of [
      await key.sign({ exp: now() - 15 }),
      await key.sign({ nbf: now() + 15, iat: now() + 15 }),
      await other.sign({ aud: ['another', audience] }),
    ])
      expect((await gateway.askAs(token)).caller?.subject).toBe('subject-1');
  });
  test.each([
    [
      { jurisdiction: 'national', scope: 'a b a' },
      { jurisdiction: 'national', scopes: ['a', 'b'] },
    ],
    [
      { jurisdiction: ['national'], scope: ['a', 'b'] },
      { jurisdiction: 'national', scopes: ['a', 'b'] },
    ],
    [{ jurisdiction: '79 26740' }, { jurisdiction: ['79', '26740'] }],
    [
      { jurisdiction: ['79', '79'], agency: 'H29.101' },
      { jurisdiction: ['79'], agency: 'H29.101' },
    ],
    [
      { agency: null, scope: null, purpose: 'AUDIT' },
      { agency: null, scopes: [], purpose: 'AUDIT' },
    ],
    [{}, { agency: null, jurisdiction: [], scopes: [], purpose: null }],
  ])('%j', async (claims, caller) => {
    const expected = { ...anonymous, subject: 'subject-1', ...caller };
    expect(await gateway.askAs(await key.sign(claims))).toMatchObject({ status: 200, caller: expected });
  });
});

test('a token without kid: taken where one key fits it, refused where several do', async () => {
  await using server = await serveKeys(key.jwk, other.jwk);
  await using asked = await startWhoAmI({ issuer, audience, jwks: server.url });
  const token = await key.sign({}, { kid: undefined });
  expect((await asked.askAs(token)).caller?.subject).toBe('subject-1');

  server.keys = [key.jwk, (await createKey('three')).jwk];
  await using several = await startWhoAmI({ issuer, audience, jwks: server.url });
  expect(await several.askAs(token)).toMatchObject({ status: 401, message: expect.stringMatching(/kid/) });
});

test('the log has each reason, and neither a subject nor a token', async () => {
  const token = await key.sign({ exp: now() - 3_600 });
  await gateway.askAs(token);
  await gateway.askAs(await key.sign());
  const logged = gateway.logged();
  expect(logged).toContain('"reason":"the token has expired"');
  expect(logged).not.toContain('subject-1');
  for (const part of token.split('.')) expect(logged).not.toContain(part);
});
