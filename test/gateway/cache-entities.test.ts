import type { GraphQLDataSource } from '@apollo/gateway';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createEntityCache } from '../../gateway/cache/entity-cache.ts';

const lifetimes = new Map([
  ['Unit.id', { maxAge: 60, type: 'ID' }],
  ['Unit.name', { maxAge: 60, type: 'String' }],
  ['Unit.parent', { maxAge: 0.05, type: 'Unit' }],
]);

const head = 'query ($representations: [_Any!]!) { _entities(representations: $representations)';
const names = `${head} { ... on Unit { name } } }`;

type Given = { __typename: string; id?: string; number?: string };

/** A source that answers each representation by `answer`, and what it was asked, behind a cache. */
function cached(answer: (given: Given[]) => object) {
  const asked: (string | undefined)[][] = [];
  const source = {
    process: async ({ request }: { request: { variables: { representations: Given[] } } }) => {
      const { representations } = request.variables;
      asked.push(representations.map(({ id, number }) => id ?? number));
      return answer(representations);
    },
  };
  const kept = createEntityCache({ mebibytes: 1, lifetimes })('units', source as unknown as GraphQLDataSource<never>);
  const documents = new Map<string, ReturnType<typeof parse>>();
  const ask = async (ids: (string | Given)[], query = names, more: object = {}) => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    const representations = ids.map((id) => (typeof id === 'string' ? { __typename: 'Unit', id } : id));
    // biome-ignore lint/suspicious/noExplicitAny: what a subgraph answers
    return (await kept.process({ request: { variables: { representations, ...more } }, document } as never)) as any;
  };
  return { ask, asked };
}
const named = (given: Given[]) => ({ data: { _entities: given.map(({ id }) => ({ name: `name of ${id}` })) } });

test('an entity is kept with its document, whoever adds to what was given', async () => {
  const { ask, asked } = cached(named);
  const first = await ask(['1', '2']);
  first.data._entities[0].personal = 'of one request';
  const again = await ask(['2', '1', '2']);
  expect(again).toEqual({ data: { _entities: [{ name: 'name of 2' }, { name: 'name of 1' }, { name: 'name of 2' }] } });
  again.data._entities[0].name = 'changed';
  expect((await ask(['2'])).data._entities).toEqual([{ name: 'name of 2' }]);
  expect(asked).toEqual([['1', '2']]);
  await ask(['1'], `${head} { ... on Unit { id name } } }`);
  expect(asked).toHaveLength(2);
});

test('errors stand in the places that were asked, and nothing of such an answer is kept', async () => {
  let failing = true;
  const { ask, asked } = cached((given) =>
    failing && given.some(({ id }) => id === '3')
      ? {
          data: { _entities: given.map(({ id }) => (id === '3' ? null : { name: id })) },
          errors: [{ message: 'no', path: ['_entities', given.findIndex(({ id }) => id === '3'), 'name'] }],
        }
      : named(given),
  );
  await ask(['1']);
  const answer = await ask(['1', '2', '3']);
  expect(answer.data._entities).toEqual([{ name: 'name of 1' }, { name: '2' }, null]);
  expect(answer.errors).toEqual([{ message: 'no', path: ['_entities', 2, 'name'] }]);
  failing = false;
  await ask(['1', '2', '3']);
  expect(asked).toEqual([['1'], ['2', '3'], ['2', '3']]);
});

test('where nothing is answered what is kept stands, and the errors in their places', async () => {
  let up = true;
  const { ask } = cached((given) =>
    up
      ? named(given)
      : { data: null, errors: given.map((_, at) => ({ message: 'down', path: ['_entities', at, 'name'] })) },
  );
  await ask(['1']);
  up = false;
  const answer = await ask(['2', '1']);
  expect(answer).toEqual({
    data: { _entities: [null, { name: 'name of 1' }] },
    errors: [{ message: 'down', path: ['_entities', 0, 'name'] }],
  });
});

test('an entity that is not there is asked for each time', async () => {
  const { ask, asked } = cached((given) => ({ data: { _entities: given.map(() => null) } }));
  await ask(['1']);
  expect((await ask(['1'])).data._entities).toEqual([null]);
  expect(asked).toHaveLength(2);
});

test('the shortest lifetime of its fields counts', async () => {
  const { ask, asked } = cached(named);
  const query = `${head} { ... on Unit { name parent { name } } } }`;
  await ask(['1'], query);
  await expect
    .poll(async () => {
      await ask(['1'], query);
      return asked.length;
    })
    .toBeGreaterThan(1);
});

test.each([
  ['a field that may not be kept', `${head} { ... on Unit { name headcount } } }`],
  ['one within', `${head} { ... on Unit { parent { headcount } } } }`],
  ['another type', `${head} { ... on Unit { name } ... on Person { name } } }`],
  [
    'another variable',
    'query ($representations: [_Any!]!, $on: Date) { _entities(representations: $representations) { ... on Unit { name } } }',
  ],
  ['a second field', `${head} { ... on Unit { name } } other { name } }`],
  ['a mutation', names.replace('query', 'mutation')],
])('%s: asked each time', async (_, query) => {
  const { ask, asked } = cached(named);
  await ask(['1'], query);
  await ask(['1'], query);
  expect(asked).toHaveLength(2);
});

test('by a key that may be about people nothing is kept', async () => {
  const { ask, asked } = cached(named);
  for (let time = 0; time < 2; time++) await ask([{ __typename: 'Unit', number: '001099000001' }]);
  expect(asked).toHaveLength(2);
});

test('an entity is told from those of other types, by other keys and of other documents', async () => {
  const keys = new Map([
    ...['id', 'code', 'from', 'name'].map((name) => [`Unit.${name}`, { maxAge: 60, type: 'String' }] as const),
    ...['id', 'name'].map((name) => [`Agency.${name}`, { maxAge: 60, type: 'String' }] as const),
  ]);
  let answered = 0;
  const process = async ({ request }: { request: { variables: { representations: object[] } } }) => ({
    data: { _entities: request.variables.representations.map(() => ({ name: `the ${++answered}.` })) },
  });
  const kept = createEntityCache({ mebibytes: 1, lifetimes: keys })('units', { process } as never);
  const both = parse(`${head} { ... on Unit { name } ... on Agency { name } } }`);
  const others = parse(`${head} { ... on Unit { name } ... on Agency { name } } }`);
  const named = [
    { __typename: 'Unit', id: '1' },
    { __typename: 'Agency', id: '1' },
    { __typename: 'Unit', code: '1' },
    { __typename: 'Unit', code: '1', from: '2025-07-01' },
    { __typename: 'Unit', code: '1', from: '2025-07-02' },
    { __typename: 'Unit', id: 1 },
    { __typename: 'Unit', id: '{"__typename":"Unit","code":"1","from":"2025-07-01"}' },
  ];
  const ask = async (document: typeof both) =>
    // biome-ignore lint/suspicious/noExplicitAny: what a subgraph answers
    ((await kept.process({ request: { variables: { representations: named } }, document } as never)) as any).data;
  const first = await ask(both);
  expect(first._entities).toHaveLength(new Set(first._entities.map(({ name }: { name: string }) => name)).size);
  expect(await ask(both)).toEqual(first);
  expect(answered).toBe(named.length);
  await ask(others);
  expect(answered).toBe(2 * named.length);
});
