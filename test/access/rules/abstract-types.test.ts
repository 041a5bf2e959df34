import { afterAll, beforeAll, expect, test } from 'vitest';
import { beings } from './beings.ts';
import { holding, startMadeGateway } from './made-gateway.ts';

let gateway: Awaited<ReturnType<typeof startMadeGateway>>;
beforeAll(async () => {
  gateway = await startMadeGateway({ a: beings });
});
afterAll(() => gateway.stop());

test('an interface gives no way around the rule of an implementation', async () => {
  const { data, refused } = await gateway.ask('{ beings { id secret } }');
  // An animal's is open, but a person could stand there.
  expect(data).toEqual({
    beings: [
      { id: '1', secret: null },
      { id: '2', secret: null },
    ],
  });
  expect(refused).toEqual(['beings.0.secret', 'beings.1.secret']);
  expect(gateway.requests.at(-1)).not.toContain('secret');
});

test('a condition on the implementation gives none either, and what is open stays open', async () => {
  const query = '{ beings { ... on Person { secret } ... on Animal { secret legs } } }';
  const { data, refused } = await gateway.ask(query);
  expect(data).toEqual({ beings: [{ secret: null }, { secret: 'open', legs: 4 }] });
  expect(refused).toEqual(['beings.0.secret']);
});

test('of a union member whose type is refused nothing but the type is told', async () => {
  const query = '{ things { ... on Vault { code owner { name } } ... on Person { name } ... on Animal { legs } } }';
  const { data, refused } = await gateway.ask(query);
  expect(data).toEqual({ things: [{ name: 'An' }, { code: null, owner: null }, { legs: 4 }] });
  expect(refused).toEqual(['things.1.code', 'things.1.owner']);
  expect(gateway.requests.at(-1)).not.toMatch(/code|owner/);
  const allowed = await gateway.ask(query, { caller: holding('vault') });
  expect(allowed.data.things[1]).toEqual({ code: 7, owner: { name: 'An' } });
});

test('which type an object of a union or interface has is told to whoever may see the object', async () => {
  const { data, errors } = await gateway.ask('{ things { __typename } beings { kind: __typename id } }');
  expect(errors).toEqual([]);
  expect(data).toEqual({
    things: [{ __typename: 'Person' }, { __typename: 'Vault' }, { __typename: 'Animal' }],
    beings: [
      { kind: 'Person', id: '1' },
      { kind: 'Animal', id: '2' },
    ],
  });
});

test('a hidden name that the client uses itself', async () => {
  const query = '{ beings { hiddenTypename: id ... on Person { secret } } }';
  const { data } = await gateway.ask(query);
  expect(data).toEqual({ beings: [{ hiddenTypename: '1', secret: null }, { hiddenTypename: '2' }] });
});

test('a condition that every object meets tells nothing about one', async () => {
  const { data, refused } = await gateway.ask('{ beings { ... on Being { secret } id } }');
  expect(data).toEqual({
    beings: [
      { secret: null, id: '1' },
      { secret: null, id: '2' },
    ],
  });
  expect(refused).toHaveLength(2);
});
