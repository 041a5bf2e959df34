import { readFileSync } from 'node:fs';
import { getIntrospectionQuery, parse, print } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { createPartners } from './documents-partners.ts';
import { persisted, send } from './documents-requests.ts';

const pension = 'query OfPension($code: UnitCode! = "79") { administrativeUnit(code: $code) { name level } }';
const taxes = 'query OfTaxes { administrativeUnit(code: "01") { fullName level } }';
const change = 'mutation OfTaxesToo { unwaiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11") { id } }';
const common = readFileSync('schema/operations/units-by-name.graphql', 'utf8');

let partners: Awaited<ReturnType<typeof createPartners>>;
let stack: Stack;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  partners = await createPartners({ 'pension-office': [pension], 'tax.office': [taxes, change] });
  stack = await startStack({ documents: { safelist: 'enforce', folder: partners.folder } });
  for (const azp of ['pension-office', 'tax.office', 'stranger'])
    tokens[azp] = await stack.tokenOf('provincial-officer', { azp });
  tokens.developer = await stack.tokenOf('provincial-officer', { scope: 'schema:introspect' });
});
afterAll(async () => {
  await stack?.stop();
  await partners?.stop();
});
beforeEach(() => {
  stack.statements.length = 0;
});

const methods = ['GET', 'POST'] as const;
const idOf = (client: string, index = 0) => partners.operations[client]?.[index]?.id as string;

describe.each(methods)('only trusted documents are executed by %s', (method) => {
  test.each([undefined, 'pension-office', 'stranger'])('a committed operation is, for client %s', async (client) => {
    const token = client && tokens[client];
    for (const query of [common, print(parse(common)), common.replaceAll(/\n *(?=[a-z}])/g, ' , # a comment\n')]) {
      const { data, errors } = await send(stack, method, { query, variables: { first: 1 } }, token);
      expect(data.administrativeUnits.totalCount).toBeGreaterThan(0);
      expect(errors).toBeUndefined();
    }
  });
  test('a partner has its own, by text, by hash and by id', async () => {
    const data = { administrativeUnit: { name: 'Hồ Chí Minh', level: 'PROVINCE' } };
    const id = idOf('pension-office');
    for (const asked of [
      { query: pension },
      { query: pension, extensions: persisted(pension) },
      { extensions: persisted(pension) },
      { documentId: `sha256:${id}` },
      { extensions: { persistedQuery: { version: 1, sha256Hash: id } } },
    ])
      expect((await send(stack, method, asked, tokens['pension-office'])).data).toEqual(data);
  });
  test.each(['tax.office', 'stranger', undefined])("client %s has not another's", async (client) => {
    const token = client && tokens[client];
    await send(stack, method, { query: pension, extensions: persisted(pension) }, tokens['pension-office']);
    stack.statements.length = 0;
    const id = idOf('pension-office');
    for (const [asked, expected] of [
      [{ query: pension }, 'DOCUMENT_NOT_TRUSTED'],
      [{ query: pension, extensions: persisted(pension) }, 'DOCUMENT_NOT_TRUSTED'],
      [{ extensions: persisted(pension) }, 'DOCUMENT_NOT_TRUSTED'],
      [{ documentId: id }, 'PERSISTED_DOCUMENT_NOT_FOUND'],
      [{ extensions: { persistedQuery: { version: 1, sha256Hash: id } } }, 'PERSISTED_QUERY_NOT_FOUND'],
    ] as const) {
      const { code, data } = await send(stack, method, asked, token);
      expect([code, data]).toEqual([expected, undefined]);
    }
    expect(stack.statements).toEqual([]);
  });
  test.each([
    ['is valid', '{ administrativeUnit(code: "79") { name } }'],
    ['is nothing but a type name', '{ __typename }'],
    ['is unknown to the schema', '{ secretField }'],
    ['is no GraphQL', '{'],
    ['is empty', ' '],
    ['is a trusted one with another value', taxes.replace('"01"', '"79"')],
    ['is a trusted one and another', `${pension} query Other { administrativeUnit(code: "01") { name } }`],
    ['is a trusted one a thousand times', pension.repeat(1_000)],
  ])('a document that %s is refused before it is parsed, and not remembered', async (_, query) => {
    for (const asked of [{ query }, { query, extensions: persisted(query) }]) {
      // Too long for an address.
      const by = query.length > 10_000 ? 'POST' : method;
      const { status, code, message, errors } = await send(stack, by, asked, tokens['tax.office']);
      expect([status, code, errors?.length]).toEqual([403, 'DOCUMENT_NOT_TRUSTED', 1]);
      expect(message).toMatch(/documents of its manifests alone.*To have a document added/);
    }
    expect((await send(stack, method, { extensions: persisted(query) })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(stack.statements).toEqual([]);
  });
  test('the schema is told to those who may ask for it', async () => {
    for (const query of [getIntrospectionQuery(), '{ __type(name: "Query") { name } __typename }']) {
      const { data, errors } = await send(stack, method, { query }, tokens.developer);
      expect([Object.keys(data).length > 0, errors]).toEqual([true, undefined]);
      expect((await send(stack, method, { query }, tokens.stranger)).code).toBe('DOCUMENT_NOT_TRUSTED');
    }
    for (const query of [
      '{ __schema: administrativeUnit(code: "79") { name } }',
      '{ __typename administrativeUnit(code: "79") { name } }',
      '{ ...F } fragment F on Query { administrativeUnit(code: "79") { name } }',
      '{ ... { administrativeUnit(code: "79") { name } } }',
      'query A { __typename } query B { administrativeUnit(code: "79") { name } }',
    ])
      expect((await send(stack, method, { query }, tokens.developer)).code).toBe('DOCUMENT_NOT_TRUSTED');
  });
});

test('a trusted mutation is still refused by GET', async () => {
  const documentId = idOf('tax.office', 1);
  expect((await send(stack, 'GET', { documentId }, tokens['tax.office'])).status).toBe(405);
  const { code } = await send(stack, 'POST', { documentId }, tokens['tax.office']);
  expect(code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
});

test('two documents in one address, or a list of requests, are none', async () => {
  const twice = `${stack.url}?${new URLSearchParams([
    ['query', common],
    ['query', '{ administrativeUnit(code: "79") { name } }'],
  ])}`;
  expect((await fetch(twice)).status).toBe(400);
  const list = await fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ query: '{ administrativeUnit(code: "79") { name } }' }]),
  });
  expect(list.status).toBe(400);
  expect(stack.statements).toEqual([]);
});
