import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Behaviour, faithful, reply } from '../support/stand-in.ts';
import { type StandInStack, startStandInStack } from '../support/stand-in-stack.ts';

let officials: StandInStack;
let quality: StandInStack;
beforeAll(async () => {
  [officials, quality] = await Promise.all([startStandInStack('officials'), startStandInStack('data-quality')]);
});
afterAll(() => Promise.all([officials?.stop(), quality?.stop()]));
beforeEach(() => {
  for (const { standIn, fetches } of [officials, quality]) {
    standIn.behave = faithful;
    standIn.asked = 0;
    fetches.length = 0;
  }
});

const query = '{ officials(first: 1) { nodes { id } } }';
const mutation = 'mutation { unwaiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11") { id } }';

const reset: Behaviour = ({ request }) => request.socket.resetAndDestroy();
const comeBack =
  (seconds: string): Behaviour =>
  ({ response }) =>
    response.writeHead(503, { 'retry-after': seconds }).end();

/** Misbehaves so often, then no more. */
function atFirst(times: number, behave: Behaviour): Behaviour {
  let left = times;
  return (given) => (left-- > 0 ? behave(given) : faithful(given));
}

test.each([
  ['resets the connection before a word', reset, 1],
  ['closes a kept-alive connection as the request comes', ({ request }) => request.socket.destroy(), 1],
  ['does so twice', reset, 2],
  ['asks to come back at once', comeBack('0'), 1],
] as [string, Behaviour, number][])('a query is sent again to a subgraph that %s', async (_, behave, times) => {
  // So that a connection is kept alive.
  await officials.ask(query);
  officials.standIn.asked = 0;
  officials.fetches.length = 0;
  officials.standIn.behave = atFirst(times, behave);
  const { data, errors } = await officials.ask(query);
  expect([data.officials.nodes.length, errors]).toEqual([1, undefined]);
  expect(officials.standIn.asked).toBe(times + 1);
  expect(officials.fetches).toEqual([
    {
      subgraph: 'officials',
      outcome: 'answered',
      retries: times,
      bytes: expect.any(Number),
      milliseconds: expect.any(Number),
    },
  ]);
});

test('three times at most', async () => {
  officials.standIn.behave = reset;
  const { errors } = await officials.ask(query);
  expect(errors).toMatchObject([{ path: ['officials'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  expect(officials.standIn.asked).toBe(3);
  expect(officials.fetches).toMatchObject([{ outcome: 'unavailable', retries: 2 }]);
});

test.each([
  ['asks to come back much later', comeBack('60'), 'unavailable'],
  ['is overloaded and says no more', ({ response }) => reply(response, '', 503), 'unavailable'],
  [
    'has begun to answer',
    ({ response }) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'),
    'invalid',
  ],
  ['answers with an error', ({ response }) => reply(response, '{"errors":[{"message":"x"}]}'), 'errors'],
] as [string, Behaviour, string][])('once to a subgraph that %s', async (_, behave, outcome) => {
  officials.standIn.behave = behave;
  expect((await officials.ask(query)).data).toEqual({ officials: null });
  expect(officials.standIn.asked).toBe(1);
  expect(officials.fetches).toMatchObject([{ outcome, retries: 0 }]);
});

test.each([
  ['resets the connection', reset],
  ['asks to come back', comeBack('0')],
] as [string, Behaviour][])('a mutation is never sent again, though the subgraph %s', async (_, behave) => {
  quality.standIn.behave = atFirst(1, behave);
  const { data, errors } = await quality.ask(mutation);
  expect(data).toEqual({ unwaiveFinding: null });
  expect(errors).toMatchObject([{ path: ['unwaiveFinding'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  expect(errors?.[0]?.message).toBe(
    'The subgraph "data-quality" does not answer. Whether the change was made is not known.',
  );
  expect(quality.standIn.asked).toBe(1);
});
