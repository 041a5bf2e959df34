import { buildSchema, execute, GraphQLError, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { createContractExecutor } from '../../gateway/contracts/contract-executor.ts';
import { makeContract } from '../../schema/contracts/make-contract.ts';
import { readTags } from '../../schema/contracts/read-tags.ts';

const text = `
  directive @tag(name: String!) repeatable on OBJECT | INTERFACE | FIELD_DEFINITION | ENUM_VALUE | INPUT_FIELD_DEFINITION
  type Query @tag(name: "in") {
    one: Kind many: [Kind!] strict: [Strict!]! union: U unions: [U] nodes: [Node!] deep: Deep echo(kind: Kind, filter: Filter): String
    fails: String
  }
  type Mutation { secretChange: Int }
  enum Kind { OPEN SECRET @tag(name: "out") }
  type Strict @tag(name: "in") { kind: Kind! name: String }
  interface Node @tag(name: "in") { id: ID kind: Kind }
  type Open implements Node @tag(name: "in") { id: ID kind: Kind deep: Deep }
  type Secret implements Node @tag(name: "out") { id: ID kind: Kind }
  union U = Open | Secret
  type Deep @tag(name: "in") { union: U! other: Int }
  input Filter { open: Int secretFilter: Int @tag(name: "out") }
`;
const api = buildSchema(text);
const contract = makeContract(
  { name: 'partner', description: '', include: ['in'], exclude: ['out'], withholds: [], isOpen: false },
  { api, tags: readTags(text), rules: {} as never },
);

const open = {
  __typename: 'Open',
  id: '1',
  kind: 'OPEN',
  deep: { union: { __typename: 'Secret', id: '3' }, other: 1 },
};
const secret = { __typename: 'Secret', id: '2', kind: 'SECRET' };
const rootValue = {
  one: 'SECRET',
  many: ['OPEN', 'SECRET'],
  strict: [
    { kind: 'OPEN', name: 'a' },
    { kind: 'SECRET', name: 'b' },
  ],
  union: secret,
  unions: [open, secret, null],
  nodes: [open, { ...open, kind: 'SECRET' }],
  deep: { union: secret, other: 1 },
  echo: (args: object) => JSON.stringify(args),
  fails: () => {
    throw new GraphQLError('Ask for secretFilter or Secret.id.', { extensions: { code: 'BAD_USER_INPUT' } });
  },
};

const asked: string[] = [];
const ask = createContractExecutor({
  contract,
  api,
  // Stands for the whole gateway: it knows the whole API, and executes what it is given.
  execute: (async ({ document, request }: { document: ReturnType<typeof parse>; request: { variables?: object } }) => {
    asked.push(JSON.stringify(document));
    return execute({ schema: api, document, rootValue, variableValues: request.variables as never });
  }) as never,
});

async function askContract(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document);
  const answer = await ask({ document, operation, queryHash: 'hash', request: { variables }, context: {} } as never);
  return JSON.parse(JSON.stringify(answer));
}

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

test('an error in words that name what is hidden is told without them', async () => {
  const { errors } = await askContract('{ fails }');
  expect(errors).toEqual([
    {
      message: 'What went wrong cannot be told in the words of this contract.',
      path: ['fails'],
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

test("so are an error's extensions, and what the answer says beside its data", async () => {
  const notes = {
    message: 'Cannot return null for non-nullable field Secret.id.',
    path: ['deep', 'union', 'id'],
    extensions: { code: 'INVALID_GRAPHQL', type: 'Secret' },
  };
  const telling = createContractExecutor({
    contract,
    api,
    execute: (async () => ({
      data: { deep: { union: { __typename: 'Secret' }, other: 1 }, many: ['SECRET', 'OPEN'], fails: null },
      errors: [
        new GraphQLError('It failed.', {
          path: ['fails'],
          extensions: {
            code: 'SUBGRAPH_ERROR',
            serviceName: 'secretChange',
            http: { status: 200 },
            missing: { scopes: [['a', 'b']] },
            legalBasis: [{ title: 'A law' }],
            detail: { values: [['a'], ['SECRET', 'b']], secretFilter: 1, strict: 'Secret' },
            stack: ['at Secret.id', 'at Open.id'],
          },
        }),
      ],
      extensions: {
        valueCompletion: [notes, { ...notes, path: ['fails'] }, { message: 'Fine.', path: ['fails'] }],
        plan: { at: 'Query.secretChange', steps: 2 },
      },
    })) as never,
  });
  const document = parse('{ deep { union { ... on Open { id } } other } many fails }');
  const request = { document, operation: getOperationAST(document), queryHash: 'hash', request: {}, context: {} };
  const answer = JSON.parse(JSON.stringify(await telling(request as never)));
  expect(JSON.stringify(answer)).not.toMatch(/secret/i);
  expect(answer.errors[0]).toEqual({
    message: 'It failed.',
    path: ['fails'],
    extensions: {
      code: 'SUBGRAPH_ERROR',
      http: { status: 200 },
      missing: { scopes: [['a', 'b']] },
      legalBasis: [{ title: 'A law' }],
      detail: { values: [['a'], ['b']] },
      stack: ['at Open.id'],
    },
  });
  expect(answer.extensions).toEqual({
    valueCompletion: [
      {
        message: 'What went wrong cannot be told in the words of this contract.',
        path: ['fails'],
        extensions: { code: 'INVALID_GRAPHQL' },
      },
      { message: 'Fine.', path: ['fails'], extensions: {} },
    ],
    plan: { steps: 2 },
  });
});

test('what holds nothing hidden is handed on as it is', async () => {
  asked.length = 0;
  const document = JSON.stringify(parse('{ strict { name } deep { other } }'));
  await askContract('{ strict { name } deep { other } }');
  expect(asked).toEqual([document]);
});

test('of many hidden values a thousand are told one by one', async () => {
  const many = { ...rootValue, many: Array.from({ length: 1_500 }, () => 'SECRET') };
  const told = createContractExecutor({
    contract,
    api,
    execute: (async ({ document }: { document: ReturnType<typeof parse> }) =>
      execute({ schema: api, document, rootValue: many })) as never,
  });
  const document = parse('{ many }');
  const request = { document, operation: getOperationAST(document), queryHash: 'hash', request: {}, context: {} };
  const { data, errors = [] } = await told(request as never);
  expect(data).toEqual({ many: null });
  expect(errors).toHaveLength(1_001);
  expect(errors.at(-1)?.message).toBe('500 more places of the answer hold such values.');
});
