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

describe('an operation that would exhaust the gateway is refused before it is planned', () => {
  const refused = async (query: string, variables = {}) => {
    const before = stack.statements.length;
    const { errors } = await stack.ask(query, variables);
    expect(errors).toMatchObject([{ extensions: { code: 'OPERATION_TOO_LARGE' } }]);
    expect(stack.statements.length).toBe(before);
    return errors?.[0]?.message;
  };
  test('pages of pages of pages', async () => {
    const children = 'children(first: 200) { nodes { parent { children(first: 200) { nodes { id } } } } }';
    expect(await refused(`{ administrativeUnits(first: 200) { nodes { ${children} } } }`)).toMatch(
      /at most 200000 records .*found \d+: ask for smaller pages/,
    );
  });
  test('fragments in fragments, inline and by name', async () => {
    const inline = `${'... { '.repeat(1_000)}__typename${' }'.repeat(1_000)}`;
    expect(await refused(`{ ${inline} }`)).toMatch(/at most 200 fields and fragments within one another/);
    const named = Array.from({ length: 400 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} }`);
    const chain = `${named.join(' ')} fragment F400 on Query { __typename }`;
    await refused(`{ ...F0 } ${chain}`);
    // The deepest first: what is measured once counts wherever it is used.
    await refused(`{ ...F240 ...F90 ...F0 } ${chain}`);
  });
  test('the same with page sizes in variables, and by default', async () => {
    const children = (page: string) => `children${page} { nodes { parent { children${page} { nodes { id } } } } }`;
    await refused(`query ($n: Int) { administrativeUnits(first: $n) { nodes { ${children('(first: $n)')} } } }`, {
      n: 200,
    });
    await refused(`query ($n: Int = 200) { administrativeUnits(first: $n) { nodes { ${children('(first: $n)')} } } }`);
    const { errors } = await stack.ask(`{ administrativeUnits { nodes { ${children('')} } } }`);
    expect(errors).toBeUndefined();
  });
  test('levels without end', async () => {
    const query = `{ administrativeUnit(code: "79") ${'{ parent '.repeat(30)}{ id }${' }'.repeat(30)} }`;
    expect(await refused(query)).toMatch(/at most 20 levels/);
  });
  test('fragments of fragments are measured once each, and counted as often as they are used', async () => {
    const fragments = Array.from(
      { length: 30 },
      (_, n) =>
        `fragment F${n} on AdministrativeUnit { ${n === 29 ? 'children(first: 200) { nodes { id } }' : `a: parent { ...F${n + 1} } b: parent { ...F${n + 1} }`} }`,
    );
    await refused(`{ administrativeUnit(code: "79") { ...F0 } } ${fragments.join(' ')}`);
  });
  test('a document of too many tokens', async () => {
    const response = await post(JSON.stringify({ query: `{ ${'__typename '.repeat(20_000)} }` }));
    expect(await firstMessage(response)).toMatch(/10000 tokens/);
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
