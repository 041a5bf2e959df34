import { afterEach, expect, test } from 'vitest';
import { readAccess } from '../../../schema/access/read-access.ts';
import { composed, declaring, head, holding, startMadeGateway } from './made-gateway.ts';

let stop = async () => {};
afterEach(() => stop());

const owner = (rule: string) => `${head()}
  type Query { people: [Person] }
  type Person @key(fields: "id") { id: ID! income: Int ${rule} }
`;
const benefits = (rule: string) => `${head()}
  type Person @key(fields: "id") { id: ID! income: Int @external poor: Boolean @requires(fields: "income") ${rule} score: Int ${rule} }
`;
/** Computed from what is computed. */
const scores = (rule: string) => `${head()}
  type Person @key(fields: "id") { id: ID! poor: Boolean @external rank: Int @requires(fields: "poor") ${rule} }
`;
const rule = '@requiresScopes(scopes: [["income"]])';

const people = { Query: { people: () => [{ id: '1', income: 5 }] } };
const poor = { Person: { poor: (person: { income: number }) => person.income < 10, score: () => 1 } };
const rank = { Person: { rank: (person: { poor: boolean }) => (person.poor ? 1 : 2) } };

/** As composition before 2.12 left it, and as a hand may write it: the rule stands at its origin alone. */
const withoutCopies = (sdl: string) =>
  sdl
    .split('\n')
    .map((line) => (/^ {2}(poor|score|rank):/.test(line) ? line.replace(/ @requiresScopes\(.*\)$/, '') : line))
    .join('\n');

test('what is computed from a refused field is refused, however far and whatever composition copied', async () => {
  const subgraphs = {
    a: { typeDefs: owner(rule), resolvers: people },
    b: { typeDefs: benefits(rule), resolvers: poor },
    c: { typeDefs: scores(rule), resolvers: rank },
  };
  const supergraph = withoutCopies(composed(subgraphs));
  expect(supergraph.match(/@requiresScopes\(scopes: \[\["income"/g)).toHaveLength(1);
  const gateway = await startMadeGateway(subgraphs, { supergraph });
  stop = gateway.stop;
  const query = '{ people { id poor rank score } }';
  const { data, refused } = await gateway.ask(query);
  expect(data).toEqual({ people: [{ id: '1', poor: null, rank: null, score: 1 }] });
  expect(refused).toEqual(['people.0.poor', 'people.0.rank']);
  expect(gateway.requests.join()).not.toMatch(/income|poor|rank/);
  const allowed = await gateway.ask(query, { caller: holding('income') });
  expect(allowed.data).toEqual({ people: [{ id: '1', poor: true, rank: 1, score: 1 }] });
});

test('composition itself asks for the copies', () => {
  expect(() => composed({ a: owner(rule), b: benefits('') })).toThrow('does not specify necessary');
});

test('fields that are computed from each other, and from fields of other types', () => {
  const { rules } = readAccess(`
    schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION, as: "j")
      @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY) { query: Query }
    type Query { a: A }
    type A { x: Int @j__field(requires: "y") y: Int @j__field(requires: "x b { c ... on B { d(f: { g: 1 }) } }") z: Int }
    type B @requiresScopes(scopes: [["b"]]) { c: Int @requiresScopes(scopes: [["c"]]) d(f: F): Int e: Int @requiresScopes(scopes: [["e"]]) }
    input F { g: Kind }
    enum Kind @requiresScopes(scopes: [["kind"]]) { K }
    extend type A { b: B }
  `);
  expect(rules.requirementOf('A', 'x').scopes.flat(2).toSorted()).toEqual(['b', 'c', 'kind']);
  expect(rules.requirementOf('A', 'z').scopes).toEqual([]);
});

test('what a context brings to a field', () => {
  const from = (field: string) => `${head('"@key", "@context", "@fromContext", "@requiresScopes"')}
    type Query { household: Household }
    type Household @context(name: "home") { id: ID! income: Int @requiresScopes(scopes: [["income"]]) member: Member }
    type Member @key(fields: "id") { id: ID! share(income: Int @fromContext(field: "$home { income }")): Int ${field} }
  `;
  const sdl = composed({ a: from(rule) }).replace(/^( {2}share:.*) @requiresScopes\(.*\)$/m, '$1');
  expect(readAccess(sdl).rules.requirementOf('Member', 'share').scopes).toEqual([[['income']]]);
});

test('a field computed from one without a rule is refused with it', async () => {
  const a = `${declaring} type Query @public { people: [Person] @public } type Person @key(fields: "id") { id: ID! @public income: Int }`;
  const b = `${declaring} type Person @key(fields: "id") { id: ID! @public income: Int @external poor: Boolean @requires(fields: "income") @public }`;
  const { rules } = readAccess(composed({ a, b }));
  expect(rules.requirementOf('Person', 'poor')).toMatchObject({ declared: false, public: false });
});
