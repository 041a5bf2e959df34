/**
 * The security record of what we build on, each by its number. Those of HTTP (CVE-2026-23897, GHSA-9q82-xgwf-vj6h, CVE-2024-28101,
 * CVE-2024-43783) are in hostile.test.ts and http.test.ts, CVE-2026-30241 in limits.test.ts, those of planning (CVE-2024-43414,
 * CVE-2025-32030, CVE-2025-32031) in limits-planning.test.ts.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createIdentity } from '../../gateway/access/identity.ts';
import { createGateway } from '../../gateway/gateway.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';
import { createLog } from '../../gateway/telemetry/log.ts';
import { readAccess } from '../../schema/access/read-access.ts';
import { composed, head, holding, startMadeGateway } from '../access/rules/made-gateway.ts';
import { startStack } from '../support/stack.ts';
import { createTestIdentity } from '../support/tokens.ts';

const started: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of started.splice(0).reverse()) await stop();
});

describe('CVE-2026-32621: prototypes are not polluted', () => {
  afterEach(() => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('by aliases', async () => {
    const stack = await startStack();
    started.push(stack.stop);
    const text = await stack.askText(
      '{ __proto__: administrativeUnit(code: "79") { polluted: name constructor: name __proto__: parent { polluted: name } } constructor: administrativeUnit(code: "01") { prototype: parent { polluted: name } polluted: name } }',
    );
    expect(text).toContain('"polluted":"Hồ Chí Minh"');
    expect(text).toContain('"polluted":"Hà Nội"');
    expect(text).not.toContain('INTERNAL_SERVER_ERROR');
  });

  test('by variables, and by the request around them', async () => {
    const stack = await startStack();
    started.push(stack.stop);
    const query = 'query ($filter: OfficialFilter) { officials(first: 1, filter: $filter) { nodes { id } } }';
    const proto = '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}';
    for (const variables of [`{"filter":${proto}}`, proto])
      for (const around of [proto.slice(1, -1), '"extensions":{}']) {
        const response = await fetch(stack.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.everything}` },
          body: `{${around},"query":${JSON.stringify(query)},"variables":${variables}}`,
        });
        expect([200, 400]).toContain(response.status);
        expect(await response.text()).not.toContain('INTERNAL_SERVER_ERROR');
      }
  });

  test("by a subgraph's JSON", async () => {
    const polluting = '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}';
    const subgraph = createServer((_, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(
          `{${polluting},"data":{${polluting},"administrativeUnit":{${polluting},"name":"A","parent":{"name":"B",${polluting}}}}}`,
        ),
    );
    await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve));
    started.push(async () => subgraph.close());
    const { port } = subgraph.address() as AddressInfo;
    const identity = createIdentity((await createTestIdentity()).options);
    const gateway = await createGateway({
      supergraph: await readSupergraph('schema/supergraph.graphql', {
        ADMINISTRATIVE_UNITS: `http://127.0.0.1:${port}/graphql`,
      }),
      config: { host: '127.0.0.1', port: 0, accessMode: 'filter' },
      identity,
      keyOf: () => undefined,
      local: [],
      log: createLog('silent'),
    });
    started.push(gateway.stop, async () => identity.stop());
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ administrativeUnit(code: "79") { name parent { name } } }' }),
    });
    const { data, errors } = (await response.json()) as Record<string, unknown>;
    expect(errors).toBeUndefined();
    expect(data).toEqual({ administrativeUnit: { name: 'A', parent: { name: 'B' } } });
  });
});

test('GHSA-mx7m-j9xf-62hw: a rule on an implementation holds for the field of its interface', async () => {
  const typeDefs = `${head()}
    type Query { record: Record }
    interface Record { id: ID! secret: String }
    type Case implements Record { id: ID! secret: String @requiresScopes(scopes: [["secret"]]) }`;
  const record = { __typename: 'Case', id: '1', secret: 's' };
  const gateway = await startMadeGateway({ a: { typeDefs, resolvers: { Query: { record: () => record } } } });
  started.push(gateway.stop);
  for (const fields of ['secret', '... on Record { secret }', '... on Case { secret }', '...F'])
    expect(
      await gateway.ask(`{ record { ${fields} } } ${fields === '...F' ? 'fragment F on Record { secret }' : ''}`),
    ).toMatchObject({
      data: { record: { secret: null } },
      refused: ['record.secret'],
    });
  expect(gateway.requests.join()).not.toContain('secret');
  const { data } = await gateway.ask('{ record { secret } }', { caller: holding('secret') });
  expect(data).toEqual({ record: { secret: 's' } });
});

test('GHSA-m8jr-fxqx-8xx6: what is computed from a protected field is as protected', async () => {
  const rule = '@requiresScopes(scopes: [["income"]])';
  const subgraphs = {
    a: {
      typeDefs: `${head()} type Query { person: Person } type Person @key(fields: "id") { id: ID! income: Int ${rule} }`,
      resolvers: { Query: { person: () => ({ id: '1', income: 5 }) } },
    },
    b: {
      typeDefs: `${head()} type Person @key(fields: "id") { id: ID! income: Int @external copy: Int @requires(fields: "income") ${rule} }`,
      resolvers: { Person: { copy: ({ income }: { income: number }) => income } },
    },
  };
  // As an older composition left it: without a rule of its own.
  const supergraph = composed(subgraphs)
    .split('\n')
    .map((line) => (/^ {2}copy:/.test(line) ? line.replace(/ @requiresScopes\(.*\)$/, '') : line))
    .join('\n');
  const gateway = await startMadeGateway(subgraphs, { supergraph });
  started.push(gateway.stop);
  expect(await gateway.ask('{ person { id copy } }')).toMatchObject({
    data: { person: { id: '1', copy: null } },
    refused: ['person.copy'],
  });
  expect(gateway.requests.join()).not.toContain('income');
});

test('GHSA-x33c-7c2v-mrj9: a rule on a type holds where the type stands behind an interface or a union', async () => {
  const typeDefs = `${head()}
    type Query { named: Named any: Any }
    interface Named { name: String }
    union Any = Vault
    type Vault implements Named @requiresScopes(scopes: [["vault"]]) { name: String }`;
  const vault = { __typename: 'Vault', name: 'v' };
  const resolvers = { Query: { named: () => vault, any: () => vault } };
  const gateway = await startMadeGateway({ a: { typeDefs, resolvers } });
  started.push(gateway.stop);
  const query =
    '{ named { name } same: named { ... on Vault { name } } any { ... on Vault { name } ... on Named { again: name } } }';
  expect((await gateway.ask(query)).refused.toSorted()).toEqual(['any.again', 'any.name', 'named', 'same']);
  expect(gateway.requests.join()).not.toMatch(/\bname\b/);
});

test('GHSA-g8jh-vg5j-4h3f: a rule under another name is a rule', async () => {
  const renamed = head('{ name: "@requiresScopes", as: "@may" }');
  const typeDefs = `${renamed} type Query { open: Int secret: Int @may(scopes: [["secret"]]) }`;
  expect(readAccess(composed({ a: typeDefs })).rules.requirementOf('Query', 'secret').scopes).toEqual([[['secret']]]);
  const gateway = await startMadeGateway({ a: { typeDefs, resolvers: { Query: { secret: () => 7, open: () => 1 } } } });
  started.push(gateway.stop);
  expect(await gateway.ask('{ open secret }')).toMatchObject({ data: { open: 1, secret: null }, refused: ['secret'] });
});
