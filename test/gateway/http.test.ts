import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const json = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json) =>
  fetch(stack.url, { method: 'POST', headers, body });
const firstMessage = async (response: Response) => ((await response.json()) as Answer).errors?.[0]?.message;
const question = JSON.stringify({ query: '{ administrativeUnit(code: "79") { name } }' });

test('another path says where GraphQL is', async () => {
  const response = await fetch(new URL('/', stack.url));
  expect([response.status, await response.text()]).toEqual([404, 'not found: GraphQL is at /graphql']);
});

describe('the request id', () => {
  test.each(['3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11', '4bf92f3577b34da6a3ce929d0e0e4736'])(
    '%s comes back',
    async (id) => {
      expect((await post(question, { ...json, 'x-request-id': id })).headers.get('x-request-id')).toBe(id);
    },
  );
  test.each(['001099000001', 'x'.repeat(100), 'a b'])(
    '%s could be personal or break a log: a new one is given',
    async (id) => {
      expect((await post(question, { ...json, 'x-request-id': id })).headers.get('x-request-id')).toMatch(
        /^[\da-f-]{36}$/,
      );
    },
  );
});

describe('what is no GraphQL request is refused with what was expected', () => {
  test.each([
    ['not JSON', '{', json, 400, /expected a body of JSON/],
    ['another media type', question, { 'content-type': 'text/plain' }, 415, /expected content-type application\/json/],
    ['another charset', question, { 'content-type': 'application/json; charset=utf-16' }, 415, /in UTF-8/],
    ['an unknown compression', question, { ...json, 'content-encoding': 'zstd' }, 415, /gzip, deflate or br, or none/],
    ['too long', JSON.stringify({ query: ' '.repeat(2 << 20) }), json, 413, /at most 1048576 bytes/],
  ])('%s', async (_, body, headers, status, expected) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(await firstMessage(response)).toMatch(expected);
  });
  test.each(['PUT', 'DELETE', 'PATCH'])('%s', async (method) => {
    const response = await fetch(stack.url, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});

describe('a mistake of the client is no failure of the server', () => {
  test.each([
    [
      'an unknown operation',
      { query: 'query A { __typename }', operationName: 'B' },
      /operationName that the document holds/,
    ],
    [
      'two operations and no name',
      { query: 'query A { __typename } query B { __typename }' },
      /holds several operations/,
    ],
    ['a mutation', { query: 'mutation { x }' }, /./],
  ])('%s', async (_, body, expected) => {
    const response = await post(JSON.stringify(body), { ...json, accept: 'application/graphql-response+json' });
    expect(response.status).toBe(400);
    expect(await firstMessage(response)).toMatch(expected);
  });
});

test("GraphQL's own errors do not repeat the value that was sent", async () => {
  const secret = '001099000001';
  const documents: [string, object?][] = [
    [`{ officials(first: "${secret}") { totalCount } }`],
    [`{ officials(filter: { category: [X${secret}] }) { totalCount } }`],
    [`{ officials(filter: "${secret}") { totalCount } }`],
    ['query ($n: Int) { officials(first: $n) { totalCount } }', { n: secret }],
    ['query ($f: OfficialFilter) { officials(filter: $f) { totalCount } }', { f: { category: [secret] } }],
    [`{ officials(first: 1 "${secret}") { totalCount } }`],
    [`"${secret}"`],
    [`{ __typename } "${secret}"`],
  ];
  for (const [query, variables] of documents) {
    const text = await stack.askText(query, variables as never);
    expect(JSON.parse(text).errors.length).toBeGreaterThan(0);
    expect(text).not.toContain(secret);
  }
});
