import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findOversize } from '../../gateway/limits/document-size.ts';
import {
  type OperationLimits,
  operationLimitsEnvironment,
  usualLimits,
} from '../../gateway/limits/operation-limits.ts';
import { readEnvironment } from '../../subgraphs/kit/environment.ts';
import { operations } from '../operations/operations.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** Small enough that each can be met and broken by a line. */
const small: Partial<OperationLimits> = {
  characters: 1_000,
  tokens: 120,
  definitions: 3,
  depth: 3,
  nesting: 8,
  selections: 12,
  aliases: 2,
  rootFields: 3,
  directives: 4,
  directivesOnOne: 2,
  listItems: 3,
  variableBytes: 100,
  variableNesting: 2,
  records: 1_000,
  introspected: 2_000,
};

let stack: Stack;
const told: string[] = [];
beforeAll(async () => {
  stack = await startStack({ limits: small, observer: { onRefusal: ({ code }) => told.push(code) } });
});
afterAll(() => stack.stop());

/** A stack with the limits as they are. */
async function usual(): Promise<Stack> {
  const other = await startStack();
  onTestFinished(() => other.stop());
  return other;
}

const unit = 'administrativeUnit(code: "79")';
const list = 'query ($codes: [UnitCode!]!) { resolveUnits(codes: $codes, on: "2025-06-30") { status } }';
const byCode =
  'query ($code: UnitCode!, $x: Int) { administrativeUnit(code: $code) { name @skip(if: false) children(first: $x) { totalCount } } }';

/** What a limit still allows, what it refuses, and how it says so. */
type Case = [limit: string, within: string, beyond: string, message: RegExp, variables?: [object, object]];
const cases: Case[] = [
  [
    'characters',
    `{ ${unit} { name } } #${'x'.repeat(900)}`,
    `{ ${unit} { name } } #${'x'.repeat(1_000)}`,
    /at most 1000 characters, found 10\d\d/,
  ],
  [
    'definitions',
    `{ ${unit} { ...A ...B } } fragment A on AdministrativeUnit { name } fragment B on AdministrativeUnit { id }`,
    `{ ${unit} { ...A ...B ...C } } fragment A on AdministrativeUnit { name } fragment B on AdministrativeUnit { id } fragment C on AdministrativeUnit { id }`,
    /at most 3 operations and fragments, found 4/,
  ],
  [
    'depth',
    `{ ${unit} { parent { parent { name } } } }`,
    `{ ${unit} { parent { parent { parent { name } } } } }`,
    /at most 3 levels of fields, found 4/,
  ],
  [
    'depth, by fragments',
    `{ ${unit} { ...A } } fragment A on AdministrativeUnit { parent { parent { name } } }`,
    `{ ${unit} { ...A } } fragment A on AdministrativeUnit { parent { parent { parent { name } } } }`,
    /at most 3 levels of fields/,
  ],
  [
    'nesting',
    `{ ... { ... { ... { ... { ... { ... { ${unit} { name } } } } } } } }`,
    `{ ... { ... { ... { ... { ... { ... { ... { ${unit} { name } } } } } } } } }`,
    /at most 8 fields, fragments and values within one another/,
  ],
  [
    'selections',
    `{ ${unit} { ${'name '.repeat(11)} } }`,
    `{ ${unit} { ${'name '.repeat(12)} } }`,
    /at most 12 fields and fragments, each counted wherever it is used, found 13/,
  ],
  [
    'selections, by fragments',
    `{ ${unit} { ...A ...A } } fragment A on AdministrativeUnit { id name fullName code }`,
    `{ ${unit} { ...A ...A ...A } } fragment A on AdministrativeUnit { id name fullName code }`,
    /at most 12 fields and fragments/,
  ],
  [
    'aliases',
    `{ a: __typename b: __typename }`,
    `{ a: __typename b: __typename c: __typename }`,
    /at most 2 aliases, found 3/,
  ],
  [
    'aliases, by fragments',
    `{ x: ${unit} { ...A } } fragment A on AdministrativeUnit { a: name }`,
    `{ x: ${unit} { ...A } ${unit} { ...A } } fragment A on AdministrativeUnit { a: name }`,
    /at most 2 aliases, found 3/,
  ],
  [
    'root fields',
    `{ ${unit} { name } agency(code: "G09") { code } __typename }`,
    `{ ${unit} { name } agency(code: "G09") { code } ...A } fragment A on Query { __typename officials(first: 1) { totalCount } }`,
    /at most 3 fields at the root, found 4/,
  ],
  [
    'directives',
    `{ ${unit} { ${'name @skip(if: false) '.repeat(4)} } }`,
    `{ ${unit} { ${'name @skip(if: false) '.repeat(5)} } }`,
    /at most 4 directives, found 5/,
  ],
  [
    'directives on one place',
    `{ ${unit} { name @skip(if: false) @include(if: true) } }`,
    `{ ${unit} { name @skip(if: false) @include(if: true) @x } }`,
    /at most 2 directives on one place, found 3/,
  ],
  [
    'directives on the operation',
    `{ ${unit} { name } }`,
    `query @a @b @c { ${unit} { name } }`,
    /at most 2 directives on one place/,
  ],
  [
    'lists',
    '{ resolveUnits(codes: ["79", "79", "79"], on: "2025-06-30") { status } }',
    '{ resolveUnits(codes: ["79", "79", "79", "79"], on: "2025-06-30") { status } }',
    /at most 3 items in a list, found 4/,
  ],
  [
    'lists in variables',
    list,
    list,
    /lists of at most 3 items/,
    [{ codes: ['79', '79', '79'] }, { codes: ['79', '79', '79', '79'] }],
  ],
  ['bytes of variables', byCode, byCode, /at most 100 bytes of JSON/, [{ code: '79' }, { code: 'x'.repeat(100) }]],
  [
    'bytes of variables that are not used',
    byCode,
    byCode,
    /at most 100 bytes of JSON/,
    [{ code: '79' }, { code: '79', other: 'ệ'.repeat(40) }],
  ],
  [
    'nesting of variables',
    byCode,
    byCode,
    /at most 2 lists and objects within one another/,
    [
      { code: '79', other: [[1]] },
      { code: '79', other: [[[]]] },
    ],
  ],
  [
    'records',
    '{ administrativeUnits(first: 100) { nodes { agencies(first: 4) { totalCount } } } }',
    '{ administrativeUnits(first: 100) { nodes { agencies(first: 20) { totalCount } } } }',
    /multiply to at most 1000 records .* ask for smaller pages/,
  ],
  [
    'introspection',
    '{ __schema { queryType { name } } }',
    '{ __schema { types { name fields { name } } } }',
    /about the schema of at most 2000 fields/,
  ],
];

describe.each(cases)('%s', (_, within, beyond, message, [allowed, refused] = [{}, {}]) => {
  test('what is within is answered', async () => {
    const { data, errors } = await stack.ask(within, allowed as never);
    expect(errors).toBeUndefined();
    expect(data).toBeTruthy();
  });
  test('what is beyond is refused with what was expected, and nobody is asked', async () => {
    const before = stack.statements.length;
    const { data, errors } = await stack.ask(beyond, refused as never);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([
      { extensions: { code: expect.stringMatching(/^(OPERATION|VARIABLES)_TOO_LARGE$/) } },
    ]);
    expect(errors?.[0]?.message).toMatch(message);
    expect(stack.statements.length).toBe(before);
  });
});

describe('CVE-2026-30241: a limit holds on every transport alike', () => {
  const query = '{ a: __typename b: __typename c: __typename }';
  const refusal = { errors: [{ extensions: { code: 'OPERATION_TOO_LARGE' } }] };
  const accept = { accept: 'application/graphql-response+json' };
  test('GET', async () => {
    const response = await fetch(`${stack.url}?query=${encodeURIComponent(query)}`, {
      headers: { ...accept, 'content-type': 'application/json' },
    });
    expect([response.status, await response.json()]).toMatchObject([400, refusal]);
  });
  test('variables by GET', async () => {
    const search = new URLSearchParams({ query: byCode, variables: JSON.stringify({ code: 'x'.repeat(200) }) });
    const response = await fetch(`${stack.url}?${search}`, {
      headers: { ...accept, 'content-type': 'application/json' },
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'VARIABLES_TOO_LARGE' } }] },
    ]);
  });
  test('POST, again when it is known, and under another operation name', async () => {
    for (const operationName of [undefined, undefined, 'Other']) {
      const body = JSON.stringify({ query, operationName });
      const headers = { ...accept, 'content-type': 'application/json' };
      const response = await fetch(stack.url, { method: 'POST', headers, body });
      expect([response.status, await response.json()]).toMatchObject([400, refusal]);
    }
  });
});

test('too many tokens are refused in the same words, and told as a refusal', async () => {
  told.length = 0;
  const { errors } = await stack.ask(`{ ${'__typename '.repeat(200)} }`);
  expect(errors).toMatchObject([
    { message: expect.stringContaining('at most 120 tokens'), extensions: { code: 'OPERATION_TOO_LARGE' } },
  ]);
  expect(told).toEqual(['OPERATION_TOO_LARGE']);
});

test('every committed operation is far within the usual limits', () => {
  const third = Object.fromEntries(
    Object.entries(usualLimits).map(([name, limit]) => [name, limit / 3]),
  ) as OperationLimits;
  const oversized = operations.filter(({ document }) =>
    findOversize(document, { ...third, depth: 10, nesting: 20, rootFields: 12 }),
  );
  expect(oversized.map(({ file }) => file)).toEqual([]);
  expect(findOversize(parse('{ a }'), { ...third, selections: 0 })).toBeDefined();
});

test('fragments in fragments are measured once each, and lie as deep as they are used, whichever comes first', () => {
  const chain = Array.from({ length: 40 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} }`).join(' ');
  const end = 'fragment F40 on Query { __typename }';
  const find = (spreads: string, nesting: number) =>
    findOversize(parse(`{ ${spreads} } ${chain} ${end}`), { ...usualLimits, nesting });
  for (const spreads of ['...F0', '...F30 ...F10 ...F0', '...F0 ...F30']) {
    expect(find(spreads, 42)).toBeUndefined();
    expect(find(spreads, 41)?.message).toMatch(/at most 41 fields, fragments and values/);
  }
});

test('pages as large as usual may hold one another', async () => {
  const children = 'children { nodes { parent { children { nodes { id } } } } }';
  const { errors } = await (await usual()).ask(`{ administrativeUnits { nodes { ${children} } } }`);
  expect(errors).toBeUndefined();
});

test('settings that are no limits are refused together, each with what was expected', () => {
  const read = () =>
    readEnvironment({ MAX_ALIASES: 'many', MAX_DEPTH: '0', MAX_TOKENS: '1.5' }, { limits: operationLimitsEnvironment });
  expect(read).toThrow(/MAX_DEPTH: expected a whole number of at least 1/);
  expect(read).toThrow(/MAX_ALIASES: expected a whole number of at least 1/);
  expect(read).toThrow(/MAX_TOKENS: expected a whole number of at least 1/);
  const { limits } = readEnvironment({ MAX_ALIASES: '7' }, { limits: operationLimitsEnvironment });
  expect(limits).toEqual({ ...usualLimits, aliases: 7 });
});
