import { expect, test } from 'vitest';
import { pricedSubgraph } from './cost/priced.ts';

const { estimate, actual, forMany } = pricedSubgraph(`
  type Query {
    units(first: Int = 20, filter: Filter): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])
    byIds(ids: [ID!] @cost(weight: 3)): [Unit!] @listSize(assumedSize: 2)
    any: Named
  }
  interface Named { name: String }
  type Page { nodes: [Unit!]! total: Int @cost(weight: 20) }
  type Unit implements Named { name: String secret: String @cost(weight: 4) parent: Unit pages(first: Int): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes"]) }
  type Place implements Named @cost(weight: 7) { name: String near(first: Int): [Unit] @listSize(slicingArguments: ["first"]) }
  input Filter { name: String @cost(weight: 30) and: [Filter!] }
`);

const document = `
  query ($a: Int, $b: Int = 3, $ids: [ID!], $filter: Filter, $with: Boolean!, $without: Boolean = false) {
    units(first: $a, filter: $filter) {
      total @include(if: $with)
      nodes { ...Names parent @skip(if: $without) { secret } }
    }
    again: units(first: 2) { nodes { ...Names } }
    byIds(ids: $ids) { name ...Names @include(if: $with) }
    any { ... on Place @skip(if: $without) { near(first: $b) { secret } } ... on Unit { ...Names } }
  }
  fragment Names on Unit { name pages(first: $b) { nodes { secret @include(if: $with) name } } }
`;

const variables = [true, false].flatMap((on) =>
  [true, false].flatMap((without) => [
    { with: on, without },
    { with: on, without, a: 7, b: 2 },
    { with: on, without, a: null, ids: ['1', '2', '3', '4', '5'] },
    { with: on, without, b: 500, filter: { name: 'x', and: [{ name: 'y' }, {}] } },
    { with: on },
  ]),
);
const unit = { name: 'An', secret: 's', pages: { nodes: [{ secret: 's', name: 'Bình' }, { name: null }] } };
const answers = [
  {
    units: { total: 1, nodes: [{ ...unit, parent: { secret: 's' } }, unit] },
    again: { nodes: [unit] },
    byIds: [unit, null],
  },
  { units: null, again: { nodes: [] }, byIds: null, any: { near: [{ secret: 's' }, { secret: 's' }] } },
  { any: unit },
];

test('what is worked out of an operation once gives each request what it would have by itself', () => {
  const known = forMany(document);
  // Twice over, so that each also comes after every other one.
  for (const given of [...variables, ...variables.toReversed()]) {
    expect(known.estimate(given)).toBe(estimate(document, given));
    for (const data of answers) expect(known.actual(data, given)).toBe(actual(document, data, given));
  }
  const estimates = variables.map((given) => known.estimate(given));
  // They do differ by what was given.
  expect(new Set(estimates).size).toBeGreaterThan(10);
});

test('a page that a variable sizes is estimated by hand', () => {
  const query =
    'query ($n: Int) { units(first: $n) { nodes { ...S } } } fragment S on Unit { pages(first: $n) { nodes { secret } } }';
  // A page, of n units each with a page of n units with a secret.
  for (const n of [1, 2, 50]) expect(estimate(query, { n })).toBe(1 + n * (1 + 1 + n * 5));
});
