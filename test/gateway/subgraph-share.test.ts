import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Behaviour, faithful } from '../support/stand-in.ts';
import { type StandInStack, startStandInStack } from '../support/stand-in-stack.ts';

// Time decides here only what is never to happen: a subgraph that hangs is waited for far longer than the test takes.

const places = 20;
const share = places / 2;
/** However slow the machine is. */
const patient = { timeout: 60_000, interval: 20 };

let stack: StandInStack;
beforeEach(async () => {
  stack = await startStandInStack(
    'officials',
    { timeout: 600_000, retries: 0, slow: 300 },
    { traffic: { running: places, queued: 1_000 } },
  );
});
afterEach(() => stack?.stop());

let asked = 0;
/** Each another one, because those alike are sent as one. */
const hanging = () => {
  asked += 1;
  return `{ officials(first: ${1 + (asked % 200)}) { totalCount } administrativeUnit(code: "01") { name } }`;
};
const unconcerned = '{ administrativeUnit(code: "01") { name } }';

/** Holds what is asked until it is let go. */
function hold(): { behave: Behaviour; release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { behave: (given) => promise.then(() => faithful(given)), release: resolve };
}

const codesOf = (answers: Awaited<ReturnType<StandInStack['ask']>>[]) =>
  answers.map(({ errors }) => errors?.[0]?.extensions.code);

test('a subgraph that hangs on every place gives back half of them, and what does not ask it is answered', async () => {
  const { behave, release } = hold();
  stack.standIn.behave = behave;
  const flood = Array.from({ length: places }, () => stack.ask(hanging()));
  await expect.poll(() => stack.standIn.asked, patient).toBe(places);

  // It waits for a place, and there is none before some are given up.
  expect(await stack.ask(unconcerned)).toMatchObject({ data: { administrativeUnit: { name: 'Hà Nội' } } });
  expect(stack.fetches.map(({ outcome }) => outcome)).toEqual(Array(places - share).fill('timeout'));

  release();
  const answers = await Promise.all(flood);
  expect(answers.map(({ data }) => data.administrativeUnit.name)).toEqual(Array(places).fill('Hà Nội'));
  expect(codesOf(answers).filter((code) => code === 'SUBGRAPH_TIMEOUT')).toHaveLength(places - share);
  expect(codesOf(answers).filter((code) => code === undefined)).toHaveLength(share);
});

test('while it hangs with its share, what asks it is answered at once without it; once it answers, it is asked again', async () => {
  const { behave, release } = hold();
  stack.standIn.behave = behave;
  const held = Array.from({ length: share }, () => stack.ask(hanging()));
  await expect.poll(() => stack.standIn.asked, patient).toBe(share);

  let refused: Awaited<ReturnType<StandInStack['ask']>> | undefined;
  const late: Promise<unknown>[] = [];
  const asking = async () => {
    // The first ones may come before it counts as hanging, and are held then too.
    late.push(stack.ask(hanging()).then((answer) => (refused ??= answer)));
    return refused?.errors;
  };
  await expect.poll(asking, { ...patient, interval: 200 }).toBeDefined();
  expect(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']).toContain(refused?.errors?.[0]?.extensions.code);
  await expect.poll(() => stack.fetches.some(({ outcome }) => outcome === 'rejected'), patient).toBe(true);
  expect(await stack.ask(hanging())).toMatchObject({
    data: { officials: null, administrativeUnit: { name: 'Hà Nội' } },
    errors: [{ path: ['officials'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'officials' } }],
  });

  release();
  await Promise.all([...held, ...late]);
  await expect.poll(async () => (await stack.ask(hanging())).errors, patient).toBeUndefined();
});
