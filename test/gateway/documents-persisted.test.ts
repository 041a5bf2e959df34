import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { hashOf, persisted, send } from './documents-requests.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    // Longer texts than usual, so that three of them fill what is remembered.
    limits: { characters: 1_000_000 },
    documents: { persistedQueriesMiB: 1 },
  });
});
afterAll(() => stack?.stop());

const methods = ['GET', 'POST'] as const;
const other = { GET: 'POST', POST: 'GET' } as const;
const city = (alias: string) => `{ ${alias}: administrativeUnit(code: "79") { name } }`;

describe.each(methods)('automatic persisted queries by %s', (method) => {
  test('unknown, then sent, then known by either method', async () => {
    const query = city(`by${method}`);
    const extensions = persisted(query);
    const unknown = await send(stack, method, { extensions });
    expect([unknown.status, unknown.code]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    const data = { [`by${method}`]: { name: 'Hồ Chí Minh' } };
    expect((await send(stack, method, { query, extensions })).data).toEqual(data);
    expect((await send(stack, method, { extensions })).data).toEqual(data);
    expect((await send(stack, other[method], { extensions })).data).toEqual(data);
  });
  test('variables and other extensions stay with the request', async () => {
    const query = `query By${method}($code: UnitCode!) { administrativeUnit(code: $code) { name } }`;
    const extensions = { other: true, ...persisted(query) };
    for (const parameters of [{ query, extensions }, { extensions }]) {
      const { data } = await send(stack, method, { ...parameters, variables: { code: '01' } });
      expect(data).toEqual({ administrativeUnit: { name: 'Hà Nội' } });
    }
  });
  test('a hash of another text is a clear 400, and neither is remembered nor repeated', async () => {
    const query = city(`wrong${method}`);
    const extensions = persisted(`${query} `);
    const { status, code, message, text } = await send(stack, method, { query, extensions });
    expect([status, code]).toEqual([400, 'PERSISTED_QUERY_HASH_MISMATCH']);
    expect(message).toMatch(/SHA-256 of its text/);
    expect(text).not.toContain(extensions.persistedQuery.sha256Hash);
    for (const hashed of [query, `${query} `])
      expect((await send(stack, method, { extensions: persisted(hashed) })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
  test.each([
    ['another version', { version: 2, sha256Hash: hashOf('x') }],
    ['upper case', { version: 1, sha256Hash: hashOf('x').toUpperCase() }],
    ['a name of every object', { version: 1, sha256Hash: '__proto__' }],
    ['a list', [1]],
    ['a text', 'x'],
    ['false', false],
  ])('%s is refused with what was expected', async (_, persistedQuery) => {
    for (const query of ['{ __typename }', undefined]) {
      const parameters = { ...(query && { query }), extensions: { persistedQuery } };
      const { status, code, message } = await send(stack, method, parameters);
      expect([status, code]).toEqual([400, 'BAD_REQUEST']);
      expect(message).toMatch(/64 lower-case hexadecimal digits/);
    }
  });
  test.each([
    ['no GraphQL', `{ ${method}`],
    ['unknown to the schema', `{ nothing${method} }`],
    [
      'too large',
      `query ${method} { administrativeUnit(code: "79") ${'{ parent '.repeat(30)}{ id }${' }'.repeat(30)} }`,
    ],
  ])('a document that is %s is not remembered', async (_, query) => {
    const extensions = persisted(query);
    expect((await send(stack, method, { query, extensions })).errors).toHaveLength(1);
    expect((await send(stack, method, { extensions })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

test('what is remembered is bounded: the oldest is sent again', async () => {
  const texts = ['first', 'second', 'third'].map((name) => `${city(name)}${' '.repeat(400_000)}`);
  for (const query of texts) await send(stack, 'POST', { query, extensions: persisted(query) });
  const codes = await Promise.all(
    texts.map(async (text) => (await send(stack, 'POST', { extensions: persisted(text) })).code),
  );
  expect(codes).toEqual(['PERSISTED_QUERY_NOT_FOUND', undefined, undefined]);
});

test('a mutation by hash is refused by GET, and is what it is by POST', async () => {
  const query = 'mutation { unwaiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11") { id } }';
  const extensions = persisted(query);
  expect((await send(stack, 'GET', { query, extensions })).status).toBe(405);
  expect((await send(stack, 'GET', { extensions })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await send(stack, 'POST', { query, extensions })).code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  expect((await send(stack, 'GET', { extensions })).status).toBe(405);
  expect((await send(stack, 'POST', { extensions })).code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
});

describe('an id of the committed manifest', () => {
  const { operations } = JSON.parse(readFileSync('schema/manifests/operations.json', 'utf8')) as {
    operations: { id: string; name: string; body: string }[];
  };
  const { id, body } = operations.find(({ name }) => name === 'FirstQuestion') ?? { id: '', body: '' };

  test.each(methods)('stands for its document by %s', async (method) => {
    const variables = { code: '26740' };
    const { data } = await send(stack, method, { query: body, variables });
    expect(data.administrativeUnit.fullName).toMatch(/./);
    for (const asked of [
      { documentId: `sha256:${id}` },
      { documentId: id },
      { extensions: { persistedQuery: { version: 1, sha256Hash: id } } },
    ])
      expect((await send(stack, method, { ...asked, variables })).data).toEqual(data);
  });
  test.each(methods)('that is none is a clear 400 by %s', async (method) => {
    const none = hashOf('none');
    const answers = await Promise.all(
      [none, 'x', `md5:${id}`, id.toUpperCase()].map((documentId) => send(stack, method, { documentId })),
    );
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [400, 'PERSISTED_DOCUMENT_NOT_FOUND'],
      [400, 'BAD_REQUEST'],
      [400, 'BAD_REQUEST'],
      [400, 'BAD_REQUEST'],
    ]);
    expect(answers.map(({ text }) => text).join()).not.toContain(none);
  });
  test.each(methods)('beside another document is refused by %s', async (method) => {
    for (const parameters of [{ query: '{ __typename }' }, { extensions: persisted(city('x')) }]) {
      const { status, message } = await send(stack, method, { documentId: id, ...parameters });
      expect([status, message]).toEqual([400, expect.stringContaining('expected "documentId" without "query"')]);
    }
  });
});
