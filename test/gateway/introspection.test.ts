import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let development: Stack;
let production: Stack;
beforeAll(async () => {
  [development, production] = await Promise.all([startStack(), startStack({ isProduction: true })]);
});
afterAll(() => Promise.all([development?.stop(), production?.stop()]));

const forms: [name: string, query: string][] = [
  ['the whole schema', getIntrospectionQuery()],
  ['under another name', '{ a: __schema { queryType { name } } }'],
  ['one type', '{ __type(name: "Official") { fields { name } } }'],
  ['in a fragment', '{ ...A } fragment A on Query { ... { __schema { queryType { name } } } }'],
  ['beside data', '{ administrativeUnit(code: "79") { name } __type(name: "Official") { name } }'],
  ['left out by a directive', '{ __typename __type(name: "Official") @skip(if: true) { name } }'],
];

describe('in production', () => {
  test.each(forms)('%s is refused to whoever lacks the scope, and nobody is asked', async (_, query) => {
    const before = production.statements.length;
    for (const token of [null, await production.tokenOf('auditor')]) {
      const { data, errors } = await production.ask(query, {}, { token });
      expect(data).toBeUndefined();
      expect(errors).toEqual([
        {
          message: 'Introspection ("__schema", "__type") needs a token with the scope "schema:introspect".',
          extensions: { code: 'INTROSPECTION_NOT_ALLOWED' },
        },
      ]);
    }
    expect(production.statements.length).toBe(before);
  });
  test('by GET too, and with its own status', async () => {
    const response = await fetch(`${production.url}?${new URLSearchParams({ query: getIntrospectionQuery() })}`);
    expect(response.status).toBe(403);
  });
  test.each(['partner', 'developer'] as const)('a %s may, also after others were refused', async (role) => {
    const { data } = await production.ask(getIntrospectionQuery(), {}, { token: await production.tokenOf(role) });
    const open = await development.ask(getIntrospectionQuery(), {}, { token: null });
    expect(buildClientSchema(data as IntrospectionQuery).getQueryType()?.name).toBe('Query');
    expect(data).toEqual(open.data);
  });
  test('and others are refused after it was answered', async () => {
    const query = '{ __type(name: "Worker") { name } }';
    expect((await production.ask(query, {}, { token: await production.tokenOf('developer') })).errors).toBeUndefined();
    expect((await production.ask(query, {}, { token: null })).errors).toHaveLength(1);
  });
  test('__typename is open to everyone', async () => {
    expect(
      await production.ask('{ __typename administrativeUnit(code: "79") { __typename } }', {}, { token: null }),
    ).toMatchObject({
      data: { __typename: 'Query', administrativeUnit: { __typename: 'AdministrativeUnit' } },
    });
  });
});

test.each(forms)('in development %s is open to everyone', async (_, query) => {
  expect((await development.ask(query, {}, { token: null })).errors).toBeUndefined();
});

/** Near misses of names: what a suggestion would give away. */
const misses: [name: string, query: string, variables: Record<string, unknown>, secret: string][] = [
  ['a field', '{ administrativeUnit(code: "79") { nam } }', {}, '"name"'],
  ['a root field', '{ oficials { totalCount } }', {}, '"officials"'],
  ['an argument', '{ administrativeUnits(firs: 1) { totalCount } }', {}, '"first"'],
  ['a type', 'query ($f: OficialFilter) { officials(filter: $f) { totalCount } }', {}, '"OfficialFilter"'],
  ['a type of a fragment', '{ ...A } fragment A on Oficial { id }', {}, '"Official"'],
  ['an enum value', '{ officialStatistics(groupBy: [CATEGOR]) { __typename } }', {}, '"CATEGORY"'],
  ['a field of an input', '{ administrativeUnits(filter: { validO: "2025-07-01" }) { totalCount } }', {}, '"validOn"'],
  [
    'a field of an input in a variable',
    'query ($f: AdministrativeUnitFilter) { administrativeUnits(filter: $f) { totalCount } }',
    { f: { validO: '2025-07-01' } },
    '"validOn"',
  ],
  ['a directive', '{ __typename @skp(if: true) }', {}, '"skip"'],
];

describe('a name that is nearly right', () => {
  test.each(misses)('in production tells nothing of the right one: %s', async (_, query, variables, secret) => {
    const text = await production.askText(query, variables);
    expect(JSON.parse(text).errors.length).toBeGreaterThan(0);
    expect(text).not.toContain('Did you mean');
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
  });
  test('in development is told the right one', async () => {
    expect(await development.askText('{ administrativeUnit(code: "79") { nam } }')).toContain('Did you mean');
    expect(await development.askText('{ administrativeUnit(cod: "79") { name } }')).toContain('Did you mean');
  });
});

test('no error of either mode tells a place in our code', async () => {
  for (const stack of [development, production]) {
    for (const [, query, variables] of misses) {
      const text = await stack.askText(query, variables);
      expect(text).not.toMatch(/stacktrace|node_modules|\.ts:|\.js:/);
    }
  }
});
