import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Behaviour, faithful } from '../support/stand-in.ts';
import { type StandInStack, startStandInStack } from '../support/stand-in-stack.ts';

/** However slow the machine is. */
const patient = { timeout: 20_000 };

const query = '{ officials(first: 1) { nodes { id } } administrativeUnit(code: "01") { name } }';
const reset: Behaviour = ({ request }) => request.socket.resetAndDestroy();

let stack: StandInStack;
const pause = 300;
beforeEach(async () => {
  stack = await startStandInStack('officials', { retries: 0, pause });
});
afterEach(() => stack?.stop());

const isReady = async () => (await fetch(new URL('/health/ready', stack.url))).status === 200;

test('a subgraph that keeps failing is left alone, tried now and then, and used again once it answers', async () => {
  stack.standIn.behave = reset;
  for (let asked = 0; asked < 8; asked += 1) {
    expect(stack.states).toEqual([]);
    await stack.ask(query);
  }
  expect(stack.states).toEqual(['open']);

  // Until the pause is over it is not asked: then one trial, which fails.
  await expect.poll(async () => (await stack.ask(query)) && stack.states.length, patient).toBeGreaterThan(1);
  const tried = stack.states.filter((state) => state === 'half-open').length;
  const spared = stack.fetches.filter(({ outcome }) => outcome === 'rejected').length;
  expect(stack.standIn.asked).toBe(8 + tried);
  expect(stack.fetches.length).toBe(8 + tried + spared);

  // Readiness is asked past the breaker.
  expect(await isReady()).toBe(true);

  stack.standIn.behave = faithful;
  await expect.poll(async () => (await stack.ask(query)).errors, patient).toBeUndefined();
  expect(stack.states.at(-1)).toBe('closed');
});

test('the rest is answered meanwhile, with the error of one that does not answer', async () => {
  stack.standIn.behave = reset;
  for (let asked = 0; asked < 8; asked += 1) await stack.ask(query);
  expect(await stack.ask(query)).toMatchObject({
    data: { officials: null, administrativeUnit: { name: 'Hà Nội' } },
    errors: [
      {
        message: 'The subgraph "officials" does not answer.',
        path: ['officials'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'officials' },
      },
    ],
  });
});

test('errors that a subgraph answers, and clients that go away, are no reason to leave it alone', async () => {
  for (let asked = 0; asked < 20; asked += 1)
    expect((await stack.ask('{ official(id: "x") { id } }')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  stack.standIn.behave = () => {};
  for (let asked = 1; asked <= 20; asked += 1) {
    const client = new AbortController();
    const body = JSON.stringify({ query: '{ officials(first: 1) { totalCount } }' });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${stack.everything}` };
    const gone = fetch(stack.url, { method: 'POST', headers, body, signal: client.signal }).catch(() => 'gone');
    await expect.poll(() => stack.standIn.asked, patient).toBe(20 + asked);
    client.abort();
    expect(await gone).toBe('gone');
    await expect.poll(() => stack.fetches.length, patient).toBe(20 + asked);
  }
  expect(stack.fetches.at(-1)?.outcome).toBe('cancelled');
  expect(stack.states).toEqual([]);
});
