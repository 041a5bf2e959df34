import { buildSchema, graphql, print } from 'graphql';
import { expect, test } from 'vitest';
import { type Case, makeCase } from './cases.ts';
import { compareAnswers } from './compare.ts';
import { compareExecutions } from './compare-executions.ts';
import { disturb } from './faults.ts';
import { createRecorder } from './recorded.ts';
import { type Comparison, run, shrinkDifference } from './run.ts';

const errorAt = (...path: (string | number)[]) => ({
  message: 'no',
  path,
  extensions: { code: 'X', serviceName: 's' },
});
const text = (value: object) => JSON.stringify(value);
const mayShift = { mayShift: true };

test.each([
  ['another value', { data: { a: 1 } }, { data: { a: 2 } }],
  ['another order of keys', { data: { a: 1, b: 2 } }, { data: { b: 2, a: 1 } }],
  ['a missing key', { data: { a: null } }, { data: {} }],
  ['no data instead of null', { data: null, errors: [errorAt()] }, { errors: [errorAt()] }],
  ['an error less', { data: {}, errors: [errorAt('a'), errorAt('b')] }, { data: {}, errors: [errorAt('a')] }],
  ['an error at another field', { data: {}, errors: [errorAt('a', 0)] }, { data: {}, errors: [errorAt('b', 0)] }],
  ['other extensions', { data: {}, extensions: { valueCompletion: [] } }, { data: {} }],
])('%s is a difference', (_, one, two) => {
  expect(compareAnswers(text(one), text(two), mayShift)).toBe('different');
});

test('the order of errors is none', () => {
  const errors = [errorAt('a'), errorAt('b')];
  const answers = [errors, errors.toReversed()].map((told) => text({ data: {}, errors: told })) as [string, string];
  expect(compareAnswers(...answers, { mayShift: false })).toBe('same');
});

test('another index in the path of a subgraph error is allowed only where entities of a list are fetched apart', () => {
  const answers = [0, 1].map((index) => text({ data: {}, errors: [errorAt('list', index, 'name')] })) as [
    string,
    string,
  ];
  expect(compareAnswers(...answers, mayShift)).toBe('allowed');
  expect(compareAnswers(...answers, { mayShift: false })).toBe('different');
  const own = answers.map((answer) => answer.replace('"serviceName":"s"', '"more":1')) as [string, string];
  expect(compareAnswers(...own, mayShift)).toBe('different');
});

test('of several errors below one null any may be told, but one of them', () => {
  const answers = (one: string[], two: string[]) =>
    [one, two].map((fields) => text({ data: { a: null }, errors: fields.map((field) => errorAt('a', field)) })) as [
      string,
      string,
    ];
  expect(compareExecutions(...answers(['b', 'c'], ['b']))).toBe('allowed');
  expect(compareExecutions(...answers(['b'], ['c']))).toBe('different');
  expect(compareExecutions(...answers(['b'], []))).toBe('different');
});

test('what was answered to one is answered to the other, in whichever portions it asks for entities', async () => {
  let asked = 0;
  const ask = async ({ variables }: { query: string; variables?: Record<string, unknown> | null }) => {
    asked += 1;
    const representations = variables?.representations as { id: number }[];
    const answered = representations.map(({ id }) => (id === 2 ? null : { name: `${id} of ${asked}` }));
    return { data: { _entities: answered }, errors: [errorAt('_entities', 1, 'name')] };
  };
  const { answer } = createRecorder();
  const request = (...ids: number[]) => ({
    query: 'q',
    variables: { representations: ids.map((id) => ({ __typename: 'Person', id })) },
  });
  const first = await answer('s', request(1, 2, 3, 1), ask);
  const second = await answer('s', request(2, 1), ask);
  expect(asked).toBe(1);
  expect(first).toMatchObject({
    data: { _entities: [{ name: '1 of 1' }, null, { name: '3 of 1' }, { name: '1 of 1' }] },
  });
  expect(second.data).toMatchObject({ _entities: [null, { name: '1 of 1' }] });
  expect(second.errors).toEqual([errorAt('_entities', 0, 'name')]);
});

test("a client's own variable `representations` asks for no entities", async () => {
  const { answer } = createRecorder();
  const request = (...representations: string[]) => ({ query: 'q', variables: { representations } });
  const ask = async ({ variables }: ReturnType<typeof request>) => ({ data: { groups: variables.representations } });
  expect(await answer('s', request('MONTH'), ask)).toEqual({ data: { groups: ['MONTH'] } });
  expect(await answer('s', request('UNIT'), ask)).toEqual({ data: { groups: ['UNIT'] } });
});

test('a fault hits an entity whatever is asked beside it, and the same again for the same seed', () => {
  const faults = { kind: 'wild', seed: 3, share: 0.3, unasked: [] } as const;
  const asked = Array.from({ length: 30 }, (_, id) => ({ __typename: 'Person', id }));
  const answerTo = (representations: object[]) =>
    disturb({ data: { _entities: representations.map((one) => ({ ...one })) } }, faults, 's', representations).data
      ?._entities as unknown[];
  const all = answerTo(asked);
  expect(answerTo(asked)).toEqual(all);
  expect(answerTo(asked.slice(10))).toEqual(all.slice(10));
  expect(all).not.toEqual(asked);
});

/** Answers that lose something: what an executor with a fault would do. */
const faulty: [string, (answer: { data?: object | null }) => void][] = [
  ['a field under an alias that objects have by themselves', ({ data }) => lose(data, 'constructor')],
  ['a field of a list', ({ data }) => lose(data, 'name')],
];

test.each(faulty)('an executor that loses %s is found, and the operation told small', async (_, spoil) => {
  const schema = buildSchema(`
    type Query { places(first: Int): [Place!]! place(id: ID!): Place }
    type Place { id: ID! name: String! parent: Place children(first: Int): [Place!]! }`);
  const place: object = { id: '1', name: 'one', parent: () => place, children: () => [place, place] };
  const comparison: Comparison = {
    grammar: { schema, pools: {}, size: 24, depth: 4 },
    ask: async ({ document, variables }: Case) => {
      const rootValue = { places: [place], place };
      const answer = await graphql({ schema, source: print(document), variableValues: variables, rootValue });
      const other = JSON.parse(text(answer));
      spoil(other);
      return [text(answer), text(other)];
    },
    judge: (__, answers) => compareAnswers(...answers, { mayShift: false }),
  };
  const { differences } = await run(comparison, { seed: 1, count: 500, faults: 0, enough: 1 });
  const [first] = differences;
  if (!first) throw new Error('nothing was found');
  const small = await shrinkDifference(comparison, first);
  expect(print(small.asked.document).split('\n').length).toBeLessThan(12);
  expect(makeCase(first.seed, comparison.grammar, { faults: 0 })).toEqual(first.asked);
});

function lose(value: unknown, key: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, key)) delete (value as Record<string, unknown>)[key];
  for (const inner of Object.values(value)) lose(inner, key);
}
