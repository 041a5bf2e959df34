import { Supergraph } from '@apollo/federation-internals';
import { ApolloGateway } from '@apollo/gateway';
import { printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readAccess } from '../../schema/access/read-access.ts';
import { byHand, composed, declaring, head, holding, scopesOf, startMadeGateway } from './rules/made-gateway.ts';

const people = (rule: string, heading = head()) =>
  `${heading} type Query { people: [Person] } type Person { name: String secret: String ${rule} }`;

const [authenticated, requiresScopes, policy] = ['authenticated', 'requiresScopes', 'policy'].map(
  (name) => `https://specs.apollo.dev/${name}/v0.1`,
);

describe('directives under other names', () => {
  const renamed = head(
    '"@key", { name: "@authenticated", as: "@login" }, { name: "@requiresScopes", as: "@may" }, { name: "@policy", as: "@only" }',
  );

  test('in a subgraph', async () => {
    const typeDefs = people('@login @may(scopes: [["a"]]) @only(policies: [["national"]])', renamed);
    const gateway = await startMadeGateway({
      a: { typeDefs, resolvers: { Query: { people: () => [{ name: 'An', secret: 's' }] } } },
    });
    const refused = await gateway.ask('{ people { name secret } }', { caller: { ...holding('a') } });
    expect(refused.data).toEqual({ people: [{ name: 'An', secret: null }] });
    expect(refused.errors[0].extensions.missing).toEqual({ policies: [['national']] });
    const allowed = await gateway.ask('{ people { secret } }', {
      caller: { ...holding('a'), jurisdiction: 'national' },
    });
    expect(allowed.data).toEqual({ people: [{ secret: 's' }] });
    await gateway.stop();
  });

  test.each([
    [
      'imported',
      `@link(url: "${requiresScopes}", for: SECURITY, import: [{ name: "@requiresScopes", as: "@may" }])`,
      '@may',
    ],
    ['by a prefix', `@link(url: "${requiresScopes}", for: SECURITY, as: "may")`, '@may'],
    [
      'imported under its name beside a prefix',
      `@link(url: "${requiresScopes}", as: "x", import: ["@requiresScopes"])`,
      '@requiresScopes',
    ],
    ['linked twice', `@link(url: "${requiresScopes}") @link(url: "${requiresScopes}", as: "may")`, '@may'],
    [
      'with an address written otherwise',
      '@link(url: "HTTPS://specs.apollo.dev:443/requiresScopes/v0.1/", as: "may")',
      '@may',
    ],
    ['not linked at all', '', '@requiresScopes'],
  ])('in the supergraph: %s', (_, link, directive) => {
    const sdl = byHand(link, `type Query { a: Int ${directive}(scopes: [["a"]]) }`);
    expect(scopesOf(sdl)).toEqual([[['a']]]);
    expect(readAccess(sdl).sdl).not.toContain('scopes:');
  });

  test('however tightly it is written', () => {
    const fields =
      'a:Int@requiresScopes(scopes:[["a"]])b:Int@requiresScopes(scopes:[["b"]])@deprecated(reason:"old")c:Int';
    const sdl = byHand(`@link(url: "${requiresScopes}")`, `type Query {${fields}}`);
    expect(readAccess(sdl).sdl).toMatch(/\{a:Int +b:Int +@deprecated\(reason:"old"\)c:Int\}/);
  });

  test('where @link itself has another', () => {
    const sdl = byHand(
      `@core(url: "${requiresScopes}", as: "may")`,
      'type Query { a: Int @may(scopes: [["a"]]) }',
      'core',
    );
    expect(scopesOf(sdl)).toEqual([[['a']]]);
  });

  test("another specification's directive of the same name is not Federation's", () => {
    const sdl = byHand(
      '@link(url: "https://example.com/paper/v1.0", import: ["@policy"])',
      'type Query { a: Int @policy(number: 7) }',
    );
    expect(readAccess(sdl).rules.requirementOf('Query', 'a').policies).toEqual([]);
    expect(readAccess(sdl).sdl).toBe(sdl);
  });
});

describe('what is not understood is not served', () => {
  test.each([
    [
      `@link(url: "https://specs.apollo.dev/policy/v0.2", for: SECURITY)`,
      'a: Int',
      'expected https://specs.apollo.dev/policy/v0.1',
    ],
    [`@link(url: "https://lienthong.example/access/v0.2")`, 'a: Int', 'expected https://lienthong.example/access/v0.1'],
    [`@link(url: "${policy}")`, 'a: Int @policy(policies: ["one"])', 'expected a list of lists of names'],
    [`@link(url: "${requiresScopes}")`, 'a: Int @requiresScopes', 'expected a list of lists of names'],
    [`@link(url: "${authenticated}", import: [{ as: "@login" }])`, 'a: Int', 'expected "@name"'],
    ['', 'a: Int @join__field(requires: "b {")', 'expected a set of fields'],
  ])('%s %s', (link, field, message) => {
    expect(() => readAccess(byHand(link, `type Query { ${field} }`))).toThrow(message);
  });

  test('a link for security that nobody here enforces is left for the gateway to refuse', async () => {
    const sdl = composed({ a: people('@authenticated') }).replace(
      '{\n  query: Query\n}',
      '@link(url: "https://example.com/secret/v1.0", for: SECURITY)\n{\n  query: Query\n}',
    );
    const gateway = new ApolloGateway({ supergraphSdl: readAccess(sdl).sdl, logger: silent });
    await expect(gateway.load()).rejects.toThrow('for: SECURITY but is unsupported');
  });
});

test('the copy for the gateway is the same API without a trace of the rules', async () => {
  const typeDefs = `${declaring} type Query @public { people(name: String @reveals(scopes: [["a"]])): [Person] @public }
    type Person @requiresScopes(scopes: [["a"]]) @personalData(category: BASIC) { id: ID! number: String @masked origin: Int @personalData(category: SENSITIVE) }`;
  const { sdl } = readAccess(composed({ a: typeDefs }));
  expect(sdl).not.toMatch(/requiresScopes|access|personalData|masked|reveals|@public/);
  const plain =
    head() + typeDefs.slice(typeDefs.indexOf('type Query')).replaceAll(/ @(public|masked|\w+\([^)]*\))/g, '');
  const api = (text: string) => printSchema(Supergraph.build(text).apiSchema().toGraphQLJSSchema());
  expect(api(sdl)).toBe(api(composed({ a: plain })));
});

test('a supergraph without rules is left as it is, and open', () => {
  const sdl = composed({ a: people('') });
  const { sdl: copy, rules } = readAccess(sdl);
  expect(copy).toBe(sdl);
  expect(rules.requirementOf('Person', 'secret')).toMatchObject({ declared: true, public: false, scopes: [] });
});

test('rules of a type, of the type returned and of extensions add up', () => {
  const sdl = byHand(
    `@link(url: "${requiresScopes}")`,
    `type Query { a: P } type P @requiresScopes(scopes: [["p"]]) { b: E } extend type P @requiresScopes(scopes: [["q"], ["r"]])
     enum E @requiresScopes(scopes: [["e"]]) { V }`,
  );
  expect(scopesOf(sdl)).toEqual([[['p']], [['q'], ['r']]]);
  expect(scopesOf(sdl, 'P', 'b')).toEqual([[['p']], [['q'], ['r']], [['e']]]);
});

test("the same type's rules in two subgraphs are both asked for", () => {
  const part = (scope: string, field: string) =>
    `${head()} type Query { ${field}: P } type P @key(fields: "id") @requiresScopes(scopes: [["${scope}"]]) { id: ID! ${field}: Int }`;
  const { rules } = readAccess(composed({ a: part('a', 'x'), b: part('b', 'y') }));
  expect(rules.requirementOf('P', 'x').scopes).toEqual([[['a', 'b']]]);
});

const silent = { debug() {}, info() {}, warn() {}, error() {} };
