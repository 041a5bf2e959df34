import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

const explorer = join(import.meta.dirname, '../../gateway/explorer');

let development: Stack;
let production: Stack;
/** The path of a part of the page. */
let script: string;
beforeAll(async () => {
  execFileSync(process.execPath, [join(explorer, 'build.ts')]);
  const page = readFileSync(join(explorer, 'dist/index.html'), 'utf8');
  script = /src="(\/assets\/[^"]+)"/.exec(page)?.[1] as string;
  [development, production] = await Promise.all([
    startStack({ explorer: 'development' }),
    startStack({ explorer: 'production', isProduction: true }),
  ]);
});
afterAll(() => Promise.all([development?.stop(), production?.stop()]));

type Sent = { method?: string; path?: string; headers?: Record<string, string>; body?: string; to?: Stack };
type Heard = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

/** As it is written: fetch would decompress, and set headers (host, origin, sec-fetch-site) that only a browser may. */
function send({ method = 'GET', path = '/', headers = {}, body, to = development }: Sent): Promise<Heard> {
  const { hostname, port } = new URL(to.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, async (response) => {
      const chunks = await Array.fromAsync(response as AsyncIterable<Buffer>);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
    });
    sent.once('error', reject).end(body);
  });
}

describe('pages', () => {
  test.each([
    ['development', () => development],
    ['production', () => production],
  ])('in %s they may reach this gateway alone, and are no frame', async (_, of) => {
    for (const path of ['/', '/overview']) {
      const { status, headers } = await send({ path, to: of() });
      expect({ path, status, type: headers['content-type'] }).toEqual({
        path,
        status: 200,
        type: 'text/html; charset=utf-8',
      });
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; script-src 'self'; .*connect-src 'self'; .*frame-ancestors 'none'$/,
        ),
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe|https?:|\*/);
    }
  });

  test('a part is kept for ever under the name of its content, and was compressed when it was built', async () => {
    const plain = await send({ path: script });
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
    const packed = await send({ path: script, headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'br', vary: expect.stringMatching(/accept-encoding/i) });
    expect(brotliDecompressSync(packed.body)).toEqual(plain.body);
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    const refused = await send({ path: script, headers: { 'accept-encoding': 'gzip, br;q=0' } });
    expect(refused.headers['content-encoding']).toBe('gzip');
  });

  test('what is known is not sent again, and HEAD sends nothing', async () => {
    const { headers } = await send({ path: '/' });
    const again = await send({ path: '/', headers: { 'if-none-match': headers.etag as string } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const head = await send({ method: 'HEAD', path: '/' });
    expect([head.status, head.body.length, head.headers.etag]).toEqual([200, 0, headers.etag]);
  });

  test.each([
    ['POST', {}, 405, 'expected GET: GraphQL is at /graphql'],
    ['GET', { accept: 'application/json' }, 406, 'expected to be asked for text/html: GraphQL is at /graphql'],
  ])('%s with %j is told where GraphQL is', async (method, headers, status, message) => {
    const heard = await send({ method, headers });
    expect([heard.status, JSON.parse(heard.body.toString()).errors[0].message]).toEqual([status, message]);
  });

  test.each([
    '/assets/none.js',
    '/built-from',
    '/index.html.br',
    '/assets/../built-from',
    '/%2e%2e/build.ts',
    '/assets',
  ])('nothing else is served: %s', async (path) => {
    expect((await send({ path })).status).toBe(404);
  });
});

describe('who asks', () => {
  const path = '/explorer/caller';
  const say = async (headers: Record<string, string>, to = development) => {
    const { status, body, headers: heard } = await send({ path, headers, to });
    expect(heard['cache-control']).toBe('no-store');
    return { status, said: JSON.parse(body.toString()) };
  };

  test('is told as the gateway understands the token, until when and for which purposes', async () => {
    const token = await development.tokenOf('provincial-officer', {
      purpose: ['AUDIT', 'STATISTICS'],
      azp: 'a-program',
    });
    const { said } = await say({ authorization: `Bearer ${token}`, 'x-purpose': 'AUDIT' });
    expect(said.caller).toMatchObject({
      subject: 'test:provincial-officer',
      agency: 'H29',
      jurisdiction: ['79'],
      purpose: 'AUDIT',
      granted: ['AUDIT', 'STATISTICS'],
      client: 'a-program',
      contract: null,
    });
    const left = said.caller.expires - Date.now() / 1000;
    expect(left > 3_500 && left <= 3_600).toBe(true);
  });

  test('nobody is nobody; a token that does not hold is refused and not repeated', async () => {
    expect((await say({})).said.caller).toBeNull();
    const forged = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.';
    const { status, said } = await say({ authorization: `Bearer ${forged}` });
    expect([status, said.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(JSON.stringify(said)).not.toContain('eyJ');
  });

  test('roles are offered in development alone', async () => {
    expect((await say({})).said.roles.map(({ name }: { name: string }) => name)).toContain('auditor');
    expect((await say({}, production)).said.roles).toBeNull();
  });
});

describe('a token of development', () => {
  const json = { 'content-type': 'application/json' };
  const body = '{"role":"auditor"}';
  const ask = (sent: Sent) => send({ method: 'POST', path: '/explorer/token', headers: json, body, ...sent });
  const ownHost = () => new URL(development.url).host;

  test('is given to the page itself', async () => {
    const heard = await ask({
      headers: { ...json, origin: `http://${ownHost()}`, 'sec-fetch-site': 'same-origin' },
    });
    const { token } = JSON.parse(heard.body.toString());
    const { body: said } = await send({ path: '/explorer/caller', headers: { authorization: `Bearer ${token}` } });
    expect(JSON.parse(said.toString()).caller.subject).toBe('test:auditor');
  });

  test('is not there in production', async () => {
    expect((await ask({ to: production })).status).toBe(404);
  });

  test.each<[string, Sent, number]>([
    ['a page of another site, without a preflight', { headers: { 'content-type': 'text/plain' } }, 415],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['a page of another site', { headers: { ...json, origin: 'https://elsewhere.example' } }, 403],
    ['a page without an origin of its own', { headers: { ...json, origin: 'null' } }, 403],
    ['a page of another port', { headers: { ...json, origin: 'http://127.0.0.1:1' } }, 403],
    ['a request that the browser calls cross-site', { headers: { ...json, 'sec-fetch-site': 'cross-site' } }, 403],
    ['a request of the same site', { headers: { ...json, 'sec-fetch-site': 'same-site' } }, 403],
    [
      'a name that was pointed here (DNS rebinding)',
      {
        headers: {
          ...json,
          host: 'evil.example:4000',
          origin: 'http://evil.example:4000',
          'sec-fetch-site': 'same-origin',
        },
      },
      403,
    ],
    ['a name that begins like ours', { headers: { ...json, host: 'localhost.evil.example' } }, 403],
    ['somebody behind a proxy', { headers: { ...json, 'x-forwarded-for': '203.0.113.9' } }, 403],
    ['GET', { method: 'GET', body: '' }, 405],
    [
      'a preflight',
      {
        method: 'OPTIONS',
        body: '',
        headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
      },
      405,
    ],
    ['an unknown role', { body: '{"role":"__proto__"}' }, 400],
    ['no role', { body: 'null' }, 400],
    ['too much', { body: `{"role":"${'a'.repeat(2_000)}"}` }, 413],
  ])('is not given to %s', async (_, sent, status) => {
    const heard = await ask(sent);
    expect(heard.status).toBe(status);
    expect(heard.body.toString()).not.toContain('eyJ');
    expect(heard.headers).not.toHaveProperty('access-control-allow-origin');
  });
});
