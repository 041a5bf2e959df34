import { describe, expect, test } from 'vitest';
import { readAccess } from '../../../schema/access/read-access.ts';
import { byHand, composed, declaring, holding, scopesOf, startMadeGateway } from './made-gateway.ts';

const requiresScopes = 'https://specs.apollo.dev/requiresScopes/v0.1';

describe('interfaces', () => {
  const types = (own: string, p: string, q: string) =>
    byHand(
      `@link(url: "${requiresScopes}")`,
      `type Query { i: I } interface I { x: Int ${own} } type P implements I { x: Int ${p} } type Q implements I { x: Int ${q} }`,
    );
  const may = (scope: string) => `@requiresScopes(scopes: [["${scope}"]])`;

  test('a rule that composition copied from one implementation is not for the other', () => {
    const sdl = types(may('p'), may('p'), '');
    expect(scopesOf(sdl, 'I', 'x')).toEqual([[['p']]]);
    expect(scopesOf(sdl, 'Q', 'x')).toEqual([]);
  });
  test('a rule of its own is for all implementations', () => {
    expect(scopesOf(types(may('i'), '', ''), 'P', 'x')).toEqual([[['i']]]);
    expect(scopesOf(types(may('i'), may('p'), ''), 'Q', 'x')).toEqual([[['i']]]);
  });
  test('its field asks for the rules of all implementations, whatever was copied', () => {
    expect(scopesOf(types('', may('p'), may('q')), 'I', 'x')).toEqual([[['p']], [['q']]]);
  });
});

describe('in a supergraph whose fields declare their rules', () => {
  const typeDefs = `${declaring} type Query { people: [Person] @public plain: Plain @public both: Int @public @authenticated forgotten: Int }
    type Person @key(fields: "id") @public { id: ID! @public forgotten: Int }
    type Plain @public { a: Int child: Person named: Named @public }
    interface Named { name: String } type Town implements Named @public { name: String } type Kin implements Named { name: String }`;
  const { rules } = readAccess(composed({ a: typeDefs }));

  test.each([
    ['Query.forgotten', false],
    ['Person.forgotten', false],
    ['Person.id', true],
    ['Plain.a', true],
    ['Town.name', true],
    ['Kin.name', false],
    ['Named.name', false],
    ['Nothing.at', false],
    ['Plain.constructor', false],
  ])('%s is declared: %s', (coordinate, declared) => {
    const [type = '', field = ''] = coordinate.split('.');
    expect(rules.requirementOf(type, field)).toMatchObject({ declared, public: declared });
  });

  test('what declares nothing is refused to everyone, with the reason', async () => {
    const gateway = await startMadeGateway({ a: { typeDefs, resolvers: { Query: { forgotten: () => 1 } } } });
    const everything = { ...holding('a'), jurisdiction: 'national', purpose: 'AUDIT' } as const;
    const { data, errors, requests } = await gateway.ask('{ forgotten }', { caller: everything });
    expect({ data, requests }).toEqual({ data: { forgotten: null }, requests: 0 });
    expect(errors[0].message).toBe('"Query.forgotten" declares no access rule: nobody is told.');
    await gateway.stop();
  });

  test('@public opens nothing that another rule closes', () => {
    expect(rules.requirementOf('Query', 'both')).toMatchObject({ public: false, authenticated: true });
  });
});

test('the policies that the gateway knows', async () => {
  const typeDefs = `${declaring} type Query {
    either: Int @policy(policies: [["national"], ["declared-purpose"]])
    both: Int @policy(policies: [["national", "declared-purpose"]]) @requiresScopes(scopes: [["a"]]) }`;
  const gateway = await startMadeGateway({ a: { typeDefs, resolvers: { Query: { either: () => 1, both: () => 2 } } } });
  const ask = async (caller: object) =>
    (await gateway.ask('{ either both }', { caller: { ...holding('a'), ...caller } })).data;
  expect(await ask({})).toEqual({ either: null, both: null });
  expect(await ask({ purpose: 'AUDIT' })).toEqual({ either: 1, both: null });
  expect(await ask({ jurisdiction: 'national' })).toEqual({ either: 1, both: null });
  expect(await ask({ jurisdiction: 'national', purpose: 'AUDIT' })).toEqual({ either: 1, both: 2 });
  const { errors } = await gateway.ask('{ both }');
  expect(errors[0].message).toMatch(
    /^"Query.both" needs a token and the scope a and national jurisdiction and a declared purpose \(x-purpose: one of /,
  );
  expect(errors[0].extensions.missing).toMatchObject({
    authentication: true,
    scopes: [['a']],
    policies: [['national', 'declared-purpose']],
  });
  await gateway.stop();
});
