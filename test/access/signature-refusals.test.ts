import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { digestOf, sign } from '../../schema/signature.ts';
import { body, caller, keyOf, type Sent, send, signed, startService } from './signed-service.ts';

const key = keyOf('officials');
/** Where the service's clock stands, at a whole second. */
const now = 1_790_000_000_000;

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService([key], () => now);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.calls.length = 0;
});

/** A good request with some of it changed after it was signed. */
const altered = (change: (request: Sent) => Partial<Sent>): Sent => {
  const request = signed(service.url, key, { now });
  return { ...request, ...change(request) };
};
const withHeader = (name: string, value: (signed: string) => string | string[] | undefined) =>
  altered(({ headers }) => ({ headers: { ...headers, [name]: value(String(headers[name])) } }));
const inInput = (from: string | RegExp, to: string) =>
  withHeader('signature-input', (input) => {
    expect(input).toMatch(from);
    return input.replace(from, to);
  });

test('what is signed is answered, to the caller that was signed', async () => {
  const answer = await send(signed(service.url, key, { now }));
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/graphql-response+json; charset=utf-8' },
  });
  expect(JSON.parse(JSON.parse(answer.text).data.caller)).toEqual(caller);
  expect(service.calls).toEqual([caller]);
});

const claims = (change: object) => Buffer.from(JSON.stringify({ ...caller, ...change })).toString('base64url');
const foreign = JSON.stringify({ query: '{ caller caller }' });

test.each<[string, string, () => Sent]>([
  ['nothing signed', 'not signed', () => altered(() => ({ headers: { 'content-type': 'application/json' } }))],
  ...['signature', 'signature-input', 'content-digest', 'lienthong-caller'].map(
    (name): [string, string, () => Sent] => [`no ${name}`, 'not signed', () => withHeader(name, () => undefined)],
  ),
  ...['signature', 'signature-input', 'content-digest'].map((name): [string, string, () => Sent] => [
    `${name} twice`,
    'malformed signature',
    () => withHeader(name, (value) => [value, value]),
  ]),
  ['caller twice', 'signature does not match', () => withHeader('lienthong-caller', (value) => [claims({}), value])],
  [
    'a wider jurisdiction',
    'signature does not match',
    () => withHeader('lienthong-caller', () => claims({ jurisdiction: 'national' })),
  ],
  [
    'another scope',
    'signature does not match',
    () => withHeader('lienthong-caller', () => claims({ scopes: ['person:identify'] })),
  ],
  ['another body', 'body does not match', () => altered(() => ({ body: foreign }))],
  ['a longer body', 'body does not match', () => altered(() => ({ body: `${body} ` }))],
  ['no body', 'body does not match', () => altered(() => ({ body: '' }))],
  [
    'another body with its digest',
    'signature does not match',
    () => altered(({ headers }) => ({ body: foreign, headers: { ...headers, 'content-digest': digestOf(foreign) } })),
  ],
  [
    'another digest algorithm',
    'malformed signature',
    () => withHeader('content-digest', (value) => value.replace('256', '512')),
  ],
  ['a second digest', 'malformed signature', () => withHeader('content-digest', (value) => `${value}, ${value}`)],
  [
    'another path',
    'signature does not match',
    () => {
      const headers = sign({ method: 'POST', path: '/other', body, caller, key, now });
      return altered(() => ({ headers: { 'content-type': 'application/json', ...headers } }));
    },
  ],
  ['a query string', 'signature does not match', () => altered(({ url }) => ({ url: `${url}?query={caller}` }))],
  [
    'signed for another method',
    'signature does not match',
    () => {
      const headers = sign({ method: 'GET', path: '/graphql', body, caller, key, now });
      return altered(() => ({ headers: { 'content-type': 'application/json', ...headers } }));
    },
  ],
  ['another time', 'signature does not match', () => inInput('created=1790000000', 'created=1790000001')],
  ['another nonce', 'signature does not match', () => inInput(/nonce="[^"]*"/, `nonce="${'A'.repeat(22)}"`)],
  ['another algorithm', 'malformed signature', () => inInput('hmac-sha256', 'none')],
  ['no algorithm', 'malformed signature', () => inInput(';alg="hmac-sha256"', '')],
  ['an unknown key id', 'unknown key', () => inInput(/keyid="[^"]*"/, 'keyid="0123456789abcdef"')],
  ['fewer parts covered', 'malformed signature', () => inInput(' "lienthong-caller"', '')],
  ['the parts in another order', 'malformed signature', () => inInput('"@method" "@path"', '"@path" "@method"')],
  ['one more part covered', 'malformed signature', () => inInput('"@path"', '"@path" "accept"')],
  ['another label', 'malformed signature', () => inInput('lienthong=(', 'sig1=(')],
  ['a second signature', 'malformed signature', () => inInput(/$/, ', sig1=("@method");created=1')],
  [
    'another signature',
    'signature does not match',
    () => withHeader('signature', () => `lienthong=:${'A'.repeat(43)}=:`),
  ],
  ['a shorter signature', 'malformed signature', () => withHeader('signature', (value) => value.replace(/.=:$/, '=:'))],
  ['an empty signature', 'malformed signature', () => withHeader('signature', () => 'lienthong=::')],
  ['another key', 'unknown key', () => signed(service.url, keyOf('labour'), { now })],
  ['31 seconds old', 'too old', () => signed(service.url, key, { now: now - 31_000 })],
  ['a day old', 'too old', () => signed(service.url, key, { now: now - 86_400_000 })],
  ['6 seconds ahead', 'too far ahead', () => signed(service.url, key, { now: now + 6_000 })],
])('refused with 401 and a few words, nothing is executed: %s', async (_, reason, request) => {
  const answer = await send(request());
  expect(answer).toMatchObject({ status: 401, text: reason, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  expect(service.calls).toEqual([]);
});

test.each([[-30_000], [-29_000], [0], [5_000]])('clocks apart by %i ms are borne', async (apart) => {
  expect((await send(signed(service.url, key, { now: now + apart }))).status).toBe(200);
});

test.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'] as const)(
  '%s is not answered, signed or not',
  async (method) => {
    const { headers } = signed(service.url, key, { now });
    const url = `${service.url}?query={caller}`;
    for (const given of [{}, headers]) {
      expect(await send({ method, url, headers: given })).toMatchObject({ status: 405, text: 'expected POST' });
      expect(await send({ method, url: service.url, headers: given })).toMatchObject({ status: 405 });
    }
    expect(service.calls).toEqual([]);
  },
);

test.each(['/graphql/', '/GRAPHQL', '//graphql', '/graphql;x', '/'])('there is nothing at %s', async (path) => {
  const answer = await send(altered(() => ({ url: `${new URL(service.url).origin}${path}` })));
  expect(answer.status).toBe(404);
  expect(service.calls).toEqual([]);
});

test('health is open and tells nothing else', async () => {
  const { origin } = new URL(service.url);
  expect(await send({ method: 'GET', url: `${origin}/health/live`, headers: {} })).toMatchObject({
    status: 200,
    text: 'live',
  });
  expect(await send({ method: 'GET', url: `${origin}/health/ready`, headers: {} })).toMatchObject({
    status: 200,
    text: 'ready',
  });
});

test('what is signed and is no GraphQL request is told so', async () => {
  const content = '{"query":';
  expect(await send(signed(service.url, key, { now, content }))).toMatchObject({
    status: 400,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
  const request = signed(service.url, key, { now });
  expect((await send({ ...request, headers: { ...request.headers, 'content-type': 'text/plain' } })).status).toBe(415);
  expect(service.calls).toEqual([]);
});
