import { beforeAll, expect, test } from 'vitest';
import { type BothExecutors, type Change, startBothExecutors } from '../../support/both-executors.ts';
import { library } from './library.ts';

// What is asked under the name of a field that plans ask for themselves: @apollo/gateway alone takes one for the other.
let both: BothExecutors;
beforeAll(async () => {
  const stops: (() => Promise<void>)[] = [];
  both = await startBothExecutors(library, (stop) => stops.push(stop));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
});

/** The same query with another alias, and the answer to it under the first one. */
const spared: Record<string, [alias: string, query: string]> = {
  'another value of the same type': ['id', '{ people { id: name pay { amount } } }'],
  'an object': ['id', '{ people { id: unit { name people } pay { amount } } }'],
  'a list': ['id', '{ people { id: tags level } }'],
  'in fragments on other types': [
    'id',
    'query { named { ...N } } fragment N on Named { id: name ... on Person { pay { amount } } }',
  ],
  'one part of a key': ['room', '{ slots { room: day price } }'],
  'the other part of a key': ['day', '{ slots { day: room price } }'],
  'of the root': ['id', '{ id: people { id: name grade: level } }'],
  'the type': ['__typename', '{ people { __typename: name unit { __typename: people } } }'],
  'the type of a union': [
    '__typename',
    '{ records { ... on Person { __typename: pay { amount } } ... on Firm { name } } }',
  ],
};

test.each(Object.entries(spared))(
  'a plan does not mistake what is asked under its names: %s',
  async (_, [alias, query]) => {
    const { answer, expected } = await both.ask(query);
    expect(answer.text).toBe(expected.text);
    const other = await both.stock.ask(query.replaceAll(`${alias}: `, 'other: '));
    expect(other.errors).toBeUndefined();
    expect(answer.text).toBe(other.text.replaceAll('"other"', `"${alias}"`));
  },
);

test('errors and what was not a value of its type are told at the names that were asked', async () => {
  const failing = await both.ask('{ id: people { day: name id: grade } }');
  expect(failing.answer.text).toBe(failing.expected.text);
  expect(failing.answer.errors).toMatchObject([{ path: ['id', 1, 'id'] }]);
  const change: Change = (answer, { subgraph }) =>
    subgraph === 'pay' ? { data: { ...answer.data, id__asked: [1.5, 'text'] } } : answer;
  const wrong = await both.ask('{ id: rates room: echo }', {}, change);
  expect(wrong.answer.text).toBe(wrong.expected.text);
  expect(wrong.answer.extensions.valueCompletion).toMatchObject([{ path: ['id', 1] }]);
});

test('a name of ours that the client has too is not taken', async () => {
  const { answer, expected } = await both.ask(
    '{ person { id: name id__asked: level id__asked_: tags pay { amount } } }',
  );
  expect(answer.text).toBe(expected.text);
  expect(answer.data.person).toEqual({
    id: 'Person p1',
    id__asked: 'HIGH',
    id__asked_: ['a', 'b'],
    pay: { amount: 49 },
  });
});

test('what asks for a key itself goes through as it is', async () => {
  both.compiled.asked.length = 0;
  const { answer } = await both.ask('{ person { id: id key: id __typename: __typename unit { name } } }');
  expect(answer.data.person).toEqual({ id: 'p1', key: 'p1', __typename: 'Person', unit: { name: 'Unit u1' } });
  expect(both.compiled.asked.map(({ query }) => query).join()).not.toContain('__asked');
});
