import { afterAll, beforeAll, expect, test } from 'vitest';
import { head, holding, startMadeGateway } from './made-gateway.ts';

/** Findings about records of which each kind has its own rule: a caller may see some kinds, or none. */
const findings = {
  typeDefs: `${head()}
    type Query {
      findings: [Finding!]! closed: [Record!] @requiresScopes(scopes: [["closed"]]) guarded: [Guarded!]
    }
    type Finding { id: ID! record: Record }
    union Record = Open | Secret | Vault
    type Open { id: ID! name: String }
    type Secret @requiresScopes(scopes: [["secret"]]) { id: ID! name: String within: Record }
    type Vault @requiresScopes(scopes: [["vault"]]) { code: Int! name: String }
    interface Guarded { id: ID! }
    type Free implements Guarded { id: ID! }
    type Guard implements Guarded @requiresScopes(scopes: [["guard"]]) { id: ID! }
  `,
  resolvers: {
    Query: {
      findings: () => records.map((record, index) => ({ id: String(index), record })),
      closed: () => records,
      guarded: () => [
        { __typename: 'Guard', id: '1' },
        { __typename: 'Free', id: '2' },
      ],
    },
  },
};
const open = { __typename: 'Open', id: '1', name: 'open' };
const vault = { __typename: 'Vault', code: 7, name: 'gold' };
const records = [open, { __typename: 'Secret', id: '2', name: 'hidden', within: vault }, vault];

let gateway: Awaited<ReturnType<typeof startMadeGateway>>;
let rejecting: typeof gateway;
beforeAll(async () => {
  gateway = await startMadeGateway({ a: findings });
  rejecting = await startMadeGateway({ a: findings }, { mode: 'reject' });
});
afterAll(() => Promise.all([gateway.stop(), rejecting.stop()]));

const told = (data: { findings: { record: unknown }[] }) => data.findings.map(({ record }) => record);

test('a client that asks for __typename everywhere is told what it may see, and the types of the others', async () => {
  const { data, refused } = await gateway.ask(`{ findings { __typename id record {
    __typename ... on Open { __typename id name } ... on Secret { __typename id name } } } }`);
  expect(told(data)).toEqual([{ __typename: 'Open', id: '1', name: 'open' }, null, { __typename: 'Vault' }]);
  expect(refused).toEqual(['findings.1.record.__typename', 'findings.1.record.id', 'findings.1.record.name']);
  expect(gateway.requests.at(-1)).not.toMatch(/Secret/);
});

test('naming a refused member takes nothing from records of other types', async () => {
  const query =
    '{ findings { record { __typename ... on Open { name } ...vault ... on Secret { name within { __typename ...vault } } } } } fragment vault on Vault { name }';
  const without = await gateway.ask(query);
  expect(told(without.data)).toEqual([
    { __typename: 'Open', name: 'open' },
    { __typename: 'Secret', name: null, within: null },
    { __typename: 'Vault', name: null },
  ]);
  expect(without.refused.toSorted()).toEqual([
    'findings.1.record.name',
    'findings.1.record.within',
    'findings.2.record.name',
  ]);
  const some = await gateway.ask(query, { caller: holding('secret') });
  expect(told(some.data)[1]).toEqual({
    __typename: 'Secret',
    name: 'hidden',
    within: { __typename: 'Vault', name: null },
  });
  expect(some.refused).toEqual(['findings.1.record.within.name', 'findings.2.record.name']);
});

test.each([
  '{ findings { record { ... on Vault { code } } } }',
  '{ findings { record { ... on Vault { number: code } ... on Record { ... on Vault { code } } } } }',
  '{ findings { record { ...a } } } fragment a on Record { ... { ... on Vault { ...b } } } fragment b on Vault { code }',
  '{ findings { record { ...b ...a } } } fragment a on Vault { code __typename } fragment b on Record { ... on Vault { alias: __typename } }',
  'query($no: Boolean = false) { findings { record { ... on Vault @skip(if: $no) { code } } } }',
])('no way of writing it tells a refused member: %s', async (query) => {
  const { data, refused } = await gateway.ask(query);
  expect(told(data)).toEqual([{}, {}, null]);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every((path) => path.startsWith('findings.2.record.'))).toBe(true);
  expect(gateway.requests.at(-1)).not.toMatch(/code/);
  const allowed = await gateway.ask(query, { caller: holding('vault') });
  expect(Object.values(told(allowed.data)[2] as object)).toContain(7);
});

test('the type is told no further than the field itself, or what composition asks for an interface', async () => {
  const { data, refused, requests } = await gateway.ask('{ closed { __typename } guarded { __typename } }');
  expect(data).toEqual({ closed: null, guarded: null });
  expect(refused).toEqual(['closed', 'guarded']);
  expect(requests).toBe(0);
  const { data: seen } = await gateway.ask('{ closed { __typename } guarded { __typename } }', {
    caller: holding('closed', 'guard'),
  });
  expect(seen.closed.length).toBe(3);
  expect(seen.guarded).toEqual([{ __typename: 'Guard' }, { __typename: 'Free' }]);
});

test('where a refusal refuses the operation, the type alone is none', async () => {
  expect((await rejecting.ask('{ findings { record { __typename } } }')).errors).toEqual([]);
  const { data, refused } = await rejecting.ask('{ findings { record { __typename ... on Vault { name } } } }');
  expect(data).toBe(null);
  expect(refused).toEqual(['findings.record.name']);
});
