import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let development: Stack;
let production: Stack;
beforeAll(async () => {
  [development, production] = await Promise.all([startStack(), startStack({ isProduction: true })]);
});
afterAll(() => Promise.all([development?.stop(), production?.stop()]));

const json = { 'content-type': 'application/json' };
const requests: [name: string, status: number, path: string, options: RequestInit][] = [
  ['an answer', 200, '/graphql', { method: 'POST', headers: json, body: '{"query":"{ __typename }"}' }],
  ['an answer to GET', 200, '/graphql?query=%7B__typename%7D', {}],
  [
    'a document that is unknown',
    200,
    `/graphql?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22${'a'.repeat(64)}%22%7D%7D`,
    {},
  ],
  ['no JSON', 400, '/graphql', { method: 'POST', headers: json, body: '{' }],
  ['no token', 401, '/graphql', { headers: { authorization: 'Bearer x' } }],
  ['no page', 404, '/', {}],
  ['no method', 405, '/graphql', { method: 'DELETE' }],
  ['no media type', 415, '/graphql', { method: 'POST', body: 'query' }],
  ['liveness', 200, '/health/live', {}],
  ['readiness', 200, '/health/ready', {}],
];

describe.each(requests)('%s', (_, status, path, options) => {
  test('is data, and no page to be framed, embedded, guessed at or stored', async () => {
    const response = await fetch(new URL(path, development.url), options);
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'$/),
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(response.headers.has('strict-transport-security')).toBe(false);
    expect(response.headers.has('x-powered-by')).toBe(false);
  });
  test('in production is to be asked for by HTTPS alone', async () => {
    const response = await fetch(new URL(path, production.url), options);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});
