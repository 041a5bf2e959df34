import { afterEach, expect, test } from 'vitest';
import { head, startMadeGateway } from './made-gateway.ts';

let stop = async () => {};
afterEach(() => stop());

const secret = '@requiresScopes(scopes: [["secret"]])';
/** A tree whose `secret` may not be null; each parent takes that in its own way. */
async function start(mode: 'filter' | 'reject' = 'filter') {
  const node = { id: '1', fails: new Error('failed'), secret: 's', other: 's' };
  const typeDefs = `${head()}
    type Query { nullable: Node required: Node! list: [Node] strict: [Node!] both: [Node!]! nested: [[Node!]!] grid: [[Node]!]! open: Int fails: Int gone: Node }
    type Node { id: ID! secret: String! ${secret} other: String! ${secret} maybe: String ${secret} fails: Int child: Node sure: Node! }
  `;
  const of = (value: unknown) => () => value;
  const resolvers = {
    Query: {
      nullable: of(node),
      required: of(node),
      list: of([node, null]),
      strict: of([node]),
      both: of([node]),
      nested: of([[node], [node, node]]),
      grid: of([[node, node]]),
      open: of(1),
      fails: () => Promise.reject(new Error('failed')),
      gone: of(null),
    },
    Node: { child: of(node), sure: of(node) },
  };
  const gateway = await startMadeGateway({ a: { typeDefs, resolvers } }, { mode });
  stop = gateway.stop;
  return gateway;
}

test.each([
  ['{ open nullable { id secret } }', { open: 1, nullable: null }, ['nullable.secret']],
  ['{ open nullable { id maybe } }', { open: 1, nullable: { id: '1', maybe: null } }, ['nullable.maybe']],
  ['{ open required { secret } }', null, ['required.secret']],
  ['{ list { secret } }', { list: [null, null] }, ['list.0.secret']],
  ['{ open strict { secret } }', { open: 1, strict: null }, ['strict.0.secret']],
  ['{ open both { secret } }', null, ['both.0.secret']],
  ['{ nested { secret } }', { nested: null }, ['nested.0.0.secret', 'nested.1.0.secret', 'nested.1.1.secret']],
  ['{ grid { secret } }', { grid: [[null, null]] }, ['grid.0.0.secret', 'grid.0.1.secret']],
  ['{ nullable { sure { sure { secret } } } }', { nullable: null }, ['nullable.sure.sure.secret']],
  ['{ nullable { child { secret } id } }', { nullable: { child: null, id: '1' } }, ['nullable.child.secret']],
  ['{ nullable { secret maybe other } }', { nullable: null }, ['nullable.maybe', 'nullable.other', 'nullable.secret']],
  ['{ gone { secret } }', { gone: null }, []],
])('%s', async (query, data, refused) => {
  const gateway = await start();
  const answer = await gateway.ask(query);
  expect(answer.data).toEqual(data);
  expect(answer.refused.toSorted()).toEqual(refused);
  expect(answer.status).toBe(200);
});

test("a subgraph's own errors stay beside the refusals, also where both make the answer null", async () => {
  const gateway = await start();
  const { data, errors } = await gateway.ask('{ fails required { secret fails } list { fails maybe } }');
  expect(data).toBe(null);
  expect(errors.map(({ path }) => path.join('.')).toSorted()).toEqual([
    'fails',
    'list.0.fails',
    'list.0.maybe',
    'required.fails',
    'required.secret',
  ]);
});

test('at most 1,000 refusals are listed, the rest counted', async () => {
  const many = Array.from({ length: 1_500 }, () => ({ id: 1 }));
  const typeDefs = `${head()} type Query { many: [Item!]! } type Item { id: ID! a: Int @authenticated }`;
  const gateway = await startMadeGateway({ a: { typeDefs, resolvers: { Query: { many: () => many } } } });
  stop = gateway.stop;
  const { data, errors } = await gateway.ask('{ many { id a } }');
  expect(data.many).toHaveLength(1_500);
  expect(errors).toHaveLength(1_001);
  expect(errors.at(-1)).toMatchObject({ message: expect.stringContaining('500 more') });
  expect(errors.at(-1)).not.toHaveProperty('path');
});

test('where every field is refused nobody is asked', async () => {
  const typeDefs = `${head()} type Query { a: Int @authenticated b: [Item!] @authenticated c: Int! @policy(policies: [["unknown"]]) } type Item { id: ID! }`;
  const gateway = await startMadeGateway({ a: { typeDefs } });
  stop = gateway.stop;
  expect(await gateway.ask('{ b { id } x: a ... { a } }')).toMatchObject({
    data: { b: null, x: null, a: null },
    refused: ['b', 'x', 'a'],
    requests: 0,
  });
  // A policy that the gateway does not know is fulfilled by nobody.
  const { data, errors, requests } = await gateway.ask('{ c }', {
    caller: { subject: 'someone', scopes: ['unknown'] },
  });
  expect({ data, requests }).toEqual({ data: null, requests: 0 });
  expect(errors[0].extensions.missing).toEqual({ policies: [['unknown']] });
});

test('a subgraph whose fields are all refused is not asked, the others are', async () => {
  const units = `${head()} type Query { units: [Unit!]! } type Unit @key(fields: "id") { id: ID! }`;
  const health = `${head()} type Query { sick: Int @authenticated } type Unit @key(fields: "id") { id: ID! ill: [Patient!] @requiresScopes(scopes: [["health"]]) } type Patient { id: ID! }`;
  const gateway = await startMadeGateway({
    units: { typeDefs: units, resolvers: { Query: { units: () => [{ id: '1' }] } } },
    health: { typeDefs: health, resolvers: { Query: { sick: () => 1 } } },
  });
  stop = gateway.stop;
  const { data } = await gateway.ask('{ sick units { id ill { id } } }');
  expect(data).toEqual({ sick: null, units: [{ id: '1', ill: null }] });
  expect(gateway.requests.map((request) => request.split(':')[0])).toEqual(['units']);
});

test('in reject mode the whole operation is refused, with every reason, and nobody is asked', async () => {
  const gateway = await start('reject');
  const query =
    'query ($no: Boolean = false) { open list { maybe ...f } nullable { ...f } skipped: nullable @include(if: $no) { other } } fragment f on Node { secret }';
  const { data, refused, status, requests } = await gateway.ask(query);
  expect({ data, status, requests }).toEqual({ data: null, status: 200, requests: 0 });
  expect(refused).toEqual(['list.maybe', 'list.secret']);
  const allowed = await gateway.ask(
    'query ($no: Boolean = false) { open skipped: nullable @include(if: $no) { other } }',
  );
  expect(allowed).toMatchObject({ data: { open: 1 }, errors: [] });
});
