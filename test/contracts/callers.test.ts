import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../gateway/access/roles.ts';
import { contractOfRequest } from '../../gateway/contracts/contract-of-request.ts';
import { mayIntrospect } from '../../gateway/introspection.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';
import { anonymous } from '../../schema/caller.ts';
import type { Manifest } from '../../schema/manifests/manifest.ts';
import { persisted } from '../gateway/documents-requests.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { type Sent, sendTo } from './ways.ts';

let stack: Stack;
let insurance: string;
let locality: string;
let whole: string;
beforeAll(async () => {
  // Some of the committed operations break these limits.
  const limits = { tokens: 90, selections: 40 };
  stack = await startStack({ isProduction: true, anonymousContract: 'public', limits });
  [insurance, locality, whole] = await Promise.all([
    stack.tokenOf('partner', { contract: 'partner-insurance' }),
    stack.tokenOf('auditor', { contract: 'partner-locality', purpose: 'AUDIT' }),
    stack.tokenOf('auditor', { purpose: 'AUDIT' }),
  ]);
});
afterAll(() => stack?.stop());

const schemaOf = '{ __schema { queryType { fields { name } } } }';
const namesIn = ({ data }: Sent): string[] => data.__schema.queryType.fields.map(({ name }: { name: string }) => name);

const table: [string | null, string | null, string | null, boolean, string | null][] = [
  // path, claim, setting, token: contract
  [null, null, null, false, null],
  [null, null, 'public', false, 'public'],
  [null, 'partner-insurance', 'public', true, 'partner-insurance'],
  [null, null, 'public', true, null],
  ['public', null, null, false, 'public'],
  ['public', 'partner-insurance', null, true, 'public'],
  ['partner-insurance', 'partner-insurance', null, true, 'partner-insurance'],
  ['partner-insurance', null, null, true, 'partner-insurance'],
  ['partner-insurance', null, null, false, 'partner-insurance'],
];
test.each(table)('path %s, claim %s, setting %s, token %s: %s', (path, claimed, setting, hasToken, expected) => {
  expect(contractOfRequest({ path, claimed, anonymous: setting, hasToken })).toBe(expected);
});
test.each([
  ['partner-locality', 'partner-insurance', null, true],
  ['partner-insurance', null, 'public', false],
] as const)('path %s, claim %s, setting %s, token %s: refused', (path, claimed, setting, hasToken) => {
  expect(() => contractOfRequest({ path, claimed, anonymous: setting, hasToken })).toThrow(/not that of the caller/);
});

describe('in production, where callers without a token have the open contract', () => {
  test('anyone reads the schema of it, and nobody without the scope any other', async () => {
    for (const url of [stack.url, `${stack.url}/public`])
      for (const method of ['GET', 'POST'])
        expect(namesIn(await sendTo(url, { query: schemaOf }, null, method))).toContain('administrativeUnits');
    const told = namesIn(await sendTo(stack.url, { query: schemaOf }, null));
    expect(told).not.toContain('officials');
    expect((await sendTo(stack.url, { query: schemaOf }, locality)).codes).toEqual(['INTROSPECTION_NOT_ALLOWED']);
    expect(namesIn(await sendTo(stack.url, { query: schemaOf }, insurance))).toContain('insuredPersons');
    expect(mayIntrospect({ caller: anonymous, contract: 'public' })).toBe(true);
    expect(mayIntrospect({ caller: anonymous, contract: 'partner-insurance' })).toBe(false);
    expect(mayIntrospect({ caller: anonymous, contract: null })).toBe(false);
  });

  test('a contract is used by its own callers, and by those that are bound to none', async () => {
    const query = '{ __typename }';
    const statusOf = async (path: string, token: string | null, method: string) => {
      const { status, codes } = await sendTo(`${stack.url}${path}`, { query }, token, method);
      return [status, ...codes];
    };
    for (const method of ['GET', 'POST']) {
      expect(await statusOf('/partner-insurance', insurance, method)).toEqual([200]);
      expect(await statusOf('/public', insurance, method)).toEqual([200]);
      expect(await statusOf('/partner-insurance', whole, method)).toEqual([200]);
      expect(await statusOf('/partner-locality', insurance, method)).toEqual([403, 'CONTRACT_NOT_ALLOWED']);
      expect(await statusOf('/partner-insurance', null, method)).toEqual([403, 'CONTRACT_NOT_ALLOWED']);
    }
    expect((await fetch(`${stack.url}/partner-nobody`)).status).toBe(404);
  });

  test('a token with a contract that is not known is refused, and not taken for one without', async () => {
    const token = await stack.tokenOf('partner', { contract: 'partner-nobody' });
    const { status, messages } = await sendTo(stack.url, { query: '{ __typename }' }, token);
    expect({ status, messages }).toEqual({
      status: 401,
      messages: ['claim "contract": expected the name of a contract of this gateway'],
    });
  });

  test('a contract is no permission', async () => {
    const query = '{ insuredPersons(first: 1) { nodes { fullName birthDate } } }';
    const own = await sendTo(stack.url, { query }, insurance);
    expect(own.data.insuredPersons.nodes[0]).toMatchObject({ fullName: expect.any(String), birthDate: null });
    expect(own.codes).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
    const without = await stack.tokenOf('analyst', { contract: 'partner-insurance' });
    const refused = await sendTo(stack.url, { query }, without);
    expect(refused.data).toEqual({ insuredPersons: null });
    expect(refused.codes).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
  });

  test('no use of the schema is told to who has a part of it', async () => {
    const usage = new URL('/usage', stack.url);
    const ask = async (contract?: string) => {
      const token = await stack.tokenOf('developer', { contract });
      return (await fetch(usage, { headers: { authorization: `Bearer ${token}` } })).status;
    };
    expect([await ask(), await ask('partner-insurance')]).toEqual([200, 403]);
  });

  test('names are suggested by the open contract alone', async () => {
    const query = '{ administrativeUnit(code: "79") { nam } }';
    expect((await sendTo(stack.url, { query }, null)).messages.join()).toContain('Did you mean');
    expect((await sendTo(stack.url, { query }, insurance)).messages.join()).not.toContain('Did you mean');
  });

  test('an answer of the open contract is kept by caches as one of the whole schema', async () => {
    const query = '{ administrativeUnit(code: "79") { name } }';
    const response = await fetch(`${stack.url}/public?${new URLSearchParams({ query })}`);
    expect(response.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
  });
});

/** What the contract of localities leaves an auditor. */
const withoutOfficials = roles.auditor.scopes.filter((scope) => scope !== 'officials:read');

describe('what is remembered', () => {
  const query = '{ officials(first: 1) { totalCount } }';

  test('a document that one caller has had answered is invalid to another, whichever comes first', async () => {
    const shared = '{ agencies(first: 1) { totalCount } }';
    for (const [token, codes] of [
      [whole, []],
      [insurance, ['GRAPHQL_VALIDATION_FAILED']],
      [null, ['GRAPHQL_VALIDATION_FAILED']],
      [whole, []],
    ] as const)
      expect((await sendTo(stack.url, { query }, token)).codes).toEqual(codes);
    for (const token of [insurance, whole, null, locality])
      expect((await sendTo(stack.url, { query: shared }, token)).codes).toEqual([]);
  });

  test('a hash is known to those who share a contract', async () => {
    const text = '{ officials(first: 2) { totalCount } }';
    const ask = (token: string | null, withText: boolean, path = '') =>
      sendTo(`${stack.url}${path}`, { ...(withText && { query: text }), extensions: persisted(text) }, token);
    expect((await ask(whole, true)).codes).toEqual([]);
    expect((await ask(whole, false)).codes).toEqual([]);
    for (const [token, path] of [
      [insurance, ''],
      [null, ''],
      [whole, '/partner-insurance'],
    ] as const)
      expect((await ask(token, false, path)).codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    // Refused by validation, it is not remembered.
    expect((await ask(insurance, true)).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect((await ask(insurance, false)).codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });

  test('by the id of a trusted document nobody learns what it asks for', async () => {
    const { operations } = JSON.parse(await readFile('schema/manifests/operations.json', 'utf8')) as Manifest;
    const schema = buildSchema(await readFile('schema/contracts/partner-insurance.graphql', 'utf8'));
    const outside = operations.filter(({ body }) => validate(schema, parse(body)).length > 0);
    expect(outside.length).toBeGreaterThan(10);
    const asked = (hash: string) => [
      { documentId: `sha256:${hash}` },
      { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
    ];
    for (const method of ['GET', 'POST'])
      for (const way of [0, 1]) {
        const ask = async (hash: string) => {
          const { status, text, headers } = await sendTo(stack.url, asked(hash)[way] as object, insurance, method);
          return { status, headers, answer: JSON.parse(text) };
        };
        const unknown = await ask('0'.repeat(64));
        expect(unknown.answer.errors[0].extensions.code).toMatch(/^PERSISTED_/);
        for (const { id } of outside) expect(await ask(id)).toEqual(unknown);
      }
    // Others hear of those that are refused before they are validated, so this can fail.
    const codes = outside.map(async ({ id }) => (await sendTo(stack.url, { documentId: id }, whole)).codes);
    expect((await Promise.all(codes)).filter(([code]) => code === 'OPERATION_TOO_LARGE').length).toBeGreaterThan(3);
  });

  test('what is in a contract is answered as by the whole schema', async () => {
    const { operations } = JSON.parse(await readFile('schema/manifests/operations.json', 'utf8')) as Manifest;
    let compared = 0;
    for (const [name, token] of [
      ['partner-insurance', whole],
      ['partner-locality', await stack.tokenOf('auditor', { purpose: 'AUDIT', scope: withoutOfficials })],
      ['public', whole],
    ] as const) {
      const schema = buildSchema(await readFile(`schema/contracts/${name}.graphql`, 'utf8'));
      for (const { body } of operations.filter((operation) => validate(schema, parse(operation.body)).length === 0)) {
        const [part, all] = await Promise.all([
          sendTo(`${stack.url}/${name}`, { query: body }, token),
          sendTo(stack.url, { query: body }, token),
        ]);
        expect(part.text).toBe(all.text);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(5);
  });
});

test('a supergraph that makes no contract serves none, and nobody instead of a contract the whole schema', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'contracts-'));
  const path = join(folder, 'supergraph.graphql');
  const text = await readFile('schema/supergraph.graphql', 'utf8');
  try {
    await writeFile(path, text.replaceAll(/ @tag\(name: "[^"]*"\)/g, ''));
    await stack.reload(await readSupergraph(path, {}));
    for (const [token, address] of [
      [insurance, stack.url],
      [null, stack.url],
      [whole, `${stack.url}/public`],
    ] as const) {
      const { status, codes } = await sendTo(address, { query: '{ __typename }' }, token);
      expect([status, ...codes]).toEqual([503, 'CONTRACT_NOT_SERVED']);
    }
    expect((await sendTo(stack.url, { query: '{ __typename }' }, whole)).status).toBe(200);
  } finally {
    await rm(folder, { recursive: true });
  }
});
