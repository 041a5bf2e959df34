import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Behaviour, faithful, reply } from '../support/stand-in.ts';
import { type StandInStack, startStandInStack } from '../support/stand-in-stack.ts';

let stack: StandInStack;
beforeAll(async () => {
  stack = await startStandInStack('officials', { retries: 0 });
});
afterAll(() => stack?.stop());

/** However slow the machine is. */
const patient = { timeout: 20_000 };

const query = 'query ($first: Int!) { officials(first: $first) { nodes { id fullName } } }';

/** Keeps what is asked until it is let go; `begin` waits until as many were asked. */
let release: () => void;
let held: Promise<void>;
beforeEach(() => {
  ({ promise: held, resolve: release } = Promise.withResolvers<void>());
  stack.standIn.asked = 0;
  stack.fetches.length = 0;
  stack.standIn.behave = hold(faithful);
});
const hold =
  (then: Behaviour): Behaviour =>
  (given) =>
    held.then(() => then(given));
const asked = (count: number) => expect.poll(() => stack.standIn.asked, patient).toBe(count);
/** An answer that comes after all that was asked before: a request that was to be sent has arrived. */
const settled = () => stack.ask('{ administrativeUnit(code: "01") { name } }');

describe('identical requests to a subgraph that are under way at the same time', () => {
  test('of one caller are one, and each has the whole answer', async () => {
    const answers = [1, 2, 3].map(() => stack.ask(query, { first: 2 }));
    await asked(1);
    await settled();
    expect(stack.standIn.asked).toBe(1);
    release();
    const [one, ...others] = await Promise.all(answers);
    expect(one?.data.officials.nodes).toHaveLength(2);
    for (const other of others) expect(other).toEqual(one);
    // Each is counted as answered, and the bytes once.
    expect(stack.fetches.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered']);
    expect(stack.fetches.filter(({ bytes }) => bytes !== undefined)).toHaveLength(1);
  });

  test('of callers with other claims, another purpose or other variables are not', async () => {
    const token = await stack.tokenOf('ministry-officer');
    const answers = [
      stack.ask(query, { first: 2 }),
      stack.ask(query, { first: 3 }),
      stack.ask(query, { first: 2 }, { token }),
      stack.ask(query, { first: 2 }, { token, headers: { 'x-purpose': 'AUDIT' } }),
      // The same claims in another token: who that is, is not looked for.
      stack.ask(query, { first: 2 }, { token: await stack.tokenOf('ministry-officer', { sub: 'test:other' }) }),
    ];
    await asked(5);
    release();
    await Promise.all(answers);
  });

  test('are sent again once the first is answered', async () => {
    release();
    await stack.ask(query, { first: 2 });
    await stack.ask(query, { first: 2 });
    expect(stack.standIn.asked).toBe(2);
  });

  test('fail together, each with its own error, and each is counted', async () => {
    stack.standIn.behave = hold(({ response }) => reply(response, 'no JSON'));
    const answers = [1, 2].map(() => stack.ask(query, { first: 4 }));
    await asked(1);
    await settled();
    release();
    const all = await Promise.all(answers);
    expect(stack.standIn.asked).toBe(1);
    for (const { errors } of all) expect(errors?.[0]?.extensions.code).toBe('SUBGRAPH_INVALID_RESPONSE');
    expect(stack.fetches.map(({ outcome }) => outcome)).toEqual(['invalid', 'invalid']);
  });

  test('go on for those who wait when one goes away, and end when the last does', async () => {
    let ended = 0;
    stack.standIn.behave = (given) => {
      given.response.once('close', () => {
        if (!given.response.writableFinished) ended += 1;
      });
      return hold(faithful)(given);
    };
    const clients = [1, 2].map(() => new AbortController());
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${stack.everything}` };
    const body = JSON.stringify({ query, variables: { first: 5 } });
    const gone = clients.map(({ signal }) =>
      fetch(stack.url, { method: 'POST', headers, body, signal }).catch(() => 'gone'),
    );
    const stays = stack.ask(query, { first: 5 });
    await asked(1);
    await settled();
    clients[0]?.abort();
    expect(await gone[0]).toBe('gone');
    await expect.poll(() => stack.fetches.map(({ outcome }) => outcome), patient).toEqual(['cancelled']);
    expect(ended).toBe(0);
    release();
    expect((await stays).data.officials.nodes).toHaveLength(5);
    expect(stack.standIn.asked).toBe(1);
    await gone[1];

    ({ promise: held, resolve: release } = Promise.withResolvers<void>());
    const last = new AbortController();
    const alone = fetch(stack.url, { method: 'POST', headers, body, signal: last.signal }).catch(() => 'gone');
    await asked(2);
    last.abort();
    expect(await alone).toBe('gone');
    await expect.poll(() => ended, patient).toBe(1);
    release();
  });
});
