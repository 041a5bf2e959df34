import { beforeAll, expect, test } from 'vitest';
import {
  type BothExecutors,
  type Change,
  type SubgraphAnswer,
  startBothExecutors,
} from '../../support/both-executors.ts';
import { library } from './library.ts';

let both: BothExecutors;
beforeAll(async () => {
  const stops: (() => Promise<void>)[] = [];
  both = await startBothExecutors(library, (stop) => stops.push(stop));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
});

const wide =
  '{ people { id name level tags unit { name parent { name } } pay { amount unit { name } } } rates shared { one inner { a } list { b } } }';
const typed =
  '{ records { __typename ... on Person { name pay { amount unit { name } } } ... on Firm { budget unit { name } } ... on Note { text } } }';

/** Changes one subgraph's answers: of root fields, or of entities of a type. */
const at =
  (subgraph: string, change: (data: SubgraphAnswer, answer: SubgraphAnswer) => unknown, isOfEntities = false): Change =>
  (answer, asked) => {
    if (asked.subgraph !== subgraph || (asked.representations !== undefined) !== isOfEntities) return answer;
    return change(answer.data, answer) ?? answer;
  };
const root = (change: (data: SubgraphAnswer) => void) => at('register', (data) => void change(data));
/** Each entity of which this is the id: by what it is, because the executors send another number of them. */
const entities =
  (subgraph: string, change: (entity: SubgraphAnswer, id: unknown) => unknown): Change =>
  (answer, asked) => {
    if (asked.subgraph !== subgraph || !asked.representations) return answer;
    answer.data._entities = answer.data._entities.map((entity: SubgraphAnswer, at: number) => {
      const changed = change(entity, asked.representations?.[at]?.id);
      return changed === undefined ? entity : changed;
    });
    return answer;
  };

const faults: Record<string, [query: string, change: Change]> = {
  'an error of a nullable field': ['{ people { id grade } }', (answer) => answer],
  'an error where null may not stand': ['{ people { id must } }', (answer) => answer],
  'null where null may not stand': [wide, root((data) => (data.people[1].id = null))],
  'null for an item of a list': [wide, root((data) => (data.people[1] = null))],
  'null where null may not stand, far below': [
    '{ strict { must nested { must list person { pay { amount } } } } }',
    root((data) => (data.strict.nested.list = [null])),
  ],
  'a key that is null': [wide, root((data) => (data.people[0].unit.id = null))],
  'a key that is missing': [wide, root((data) => delete data.people[0].unit.id)],
  'a key that is an object': [wide, root((data) => (data.people[0].unit.id = { id: 'u1' }))],
  'a type that is missing': [wide, root((data) => delete data.people[0].unit.__typename)],
  'a type that is not known': [wide, root((data) => (data.people[0].unit.__typename = 'Nowhere'))],
  'a type that was not asked': ['{ shared { one } }', root((data) => (data.shared.__typename = 'Nothing'))],
  'a type of another kind': [wide, root((data) => (data.people[0].unit.__typename = 'Level'))],
  'a type that is not a possible one': [typed, root((data) => (data.records[0].__typename = 'Unit'))],
  'a type that is an object': [wide, root((data) => (data.people[0].unit.__typename = { of: 'Unit' }))],
  'a type that is a list of objects': [wide, root((data) => (data.people[0].unit.__typename = [{}]))],
  'a type of a union that is an object': [typed, root((data) => (data.records[0].__typename = {}))],
  'no type of a union': [typed, root((data) => delete data.records[0].__typename)],
  'a value of another type': [wide, root((data) => (data.people[0].name = 5))],
  'a value that an enum does not have': [wide, root((data) => (data.people[0].level = 'MIDDLE'))],
  'an object where a name is expected': [wide, root((data) => (data.people[0].name = { a: 1 }))],
  'a name where an object is expected': [wide, root((data) => (data.people[0].unit = 'u1'))],
  'a list where an object is expected': [wide, root((data) => (data.people[0].unit = [{ id: 'u1' }]))],
  'an object where a list is expected': [wide, root((data) => (data.people = { 0: data.people[0] }))],
  'a list in a list of leaves': [wide, root((data) => (data.people[0].tags = [['a']]))],
  'a field that is missing': [wide, root((data) => delete data.people[0].name)],
  'a field that is missing and may not be': ['{ strict { must list } }', root((data) => delete data.strict.must)],
  'fields of the prototype': [
    wide,
    root((data) => Object.defineProperty(data.people[0], '__proto__', { value: { x: 1 }, enumerable: true })),
  ],
  'fields that were not asked': [wide, root((data) => (data.people[0].constructor = { prototype: 1 }))],
  'no data': [wide, at('register', () => ({ data: null }))],
  'no data, with errors': [
    wide,
    at('register', () => ({
      data: null,
      errors: [{ message: 'none', path: ['people'], extensions: { code: 'DOWN' } }],
    })),
  ],
  'data and errors without a path': [wide, at('pay', (data) => ({ data, errors: [{ message: 'odd' }] }), true)],
  'an error without a message': [wide, at('register', (data) => ({ data, errors: [{}] }))],
  'an error of a place that was not asked': [
    wide,
    at('places', (data) => ({ data, errors: [{ message: 'far', path: ['_entities', 99, 'name'] }] }), true),
  ],
  'no errors, as a list': [wide, at('register', (data) => ({ data, errors: [] }))],
  'no answer': [wide, at('pay', () => Promise.reject(new Error('gone')), true)],
  'nothing answered': [wide, (answer, { subgraph }) => (subgraph === 'pay' ? null : answer)],
  'errors of an entity that stands in several places': [
    wide,
    (answer, { subgraph, representations = [] }) => {
      if (subgraph !== 'places') return answer;
      const paths = representations.flatMap(({ id }, index) =>
        id === 'u1'
          ? [
              ['_entities', index, 'name'],
              ['_entities', index],
            ]
          : [],
      );
      return { ...answer, errors: paths.map((path) => ({ message: 'no name', path, extensions: { code: 'NONE' } })) };
    },
  ],
  'data that is a text': [wide, at('register', () => ({ data: 'text' }))],
  'entities that are no list': [wide, at('places', () => ({ data: { _entities: { 0: {} } } }), true)],
  'no entities': [wide, at('places', () => ({ data: {} }), true)],
  'too few entities': [wide, at('places', (data) => ({ data: { _entities: data._entities.slice(1) } }), true)],
  'entities that are null': [wide, entities('places', (_, id) => (id === 'u1' ? null : undefined))],
  'an entity that is a text': [wide, entities('places', (_, id) => (id === 'u1' ? 'text' : undefined))],
  'an entity that is false': [wide, entities('places', (_, id) => (id === 'u1' ? false : undefined))],
  'an entity of another type': [
    wide,
    entities('places', (entity, id) => (id === 'u1' ? { ...entity, __typename: 'Person' } : undefined)),
  ],
  'an entity whose field is of another type': [
    wide,
    entities('places', (entity, id) => (id === 'u1' ? { ...entity, name: 1 } : undefined)),
  ],
  'an entity below which something is missing': [
    wide,
    entities('pay', (entity, id) => (id === 'p1' ? { ...entity, pay: { amount: 1 } } : undefined)),
  ],
};

test.each(Object.entries(faults))('%s', async (_, [query, change]) => {
  const ask = (one: BothExecutors['stock']) => one.ask(query, {}, change).then(({ text }) => text, String);
  const expected = await ask(both.stock);
  expect(await ask(both.compiled)).toBe(expected);
});

test('what a compiled plan has sent is not sent again by the executor that ends it', async () => {
  both.compiled.asked.length = 0;
  const { errors } = await both.compiled.ask('{ people { grade unit { name } pay { unit { name } } } }');
  expect(both.compiled.executed.at(-1)).toEqual({ executor: 'replayed' });
  expect(errors).toHaveLength(1);
  const sent = both.compiled.asked.map(({ query, variables }) => JSON.stringify([query, variables]));
  expect(sent.length).toBe(new Set(sent).size);
  expect(sent.length).toBe(4);
});

test('a mutation that fails in part is made once', async () => {
  both.compiled.asked.length = 0;
  const mutation = 'mutation { add(n: 1) { value person { must } } }';
  const change: Change = (answer, { subgraph }) =>
    subgraph === 'pay' ? { data: null, errors: [{ message: 'down' }] } : answer;
  const { data, errors } = await both.compiled.ask(mutation, {}, change);
  expect(data.add.person).toBeNull();
  expect(errors).toHaveLength(1);
  expect(both.compiled.asked.filter(({ query }) => query.startsWith('mutation'))).toHaveLength(1);
});

test('an error in a list of several types is told of the entity that it is of', async () => {
  // The third of the records is a note, of which nothing is asked: the stock executor takes it for the second person.
  const { answer, expected } = await both.ask('{ records { ... on Person { id grade } } }');
  expect(answer.data).toEqual(expected.data);
  const [[error], [mistaken]] = [answer.errors, expected.errors] as Record<string, unknown>[][] as [
    [{ path: string[] }],
    [object],
  ];
  expect(answer.data.records[3]).toEqual({ id: 'p2', grade: null });
  expect(error).toEqual({ ...mistaken, path: ['records', 3, 'grade'] });
  expect(mistaken).toMatchObject({ path: ['records', 1, 'grade'] });
});

test('a failure of the code itself is told, without a value, and its client has the answer', async () => {
  let reads = 0;
  // What a compiled plan reads fails once: nothing of the kind happens to data that were JSON.
  const change = root((data) =>
    Object.defineProperty(data.people[0], 'name', {
      enumerable: true,
      get: () => {
        reads += 1;
        if (reads === 1) throw new TypeError('Person p1 cannot be read');
        return 'Person p1';
      },
    }),
  );
  const expected = await both.stock.ask('{ people { name pay { amount } } }');
  const answer = await both.compiled.ask('{ people { name pay { amount } } }', {}, change);
  expect(answer.text).toBe(expected.text);
  expect(both.compiled.executed.at(-1)).toEqual({ executor: 'replayed', reason: 'fault' });
  const told = [[{ requestId: 'a-request', error: expect.stringMatching(/^TypeError\n {4}at /) }, expect.any(String)]];
  expect(both.compiled.logged).toEqual(told);
  expect(JSON.stringify(both.compiled.logged)).not.toContain('Person p1');
});

/** All that is in it can be read alone: a change of it throws. */
function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

test.each([wide, typed, '{ people { id grade } grid { unit { name } } }'])(
  'what subgraphs answer is not changed: %s',
  async (query) => {
    const expected = await both.stock.ask(query);
    const answer = await both.compiled.ask(query, {}, freeze);
    expect(answer.text).toBe(expected.text);
  },
);
