import { describe, expect, test } from 'vitest';
import { pricedSubgraph } from './cost/priced.ts';

const { estimate, actual } = pricedSubgraph(`
  type Query {
    unit: Unit
    dear: Unit @cost(weight: 100)
    units(first: Int = 20, last: Int, filter: UnitFilter): UnitPage @listSize(slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"])
    latest(first: Int): [Unit!] @listSize(slicingArguments: ["first"], assumedSize: 7)
    someUnits(ids: [ID!] @cost(weight: 3)): [Unit!] @listSize(assumedSize: 2)
    records: [Record!] @listSize(assumedSize: 5)
    named: [Named!] @listSize(assumedSize: 2)
  }
  type Mutation { rename(input: UnitFilter): Unit @cost(weight: 50) }
  interface Named { name: String }
  type UnitPage { nodes: [Unit!]! edges: [Edge!]! total: Int @cost(weight: 20) }
  type Edge @cost(weight: 0) { node: Unit }
  type Unit { id: ID! name: String secret: String @cost(weight: 4) parent: Unit children: [Unit!] mood: Mood moods: [Mood!] }
  type Person implements Named @cost(weight: 10) { name: String @cost(weight: 2) unit: Unit }
  type Place implements Named { name: String unit: Unit pages(first: Int = 3): UnitPage @listSize(slicingArguments: ["first"], sizedFields: ["nodes"]) }
  union Record = Person | Place
  enum Mood @cost(weight: 1) { GOOD BAD }
  input UnitFilter { name: String @cost(weight: 30) and: [UnitFilter!] level: Int }
`);

describe('an operation is estimated at what it can cost at most', () => {
  test.each([
    ['an object costs 1, a scalar nothing', '{ unit { id name __typename } __typename }', 1],
    ['weights of fields count once each', '{ dear { id } unit { secret } }', 100 + 1 + 1 + 4],
    ['each alias counts', '{ a: dear { id } b: dear { id } }', 2 * 101],
    ['a page is as long as its argument says', '{ units(first: 7) { nodes { secret } } }', 1 + 7 * (1 + 4)],
    ['else as by default', '{ units { nodes { id } } }', 1 + 20],
    ['also where null is given', '{ units(first: null) { nodes { id } } }', 1 + 20],
    ['of two arguments the larger counts', '{ units(first: 3, last: 9) { nodes { id } } }', 1 + 9],
    ['a page that is too long is refused by its field', '{ units(first: 2000000000) { nodes { id } } }', 1 + 200],
    ['a negative one too', '{ units(first: -5) { nodes { id } } }', 1],
    ['what is beside the records counts once', '{ units(first: 50) { total nodes { id } } }', 1 + 20 + 50],
    ['both ways to the records count', '{ units(first: 5) { nodes { id } edges { node { id } } } }', 1 + 5 + 5],
    ['a list that is sized itself', '{ latest(first: 4) { id } }', 4],
    ['an assumed size where no argument says more', '{ latest { secret } }', 7 * 5],
    ['a list that nothing is said of', '{ unit { children { id } } }', 1 + 10],
    ['lists in lists multiply', '{ latest(first: 3) { children { children { id } } } }', 3 * (1 + 10 * (1 + 10))],
    ['a list that is given may be answered item by item', '{ someUnits(ids: ["a", "b", "c"]) { id } }', 3 + 3],
    ['or shorter', '{ someUnits(ids: ["a"]) { id } }', 3 + 2],
    ['an argument not given costs nothing', '{ someUnits { id } }', 2],
    [
      'input objects, and weights within',
      '{ units(first: 1, filter: { name: "x", level: 1 }) { nodes { id } } }',
      1 + 30 + 1 + 1,
    ],
    [
      'lists of them',
      '{ units(first: 1, filter: { and: [{ name: "x" }, { name: "y" }] }) { total } }',
      1 + 2 * 31 + 1 + 20,
    ],
    ['enums with a weight', '{ unit { mood moods } }', 1 + 1 + 10],
    ['a mutation', 'mutation { rename(input: { name: "x" }) { id } }', 50 + 31 + 1],
    [
      'of a union its dearest type',
      '{ records { ... on Person { unit { id } } ... on Place { unit { id } } } }',
      5 * (10 + 1),
    ],
    ['with what all types have', '{ records { ... on Named { name } ... on Place { unit { id } } } }', 5 * (10 + 3)],
    ['of an interface its dearest field', '{ named { name } }', 2 * (10 + 2)],
    ['pages in fragments on a type', '{ records { ... on Place { pages { nodes { id } } } } }', 5 * (10 + 1 + 3)],
    [
      'introspection, whatever it asks',
      '{ __schema { types { fields { name } } } __type(name: "Unit") { name } }',
      510,
    ],
  ])('%s', (_, document, cost) => {
    expect(estimate(document)).toBe(cost);
  });

  test('variables say how much, and what is left out', () => {
    const query = 'query ($n: Int = 5, $no: Boolean!) { units(first: $n) { nodes { id } } dear @skip(if: $no) { id } }';
    expect(estimate(query, { no: true })).toBe(1 + 5);
    expect(estimate(query, { no: false, n: 8 })).toBe(1 + 8 + 101);
    expect(estimate('query ($f: UnitFilter) { units(first: 1, filter: $f) { total } }', { f: { name: 'x' } })).toBe(
      1 + 31 + 20,
    );
    expect(estimate('query ($y: Boolean!) { ... @include(if: $y) { dear { id } } }', { y: false })).toBe(0);
  });

  test('a fragment on a page counts for the page that it is used on', () => {
    const fragments = 'fragment P on UnitPage { total ...N } fragment N on UnitPage { nodes { secret } }';
    expect(estimate(`{ a: units(first: 2) { ...P } b: units(first: 100) { ...P } } ${fragments}`)).toBe(
      1 + 20 + 2 * 5 + 1 + 20 + 100 * 5,
    );
  });

  test('fragments of fragments are priced once each, and count as often as they are used', () => {
    const chain = Array.from({ length: 60 }, (_, n) => {
      const next = n === 59 ? 'secret' : `a: parent { ...F${n + 1} } b: parent { ...F${n + 1} }`;
      return `fragment F${n} on Unit { ${next} }`;
    });
    expect(estimate(`{ unit { ...F0 } } ${chain.join(' ')}`)).toBe(Number.MAX_SAFE_INTEGER);
    expect(
      estimate(`{ unit { ...F40 } } ${chain.join(' ').replaceAll(/fragment F([0-3]?\d) [^}]*} [^}]*} }/g, '')}`),
    ).toBe(2 ** 20 - 1 + 2 ** 19 * 4);
  });

  test('names that JavaScript objects have are names like others', () => {
    expect(estimate('{ constructor: unit { toString: id } hasOwnProperty: dear { id } }')).toBe(102);
  });
});

describe('an answer cost what it holds', () => {
  test.each([
    [
      'records that are there',
      '{ units(first: 50) { total nodes { secret } } }',
      { units: { total: 2, nodes: [{ secret: 'a' }, { secret: null }] } },
      1 + 20 + 2 * 5,
    ],
    [
      'nothing for null, but that it was asked',
      '{ dear { id } units { nodes { id } } }',
      { dear: null, units: null },
      100,
    ],
    [
      'a name that is selected twice once',
      '{ unit { id } ...F } fragment F on Query { unit { parent { id } } }',
      { unit: { id: '1', parent: { id: '2' } } },
      2,
    ],
    [
      'the types that were answered',
      '{ records { ... on Person { unit { id } } ... on Place { place: unit { id } } } }',
      { records: [{ unit: { id: '1' } }, { place: null }] },
      2 * 10 + 1,
    ],
    ['fields left out by a variable not', '{ unit { id secret @skip(if: true) } }', { unit: { id: '1' } }, 1],
    ['input as estimated', 'mutation { rename(input: { name: "x" }) { id } }', { rename: null }, 81],
    ['introspection as estimated', '{ __schema { types { name } } }', { __schema: { types: [{ name: 'Unit' }] } }, 500],
    ['no answer nothing', '{ dear { id } }', null, 0],
    ['leaves with a weight', '{ unit { mood moods } }', { unit: { mood: 'GOOD', moods: ['BAD', 'GOOD', 'BAD'] } }, 5],
  ])('%s', (_, document, data, cost) => {
    expect(actual(document, data)).toBe(cost);
    expect(estimate(document)).toBeGreaterThanOrEqual(cost);
  });
});

test('the directives count under whatever name they are imported by', () => {
  const renamed = pricedSubgraph(
    'type Query { unit: Unit @price(weight: 9) units: [Unit] @long(assumedSize: 3) } type Unit { id: ID }',
    '[{ name: "@cost", as: "@price" }, { name: "@listSize", as: "@long" }]',
  );
  expect(renamed.estimate('{ unit { id } units { id } }')).toBe(10 + 3);
});

test('a supergraph without them is priced by its objects', () => {
  const plain = pricedSubgraph('type Query { units: [Unit] } type Unit { id: ID }', '["@key"]');
  expect(plain.estimate('{ units { id } }')).toBe(10);
});
