import { beforeAll, expect, test } from 'vitest';
import { type BothExecutors, startBothExecutors } from '../../support/both-executors.ts';
import { added, library } from './library.ts';

let both: BothExecutors;
beforeAll(async () => {
  const stops: (() => Promise<void>)[] = [];
  both = await startBothExecutors(library, (stop) => stops.push(stop));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
});

const compiled: Record<string, string> = {
  'only names of types': '{ __typename again: __typename }',
  'fields of one subgraph': '{ people { id name level tags } rates }',
  'several subgraphs': '{ people { name unit { name } pay { amount } } units { name } }',
  'entities of entities': '{ people { pay { amount unit { name parent { id name } } } owner { name people } } }',
  'an entity that is not known': '{ people { id pay { month } } }',
  'a path without a list': '{ person { unit { name } pay { unit { name } } } }',
  'a path that ends in null': '{ person(id: "none") { unit { name } pay { amount } } }',
  'lists in lists': '{ grid { id pay { amount } unit { name } } }',
  'a key of two fields': '{ slots { price } }',
  'a union':
    '{ records { __typename ... on Person { name pay { amount } } ... on Firm { budget unit { name } } ... on Note { text } } }',
  'an interface': '{ named { name ... on Person { grade: level } ... on Firm { budget } } }',
  'an interface without the type asked': '{ named { name } }',
  'aliases of a type': '{ people { kind: __typename unit { kind: __typename name } } }',
  'the same name twice': '{ people { pay { amount } ... on Person { pay { month unit { name } } } pay { amount } } }',
  'keys asked for in several parts':
    '{ people { ... on Person { unit { name } } ... on Named { ... on Person { unit { id people } pay { month } } } } }',
  'an alias twice with other arguments':
    '{ people { one: pay(month: "2026-01") { month } two: pay(month: "2026-02") { month } } }',
  'named fragments in fragments': `
    query { people { ...A } records { ...R } }
    fragment A on Person { ...B unit { ...U } } fragment B on Person { name ...C } fragment C on Named { name }
    fragment U on Unit { id name } fragment R on Record { ... on Named { name } ... on Person { ...B } }`,
  'a scalar of its own': '{ anything }',
  'arguments with defaults': '{ echo person { name } }',
  'shared fields': '{ shared { one inner { a b } list { a b } } }',
  'names that objects inherit': `{
    constructor: people { toString: name hasOwnProperty: id valueOf: unit { isPrototypeOf: name } __defineGetter__: level }
    toLocaleString: rates }`,
  'the name of the prototype':
    '{ __proto__: people { __proto__: name unit { __proto__: name } pay { __proto__: unit { constructor: name } } } }',
  'a name that JSON asks for': '{ toJSON: people { toJSON: name } }',
};

test.each(Object.entries(compiled))('%s', async (_, query) => {
  const { answer, expected, executed } = await both.ask(query);
  expect(answer.text).toBe(expected.text);
  expect(expected.data).toBeTruthy();
  expect(expected.errors).toBeUndefined();
  expect(executed).toEqual({ executor: 'compiled' });
});

test('an alias of the prototype is a field like any other, and changes no object', async () => {
  const { answer } = await both.ask('{ __proto__: person { __proto__: name polluted: name } }');
  expect(answer.text).toContain('{"__proto__":{"__proto__":"Person p1","polluted":"Person p1"}}');
  expect({}).not.toHaveProperty('polluted');
});

const conditional = `query ($yes: Boolean!, $no: Boolean = false) {
  people { id @include(if: $yes) name @skip(if: $yes) ... @include(if: $no) { pay { amount } } unit @skip(if: $no) { name } level @skip(if: true)
    pay @include(if: $yes) { month } ... on Person @include(if: $no) @skip(if: $yes) { id tags } }
  units @include(if: $no) { name }
  ... @skip(if: $no) { rates }
}`;
test.each([{ yes: true }, { yes: false }, { yes: true, no: true }, { yes: false, no: true }, { yes: true, no: false }])(
  'conditions %o',
  async (variables) => {
    const { answer, expected, executed } = await both.ask(conditional, variables);
    expect(answer.text).toBe(expected.text);
    expect(expected.errors).toBeUndefined();
    expect(executed).toEqual({ executor: 'compiled' });
  },
);

test('a condition that is null is refused in the same words', async () => {
  const asked = [both.compiled, both.stock].map(({ ask }) => ask(conditional, { yes: true, no: null }).catch(String));
  const [answer, expected] = await Promise.all(asked);
  expect(answer).toMatch('Invalid non-boolean value null');
  expect(answer).toBe(expected);
});

test('of many conditions only so many sets are compiled, and all are answered', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const query = `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) {
    people { ${names.map((name) => `${name}: name @include(if: $${name})`).join(' ')} id } }`;
  const executors = new Set<string | undefined>();
  for (let bits = 0; bits < 32; bits += 1) {
    const variables = Object.fromEntries(names.map((name, at) => [name, ((bits >> at) & 1) === 1]));
    const { answer, expected, executed } = await both.ask(query, variables);
    expect(answer.text).toBe(expected.text);
    executors.add(executed?.executor);
  }
  expect(executors).toEqual(new Set(['compiled', 'stock']));
});

test.each([{}, { of: [1, 2] }, { of: null }, { of: 3 }])('variables go on as they were sent: %o', async (variables) => {
  const query = 'query ($of: [Int] = [5], $id: ID! = "p2") { echo(of: $of) person(id: $id) { name pay { amount } } }';
  const { answer, expected, executed } = await both.ask(query, variables);
  expect(answer.text).toBe(expected.text);
  expect(executed).toEqual({ executor: 'compiled' });
});

test('a variable that is of another type is refused in the same words', async () => {
  const { answer, expected } = await both.ask('query ($of: [Int]) { echo(of: $of) }', { of: 'x' });
  expect(answer.text).toBe(expected.text);
  expect(answer.errors).toHaveLength(1);
});

test('mutations are made one after another, each once', async () => {
  added.total = 0;
  const mutation =
    'mutation { one: add(n: 1) { value person { unit { name } } } two: add(n: 10) { value } three: add(n: 100) { value } }';
  const { data } = await both.compiled.ask(mutation);
  expect(data).toEqual({
    one: { value: 1, person: { unit: { name: 'Unit u1' } } },
    two: { value: 11 },
    three: { value: 111 },
  });
  expect(both.compiled.executed.at(-1)).toEqual({ executor: 'compiled' });
});

test.each([
  ['introspection', '{ __schema { queryType { name } } people { name } }'],
  ['introspection', '{ __type(name: "Person") { name } }'],
])('left to the stock executor: %s', async (reason, query) => {
  const { answer, expected, executed } = await both.ask(query);
  expect(answer.text).toBe(expected.text);
  expect(executed).toEqual({ executor: 'stock', reason });
});

test('each entity is asked for once, however often it stands in the answer', async () => {
  both.compiled.asked.length = 0;
  await both.compiled.ask('{ people { unit { name } } grid { unit { name } } }');
  const sent = both.compiled.asked.filter(({ subgraph }) => subgraph === 'places');
  for (const { variables } of sent) {
    const texts = (variables.representations as object[]).map((representation) => JSON.stringify(representation));
    expect(new Set(texts).size).toBe(texts.length);
  }
  expect(sent.length).toBeGreaterThan(0);
});
