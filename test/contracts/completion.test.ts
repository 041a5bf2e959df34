import { execute, type GraphQLSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { askContract, asked, contract, rootValue } from './made-contract.ts';

/** graphql-js over the contract's own schema: what the specification says of values that a schema does not know. */
function specified(schema: GraphQLSchema, query: string, variables: Record<string, unknown>) {
  const answer = execute({ schema, document: parse(query), rootValue, variableValues: variables });
  return JSON.parse(JSON.stringify(answer));
}

const pathsOf = (errors: { path?: unknown[] }[] = []) => errors.map(({ path }) => JSON.stringify(path)).sort();

const operations: [string, Record<string, unknown>?][] = [
  ['{ one }'],
  ['{ many }'],
  ['{ strict { kind } }'],
  ['{ strict { name } }'],
  ['{ union { __typename } }'],
  ['{ union { ... on Open { id } } }'],
  ['{ unions { ... on Open { id kind } } again: unions { __typename } }'],
  ['{ nodes { id kind } }'],
  ['{ nodes { __typename ... on Node { kind } ... on Open { deep { other } } } }'],
  ['{ deep { other union { __typename } } }'],
  ['{ unions { ... on Open { deep { other } } } }'],
  ['{ unions { ... on Open { deep { other union { __typename } } } } }'],
  ['{ __typename one }'],
  ['{ __type(name: "Secret") { name } one }'],
  ['{ a: __type(name: "Kind") { enumValues { name } } b: __schema { types { name } } strict { name } c: __typename }'],
  [
    'query ($s: Boolean!) { ...F @skip(if: $s) strict { name } } fragment F on Query { __schema { queryType { name } } }',
    { s: false },
  ],
  [
    'query ($s: Boolean!) { ...F @skip(if: $s) strict { name } } fragment F on Query { __schema { queryType { name } } }',
    { s: true },
  ],
  ['{ ... on Query { __schema { directives { name } } union { __typename } } }'],
  ['query ($f: Filter, $k: Kind) { echo(filter: $f, kind: $k) }', { f: { open: 1 }, k: 'OPEN' }],
];

test.each(operations)('%s', async (query, variables = {}) => {
  expect(validate(contract, parse(query))).toEqual([]);
  const answer = await askContract(query, variables);
  const expected = specified(contract, query, variables);
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data));
  expect(pathsOf(answer.errors)).toEqual(pathsOf(expected.errors));
  expect(JSON.stringify(answer)).not.toMatch(/secret/i);
});

test.each([
  ['query ($k: Kind) { echo(kind: $k) }', { k: 'SECRET' }],
  ['query ($f: Filter) { echo(filter: $f) }', { f: { secretFilter: 1 } }],
  ['query ($f: [Filter!] = []) { echo }', { f: [{ secretFilter: 1 }] }],
])('%s with what is hidden asks nobody', async (query, variables) => {
  asked.length = 0;
  const answer = await askContract(query, variables);
  expect(answer.data).toBeUndefined();
  expect(pathsOf(answer.errors)).toEqual(pathsOf(specified(contract, query, variables).errors));
  expect(asked).toEqual([]);
});

test('a mutation of a contract that has none is not executed, though graphql-js finds nothing wrong with it', async () => {
  asked.length = 0;
  expect(validate(contract, parse('mutation { secretChange }'))).toEqual([]);
  expect((await askContract('mutation { secretChange }')).errors).toHaveLength(1);
  expect(asked).toEqual([]);
});

test('what holds nothing hidden is handed on as it is', async () => {
  asked.length = 0;
  const document = JSON.stringify(parse('{ strict { name } deep { other } }'));
  await askContract('{ strict { name } deep { other } }');
  expect(asked).toEqual([document]);
});
