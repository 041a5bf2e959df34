import { afterAll, beforeAll, expect, test } from 'vitest';
import { beings } from './beings.ts';
import { holding, startMadeGateway } from './made-gateway.ts';

let gateway: Awaited<ReturnType<typeof startMadeGateway>>;
beforeAll(async () => {
  gateway = await startMadeGateway({ a: beings });
});
afterAll(() => gateway.stop());

test('a refused field is null in its place, with an error at each occurrence that says what is missing', async () => {
  const { data, errors, status } = await gateway.ask('{ people { secret name born } }', { caller: holding() });
  expect(status).toBe(200);
  expect(JSON.stringify(data)).toBe(
    '{"people":[{"secret":null,"name":"An","born":1990},{"secret":null,"name":"An","born":1990}]}',
  );
  expect(errors).toEqual(
    [0, 1].map((index) => ({
      message: '"Person.secret" needs the scope secret.',
      path: ['people', index, 'secret'],
      extensions: {
        code: 'UNAUTHORIZED_FIELD_OR_TYPE',
        missing: { scopes: [['secret']] },
        legalBasis: [
          expect.objectContaining({ document: '194/2025/NĐ-CP' }),
          expect.objectContaining({ document: '278/2025/NĐ-CP' }),
        ],
      },
    })),
  );
  expect(gateway.requests.at(-1)).not.toContain('secret');
});

test('whoever may see it is answered by the same operation unchanged', async () => {
  const { data, errors } = await gateway.ask('{ people { secret } }', { caller: holding('secret') });
  expect(data).toEqual({ people: [{ secret: 's' }, { secret: 's' }] });
  expect(errors).toEqual([]);
});

test('fragments of fragments', async () => {
  const query = `{ people { ...a } beings { ...b } }
    fragment a on Person { ...c name } fragment b on Being { ... on Person { ...a } ...d }
    fragment c on Person { hidden: secret friend { ...d } } fragment d on Being { id friend { secret } }`;
  const { data, refused } = await gateway.ask(query);
  expect(data.people[0]).toEqual({ hidden: null, friend: { id: '2', friend: null }, name: 'An' });
  expect(data.beings[1]).toEqual({ id: '2', friend: { secret: null } });
  expect(refused.toSorted()).toEqual([
    'beings.0.friend.secret',
    'beings.0.hidden',
    'beings.1.friend.secret',
    'people.0.hidden',
    'people.1.hidden',
  ]);
  expect(gateway.requests.at(-1)).not.toContain('secret');
});

test('an alias, also one named like a part of every object', async () => {
  const { text } = await gateway.askText(
    '{ people { __proto__: secret constructor: name toString: born } __proto__: open }',
  );
  const { data } = JSON.parse(text);
  expect(JSON.stringify(data)).toBe(
    '{"people":[{"__proto__":null,"constructor":"An","toString":null},{"__proto__":null,"constructor":"An","toString":null}],"__proto__":1}',
  );
  expect(({} as { secret?: unknown }).secret).toBeUndefined();
});

test('@skip and @include: what is left out is no error, and never asked', async () => {
  const query = `query ($yes: Boolean!) { people {
    a: secret @skip(if: $yes) b: secret @include(if: $yes) ... @include(if: $yes) { c: secret } ... @skip(if: $yes) { d: secret } name @skip(if: $yes) } }`;
  const first = await gateway.ask(query, { variables: { yes: true } });
  expect(first.data.people[0]).toEqual({ b: null, c: null });
  expect(first.refused).toEqual(['people.0.b', 'people.0.c', 'people.1.b', 'people.1.c']);
  const second = await gateway.ask(query, { variables: { yes: false } });
  expect(second.data.people[0]).toEqual({ a: null, d: null, name: 'An' });
  expect(second.refused).toEqual(['people.0.a', 'people.0.d', 'people.1.a', 'people.1.d']);
  expect(gateway.requests.join()).not.toMatch(/people \{[^}]*secret @/);
});

test('of several operations the one that is named', async () => {
  const query = 'query open { open } query closed { people { secret ...f } } fragment f on Person { secret }';
  const closed = await gateway.ask(query, { operationName: 'closed' });
  expect(closed.data).toEqual({ people: [{ secret: null }, { secret: null }] });
  const open = await gateway.ask(query, { operationName: 'open' });
  expect(open).toMatchObject({ data: { open: 1 }, errors: [] });
  // Apollo Server finds no operation of this name, @apollo/gateway would take the only one.
  const none = await gateway.ask('{ people { secret } }', { operationName: '' });
  expect(none).toMatchObject({ data: undefined, status: 400, requests: 0 });
});

test('introspection answers beside refused fields, fragments and all', async () => {
  const query = `{ __typename __schema { queryType { ...t } } __type(name: "Person") { ...t } people { secret } }
    fragment t on __Type { name kind __typename }`;
  const { data, refused } = await gateway.ask(query);
  expect(data).toEqual({
    __typename: 'Query',
    __schema: { queryType: { name: 'Query', kind: 'OBJECT', __typename: '__Type' } },
    __type: { name: 'Person', kind: 'OBJECT', __typename: '__Type' },
    people: [{ secret: null }, { secret: null }],
  });
  expect(refused).toEqual(['people.0.secret', 'people.1.secret']);
});

test('a client cannot ask for entities by their keys', async () => {
  const { errors, requests } = await gateway.ask(
    '{ _entities(representations: [{ __typename: "Person", id: "1" }]) { ... on Person { secret } } }',
  );
  expect(errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(requests).toBe(0);
});

test('a refused caller and an allowed one in turn get their own answers', async () => {
  const query = '{ people { id secret } }';
  for (const caller of [holding(), holding('secret'), holding(), holding('secret')]) {
    const { data } = await gateway.ask(query, { caller });
    expect(data.people[0].secret).toBe(caller.scopes?.length ? 's' : null);
  }
});

test('callers who are refused different fields of one operation get their own answers too', async () => {
  const query = '{ people { id secret born } }';
  const callers = [
    { caller: {}, seen: { id: '1', secret: null, born: null } },
    { caller: holding(), seen: { id: '1', secret: null, born: 1990 } },
    { caller: { subject: null, scopes: ['secret'] }, seen: { id: '1', secret: 's', born: null } },
  ];
  for (const { caller, seen } of [...callers, ...callers])
    expect((await gateway.ask(query, { caller })).data.people[0]).toEqual(seen);
});

test('2,000 fragments in each other, each used twice, are decided in bounded time', async () => {
  const fragments = Array.from({ length: 2_000 }, (_, i) => `fragment f${i} on Person { ...f${i + 1} ...f${i + 1} }`);
  const { createGuard } = await import('../../../gateway/access/guard.ts');
  const { buildSchema, parse } = await import('graphql');
  const document = parse(`{ people { ...f0 } } ${fragments.join(' ')} fragment f2000 on Person { secret name }`);
  const apiSchema = buildSchema('type Query { people: [Person!]! } type Person { secret: String name: String }');
  const guard = createGuard({
    rules: gateway.rules,
    mode: 'filter',
    apiSchema,
    execute: async () => ({ data: { people: [{ name: 'An' }] } }),
  });
  const request = { document, operation: document.definitions[0], request: {}, context: { caller: holding() } };
  const answer = await guard(request as never);
  expect(answer.data).toEqual({ people: [{ secret: null, name: 'An' }] });
}, 5_000);
