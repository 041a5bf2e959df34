import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const query = '{ administrativeUnit(code: "79") { name } }';
const codeOf = async (response: Response) => ((await response.json()) as Answer).errors?.[0]?.extensions.code;

describe('what a page can send to another site without a preflight is refused (415), and asks nobody', () => {
  const boundary =
    '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--x--';
  test.each([
    ['text/plain', JSON.stringify({ query })],
    ['text/plain;charset=UTF-8', JSON.stringify({ query })],
    ['text/plain; application/json', JSON.stringify({ query })],
    ['application/x-www-form-urlencoded', new URLSearchParams({ query }).toString()],
    ['multipart/form-data; boundary=x', boundary],
    ['application/graphql', query],
    ['', JSON.stringify({ query })],
  ])('POST of %j', async (type, body) => {
    const before = stack.statements.length;
    // Bytes have no media type of their own that fetch would add.
    const response = await fetch(stack.url, {
      method: 'POST',
      headers: { ...(type && { 'content-type': type }), 'apollo-require-preflight': 'true' },
      body: new TextEncoder().encode(body),
    });
    expect([response.status, await codeOf(response)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(stack.statements.length).toBe(before);
  });
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'x'])(
    'GHSA-9q82-xgwf-vj6h: GET with content-type %s',
    async (type) => {
      const response = await fetch(`${stack.url}?${new URLSearchParams({ query })}`, {
        headers: { 'content-type': type },
      });
      expect([response.status, await codeOf(response)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );
});

describe('CVE-2026-23897: charsets that nobody needs are not decoded', () => {
  test.each(['utf-16', 'utf-16le', 'utf-32', 'latin1', 'utf-7', 'x'.repeat(5_000), '"utf-8', 'utf-8; charset=utf-16'])(
    '%s',
    async (charset) => {
      const response = await fetch(stack.url, {
        method: 'POST',
        headers: { 'content-type': `application/json; charset=${charset}` },
        body: JSON.stringify({ query }),
      });
      expect([response.status, await codeOf(response)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );
  test.each(['application/json', 'application/json;charset=UTF-8', 'Application/JSON; charset="utf-8"'])(
    '%s is JSON',
    async (type) => {
      const body = JSON.stringify({ query });
      const response = await fetch(stack.url, { method: 'POST', headers: { 'content-type': type }, body });
      expect(await response.json()).toMatchObject({ data: { administrativeUnit: { name: 'Hồ Chí Minh' } } });
    },
  );
  test('bytes that are no UTF-8 are refused, and not replaced', async () => {
    const body = Buffer.concat([
      Buffer.from('{"query":"{ __typename } #'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]);
    const response = await fetch(stack.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([response.status, ((await response.json()) as Answer).errors?.[0]?.message]).toEqual([
      400,
      'expected a body in UTF-8',
    ]);
  });
});

describe('a GET', () => {
  const get = (search: Record<string, string> | [string, string][], headers = {}) =>
    fetch(`${stack.url}?${new URLSearchParams(search)}`, { headers });
  test('needs no header of a preflight: a query reads, and nobody’s token comes by itself', async () => {
    expect(await (await get({ query })).json()).toMatchObject({
      data: { administrativeUnit: { name: 'Hồ Chí Minh' } },
    });
  });
  test('takes variables and the operation’s name', async () => {
    const document = 'query A { __typename } query B($code: UnitCode!) { administrativeUnit(code: $code) { name } }';
    const response = await get({ query: document, operationName: 'B', variables: '{"code":"01"}' });
    expect(await response.json()).toMatchObject({ data: { administrativeUnit: { name: 'Hà Nội' } } });
  });
  test.each<[string, [string, string][], RegExp]>([
    [
      'a name twice',
      [
        ['query', query],
        ['query', '{ __typename }'],
      ],
      /expected one "query" in the address/,
    ],
    [
      'variables that are no JSON',
      [
        ['query', query],
        ['variables', '{001099000001'],
      ],
      /expected "variables" .* JSON/,
    ],
    [
      'variables that are a list',
      [
        ['query', query],
        ['variables', '[]'],
      ],
      /expected "variables" to be an object/,
    ],
    [
      'extensions that are text',
      [
        ['query', query],
        ['extensions', '"x"'],
      ],
      /expected "extensions" to be an object/,
    ],
  ])('%s: refused, and not repeated', async (_, search, message) => {
    const response = await get(search);
    const text = await response.text();
    expect([response.status, (JSON.parse(text) as Answer).errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect((JSON.parse(text) as Answer).errors?.[0]?.message).toMatch(message);
    expect(text).not.toContain('001099000001');
  });
  test('never makes a mutation, whatever it is asked to answer with', async () => {
    const mutation = 'mutation { unwaiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11") { id } }';
    for (const accept of ['application/json', 'application/graphql-response+json', '*/*']) {
      const before = stack.statements.length;
      const response = await get({ query: mutation }, { accept });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect(stack.statements.length).toBe(before);
    }
  });
});
