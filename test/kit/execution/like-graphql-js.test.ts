import { beforeAll, describe, expect, test } from 'vitest';
import { createCompare, type Variables } from './compare.ts';
import { createToy } from './toy.ts';

let toy: Awaited<ReturnType<typeof createToy>>;
let compare: ReturnType<typeof createCompare>;
beforeAll(async () => {
  toy = await createToy();
  compare = createCompare(toy);
});

describe('compiled, and the same', () => {
  const all = `id name level count share isOpen day required secret called promised late tags promises constructor`;
  const same: Record<string, string | [string, Variables]> = {
    'properties, functions and promises': `{ thing(id: "1") { ${all} nested { value deep { value } list { id } must } } }`,
    nulls:
      '{ thing(id: "3") { name level day tags nested { value } parent { parent { parent { id } } } } none: thing(id: "0") { id } }',
    'the order of keys':
      '{ thing(id: "2") { required parent { id } id a: parent { name } name children { id } z: id } }',
    'names that objects have':
      '{ thing(id: "1") { constructor toString: id valueOf: parent { id } hasOwnProperty: name } }',
    'types by name': '{ __typename t: __typename thing(id: "1") { __typename k: __typename children { __typename } } }',
    'one key from several fragments': `{ thing(id: "1") { ...A ... on Thing { children { id ...B } } } things { ...A } }
      fragment A on Thing { id children { name } } fragment B on Thing { count parent { id } }`,
    'a field twice with different arguments':
      '{ a: things(first: 1) { id } b: things(first: 3) { id name } things { id } }',
    'a level below a level': '{ things(first: 3) { children { id parent { name children { id counted } } } } }',
    'what is waited for': '{ plain thing(id: "1") { rejecting } }',
    'default arguments': '{ asked }',
    'arguments in text': '{ asked(date: "2026-01-01", count: 5, list: "one", range: { from: "2026-02-02", to: 3 }) }',
    'default variables': ['query ($d: Date = "2026-01-01", $n: Int! = 9) { asked(date: $d, count: $n) }', {}],
    'variables left out, and null': [
      'query ($d: Date, $n: Int) { asked(date: $d, list: null) things(first: $n) { id } }',
      { d: null },
    ],
    'variables within arguments': [
      'query ($l: Level, $t: [Int!]) { asked(range: { level: $l, to: $t }, list: ["a"]) }',
      { t: 4 },
    ],
    'a list from one value': [
      'query ($l: [String!], $r: Range) { asked(list: $l, range: $r) }',
      { l: 'x', r: { to: 7 } },
    ],
    representations: [
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Thing { id name children { id } } ... on Other { id } } }',
      {
        r: [
          { __typename: 'Thing', id: '2' },
          { __typename: 'Other', id: 'o' },
          { __typename: 'Thing', id: '0' },
          { __typename: 'Thing', id: '1' },
          { __typename: 'Thing', id: '2' },
        ],
      },
    ],
    'no representations': [
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { id } } }',
      { r: [] },
    ],
  };
  test.each(Object.entries(same))('%s', async (_, asked) => {
    const [query, variables] = typeof asked === 'string' ? [asked, {}] : asked;
    const { expected } = await compare(query, variables);
    expect(expected.errors).toEqual([]);
    expect(toy.way()).toBe('compiled');
  });

  test('what is skipped and included, whichever way', async () => {
    const query = `query ($a: Boolean!, $b: Boolean = true) {
      thing(id: "1") { id @skip(if: $a) name @include(if: $b) ...F @skip(if: $b) ... @include(if: $a) { parent { id } children { id @skip(if: $b) name } } }
      things @include(if: false) { id } one: things(first: 1) @skip(if: false) { count }
    } fragment F on Thing { id children @include(if: $a) { count } }`;
    for (const variables of [{ a: true }, { a: false }, { a: true, b: false }, { a: false, b: false }]) {
      await compare(query, variables);
      expect(toy.way()).toBe('compiled');
    }
    await compare(query, { a: true, b: null });
  });

  test('more ways to skip than are kept', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const query = `query (${names.map((name) => `$${name}: Boolean!`)}) { thing(id: "1") { ${names.map((name) => `${name}: id @skip(if: $${name})`).join(' ')} } }`;
    for (let bits = 0; bits < 32; bits++)
      await compare(query, Object.fromEntries(names.map((name, n) => [name, (bits & (1 << n)) > 0])));
    expect(toy.way()).toBe('graphql-js');
  });
});

describe('out of the ordinary, and the same', () => {
  const unusual: Record<string, string | [string, Variables]> = {
    'a value that is none of its type': '{ thing(id: "unfit") { id level count share isOpen name late } }',
    'nothing where something must be': '{ thing(id: "lacking") { id required } }',
    'a list with such an item': '{ thing(id: "4") { children { id required } name } things { id } }',
    'up to the root': '{ plain strict { id } }',
    'null for a list item that must be': '{ whole plain }',
    'an iterable that is no list': '{ numbers thing(id: "1") { set } }',
    'errors in rows': '{ thing(id: "faulty") { id name tags } }',
    'errors that come late': '{ thing(id: "faulty") { id promised promises called } }',
    'no object, no list': '{ thing(id: "faulty") { nested { deep { value } list { id } } } }',
    'a null in a list that has none': '{ thing(id: "faulty") { nested { value must } } }',
    'what throws': '{ thing(id: "1") { children { id throwing } } }',
    'what rejects':
      '{ thing(id: "1") { id rejecting children { id rejecting name } } four: thing(id: "4") { children { name rejecting } } }',
    'what cannot be loaded': '{ thing(id: "1") { id failing { id } children { failing { id } } } }',
    'what cannot be loaded for some, and has no key for others':
      '{ thing(id: "1") { id unloaded { id } children { unloaded { id } } } }',
    'a key that cannot be told': '{ thing(id: "1") { children { id keyless { id } } } }',
    'what cannot be picked': '{ thing(id: "1") { children { id picked } } }',
    'a parent that must be, without a key':
      '{ thing(id: "1") { id needed { id } } ok: thing(id: "2") { needed { id } } }',
    'types that there are not': '{ mixed { __typename ... on Thing { id children { id } } ... on Other { id } } }',
    'arguments that do not fit': '{ asked(date: "2026-13-01") plain a: asked(list: ["a\\u0000"]) }',
    'arguments that a loader refuses': '{ thing(id: "1") { id children(least: 10) { id } } }',
    'a variable that does not fit': [
      'query ($d: Date, $n: Int) { asked(date: $d) things(first: $n) { id } }',
      { d: 'x' },
    ],
    'a variable of another type': ['query ($n: Int!) { things(first: $n) { id } }', { n: 'many' }],
    'a variable left out that must not be': ['query ($n: Int!) { things(first: $n) { id } }', {}],
    'null for an argument that must be': ['query ($n: Int = 1) { asked(count: $n) plain }', { n: null }],
    'a representation of no type': [
      'query ($r: [_Any!]!) { plain _entities(representations: $r) { ... on Thing { id } } }',
      {
        r: [
          { __typename: 'Thing', id: '1' },
          { __typename: 'No', id: '1' },
        ],
      },
    ],
    'a representation of a type that is no entity': [
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { id } } }',
      { r: [{ __typename: 'Nested' }] },
    ],
    'a representation that is no object': [
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { id } } }',
      { r: ['Thing'] },
    ],
    'representations of which the first fail at once': [
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Other { id refused } ... on Thing { id name } } }',
      {
        r: [
          { __typename: 'Other', id: 'o' },
          { __typename: 'Thing', id: '1' },
          { __typename: 'Thing', id: '0' },
        ],
      },
    ],
    'representations with failing fields': [
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { id required throwing failing { id } } ... on Other { id } } }',
      {
        r: ['1', '2', 'lacking', '0']
          .map((id) => ({ __typename: 'Thing', id }))
          .concat({ __typename: 'Other', id: 'o' }),
      },
    ],
  };
  test.each(Object.entries(unusual))('%s', async (_, asked) => {
    const [query, variables] = typeof asked === 'string' ? [asked, {}] : asked;
    await compare(query, variables);
    expect(toy.way()).not.toBe('compiled');
    // It is no mistake of ours.
    expect(toy.reported.filter(({ code }) => code === 'COMPILED_CODE_FAILED')).toEqual([]);
  });

  test('a failure of the code itself is reported, without a value, and its client has the answer', async () => {
    toy.reported.length = 0;
    const { text, errors } = await toy.ask('{ thing(id: "once") { id name } }');
    expect([text, errors]).toEqual(['{"thing":{"id":"once","name":"thing once"}}', []]);
    expect(toy.way()).toBe('replayed');
    expect(toy.reported).toMatchObject([
      { subgraph: 'toy', code: 'COMPILED_CODE_FAILED', message: expect.stringMatching(/^TypeError\n {4}at /) },
    ]);
    expect(JSON.stringify(toy.reported)).not.toContain('thing once');
  });

  test.each([
    '{ __schema { queryType { name } } }',
    '{ thing(id: "1") { __proto__: id name } }',
    '{ _service { sdl } __type(name: "Thing") { name } }',
  ])('%s', async (query) => {
    await compare(query);
    expect(toy.way()).not.toBe('compiled');
  });

  test('mutations, one after another', async () => {
    const { given } = await compare('mutation { a: add(by: 1) b: add(by: 2) c: add(by: 4) }');
    expect(given.text).toBe('{"a":1,"b":3,"c":7}');
    expect(toy.way()).toBe('graphql-js');
  });
});
