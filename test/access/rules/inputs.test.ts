import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaring, holding, startMadeGateway } from './made-gateway.ts';

const subgraph = {
  typeDefs: `${declaring}
    type Query {
      people(filter: Filter, filters: [[Filter!]], order: Order = NAME, near: String @reveals(scopes: [["place"]])): [Person] @public
      sorted(order: Order = BIRTH_DATE): Int @public
      any: Named @public
    }
    input Filter {
      name: String @reveals(scopes: [["read"], ["write"]])
      health: String @personalData(category: SENSITIVE)
      sex: String
      and: [Filter!]
      order: Order
    }
    enum Order { NAME BIRTH_DATE @reveals(scopes: [["read", "identify"]]) }
    interface Named { called(order: Order): Int }
    type Person implements Named @public { called(order: Order = BIRTH_DATE): Int }
  `,
  resolvers: { Query: { people: () => [], sorted: () => 1, any: () => ({ __typename: 'Person', called: 1 }) } },
};

let gateway: Awaited<ReturnType<typeof startMadeGateway>>;
beforeAll(async () => {
  gateway = await startMadeGateway({ a: subgraph });
});
afterAll(() => gateway.stop());

/** Each way of using something protected, and what it needs. */
const uses: { query: string; variables?: object; needs: string[]; message: string }[] = [
  { query: '{ people(near: "x") { called(order: NAME) } }', needs: ['place'], message: 'near' },
  { query: '{ people(near: null) { called(order: NAME) } }', needs: ['place'], message: 'near' },
  { query: '{ people(filter: { name: "An" }) { __typename } }', needs: ['read'], message: 'filter.name' },
  { query: '{ people(filter: { name: null }) { __typename } }', needs: ['write'], message: 'filter.name' },
  {
    query: '{ people(filter: { and: { and: [{ name: "An" }] } }) { __typename } }',
    needs: ['read'],
    message: 'filter.and.and.name',
  },
  {
    query: '{ people(filters: [[{ sex: "x" }, { name: "An" }]]) { __typename } }',
    needs: ['read'],
    message: 'filters.name',
  },
  { query: '{ people(filters: { name: "An" }) { __typename } }', needs: ['read'], message: 'filters.name' },
  {
    query: 'query ($v: String) { people(filter: { name: $v }) { __typename } }',
    variables: { v: 'An' },
    needs: ['read'],
    message: 'filter.name',
  },
  {
    query: 'query ($v: String = "An") { people(filter: { name: $v }) { __typename } }',
    needs: ['read'],
    message: 'filter.name',
  },
  {
    query: 'query ($v: Filter) { people(filter: $v) { __typename } }',
    variables: { v: { and: [{ name: 'An' }] } },
    needs: ['read'],
    message: 'filter.and.name',
  },
  {
    query: 'query ($v: [[Filter!]]) { people(filters: $v) { __typename } }',
    variables: { v: [null, [{ name: 'An' }]] },
    needs: ['read'],
    message: 'filters.name',
  },
  {
    query: 'query ($v: Order!) { people(order: $v) { __typename } }',
    variables: { v: 'BIRTH_DATE' },
    needs: ['read', 'identify'],
    message: 'order: BIRTH_DATE',
  },
  { query: '{ people(order: BIRTH_DATE) { __typename } }', needs: ['read', 'identify'], message: 'order: BIRTH_DATE' },
  {
    query: '{ people(filter: { order: BIRTH_DATE }) { __typename } }',
    needs: ['read', 'identify'],
    message: 'filter.order: BIRTH_DATE',
  },
  { query: '{ sorted }', needs: ['read', 'identify'], message: 'order: BIRTH_DATE' },
  { query: '{ any { called } }', needs: ['read', 'identify'], message: 'order: BIRTH_DATE' },
];

describe.each(uses)('$query', ({ query, variables, needs, message }) => {
  test('is refused without the scopes, by the name of what was used', async () => {
    const { refused, errors, data } = await gateway.ask(query, {
      variables,
      caller: holding('other', ...needs.slice(1)),
    });
    expect(refused).toHaveLength(1);
    expect(errors[0].message).toContain(`with ${message} needs the scope`);
    expect(errors[0].message).not.toContain('An');
    expect(Object.values(data)).not.toContain(1);
  });
  test('is answered to who holds them', async () => {
    const { errors } = await gateway.ask(query, { variables, caller: holding(...needs) });
    expect(errors).toEqual([]);
  });
});

test('what is not used asks for nothing, the same operation with other variables does', async () => {
  const query =
    'query ($filter: Filter, $order: Order = NAME) { people(filter: $filter, order: $order) { __typename } }';
  const ask = async (variables: object) => (await gateway.ask(query, { variables })).refused;
  expect(await ask({})).toEqual([]);
  expect(await ask({ filter: { sex: 'x', and: [] } })).toEqual([]);
  expect(await ask({ filter: { name: 'An' } })).toEqual(['people']);
  expect(await ask({ order: 'BIRTH_DATE' })).toEqual(['people']);
  expect(await ask({ filter: null })).toEqual([]);
});

test('a filter by sensitive data needs a declared purpose', async () => {
  const query = '{ people(filter: { health: "x" }) { __typename } }';
  const { errors } = await gateway.ask(query, { caller: holding() });
  expect(errors[0].message).toContain(
    'with filter.health needs a declared purpose (x-purpose: one of PERSONNEL_MANAGEMENT',
  );
  expect(errors[0].extensions.missing.purpose).toContain('AUDIT');
  expect(errors[0].extensions.legalBasis[0].document).toBe('91/2025/QH15');
  expect((await gateway.ask(query, { caller: { ...holding(), purpose: 'AUDIT' } })).errors).toEqual([]);
});

test('a variable whose value graphql-js would lose is no way around', async () => {
  const query = 'query ($__proto__: Filter) { people(filter: $__proto__) { __typename } }';
  const answer = await gateway.askText(query, { variables: JSON.parse('{"__proto__":{"name":"An"}}') });
  expect(answer.status).toBe(400);
  const byDefault = 'query ($__proto__: Filter = { name: "An" }) { people(filter: $__proto__) { __typename } }';
  expect(await gateway.ask(byDefault)).toMatchObject({ status: 400, requests: 0 });
});

test('variables that do not fit ask nobody', async () => {
  const query = 'query ($v: Filter) { people(filter: $v) { __typename } }';
  const { errors, requests } = await gateway.ask(query, { variables: { v: { unknown: 1 } }, caller: holding('read') });
  expect(errors).toHaveLength(1);
  expect(requests).toBe(0);
});

test('each request of one caller is judged by its own variables, also where it is known', async () => {
  const query = 'query ($filter: Filter) { people(filter: $filter) { __typename } }';
  const [without, holder] = [holding(), holding('read')];
  const refused = async (caller: typeof holder, filter?: object) =>
    (await gateway.ask(query, { caller, variables: { filter } })).refused;
  for (let round = 0; round < 2; round++) {
    expect(await refused(without, { sex: 'x' })).toEqual([]);
    expect(await refused(without, { name: 'An' })).toEqual(['people']);
    expect(await refused(holder, { name: 'An' })).toEqual([]);
    expect(await refused(without)).toEqual([]);
  }
});
