import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Behaviour, faithful } from '../support/stand-in.ts';
import { type StandInStack, startStandInStack } from '../support/stand-in-stack.ts';

let stack: StandInStack;
beforeAll(async () => {
  stack = await startStandInStack('officials', { concurrency: 2, queue: 3 });
});
afterAll(() => stack?.stop());

/** However slow the machine is. */
const patient = { timeout: 20_000 };

/** Each another one, because those alike are sent as one. */
const query = (first: number) =>
  `{ officials(first: ${first}) { nodes { id } } administrativeUnit(code: "01") { name } }`;

test('so many requests to a subgraph run, so many wait, and any further one is told that it does not answer', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const held: Behaviour = (given) => released.then(() => faithful(given));
  stack.standIn.behave = held;
  const answers = Array.from({ length: 7 }, (_, at) => stack.ask(query(at + 1)));
  await expect.poll(() => [stack.standIn.asked, stack.fetches.length], patient).toEqual([2, 2]);
  expect(stack.fetches).toMatchObject([{ outcome: 'rejected' }, { outcome: 'rejected' }]);

  // Readiness has connections of its own.
  expect((await fetch(new URL('/health/ready', stack.url))).status).toBe(200);

  release();
  const all = await Promise.all(answers);
  expect(all.map(({ data }) => data.administrativeUnit.name)).toEqual(Array(7).fill('Hà Nội'));
  expect(all.filter(({ errors }) => !errors)).toHaveLength(5);
  const codes = all.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? []);
  expect(codes).toEqual(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
  expect(stack.standIn.asked).toBe(5);
  expect(stack.states).toEqual([]);
});
