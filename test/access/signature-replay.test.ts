import { expect, test } from 'vitest';
import { validity } from '../../schema/signature.ts';
import { createNonces } from '../../subgraphs/kit/nonces.ts';
import { body, keyOf, send, signed, startService } from './signed-service.ts';

const key = keyOf('officials');

test('a request is answered once, however often it is sent', async ({ onTestFinished }) => {
  let clock = 1_790_000_000_000;
  const service = await startService([key], () => clock);
  onTestFinished(() => service.stop());
  const request = signed(service.url, key, { now: clock });
  expect((await send(request)).status).toBe(200);
  for (const later of [0, 1, 29_000, 30_000]) {
    clock = 1_790_000_000_000 + later;
    expect(await send(request)).toMatchObject({ status: 401, text: 'replayed' });
  }
  clock += 1;
  expect(await send(request)).toMatchObject({ status: 401, text: 'too old' });
  expect(service.calls).toHaveLength(1);
});

test('what was signed before a service began is not taken: the one before it may have', async ({ onTestFinished }) => {
  const service = await startService([key]);
  onTestFinished(() => service.stop());
  const before = signed(service.url, key, { now: Date.now() - 2_000 });
  expect(await send(before)).toMatchObject({ status: 401, text: 'too old' });
  expect((await send(signed(service.url, key))).status).toBe(200);
});

test('of fifty at once one is answered', async ({ onTestFinished }) => {
  const service = await startService([key]);
  onTestFinished(() => service.stop());
  const request = signed(service.url, key);
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(request)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array<number>(49).fill(401)]);
  expect(service.calls).toHaveLength(1);
});

test('fifty different ones at once are all answered', async ({ onTestFinished }) => {
  const service = await startService([key]);
  onTestFinished(() => service.stop());
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(signed(service.url, key))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test('a request for one subgraph is none for another, in the same process too', async ({ onTestFinished }) => {
  const officials = await startService([key]);
  onTestFinished(() => officials.stop());
  const labour = await startService([keyOf('labour')]);
  onTestFinished(() => labour.stop());
  const sameKey = await startService([key]);
  onTestFinished(() => sameKey.stop());
  const request = signed(officials.url, key);
  expect(await send({ ...request, url: labour.url })).toMatchObject({ status: 401, text: 'unknown key' });
  expect((await send(request)).status).toBe(200);
  expect(await send({ ...request, url: sameKey.url })).toMatchObject({ status: 401, text: 'replayed' });
});

test('an altered body uses its request up', async ({ onTestFinished }) => {
  const service = await startService([key]);
  onTestFinished(() => service.stop());
  const request = signed(service.url, key);
  expect(await send({ ...request, body: `${body} ` })).toMatchObject({ status: 401, text: 'body does not match' });
  expect(await send(request)).toMatchObject({ status: 401, text: 'replayed' });
});

test('a nonce is kept as long as its request could be taken, and no longer', () => {
  const nonces = createNonces(2);
  const created = 1_790_000_000;
  const at = (seconds: number) => (created + seconds) * 1000;
  expect(nonces.use('a', created, at(-validity.ahead))).toBe('first');
  expect(nonces.use('a', created, at(validity.age))).toBe('replayed');
  expect(nonces.use('a', created, at(validity.age) + 1)).toBe('first');
});

test('a full memory takes no more, forgets nothing and empties with time', () => {
  const nonces = createNonces(3);
  const created = 1_790_000_000;
  for (const [index, nonce] of ['a', 'b', 'c'].entries())
    expect(nonces.use(nonce, created + index, created * 1000)).toBe('first');
  expect(nonces.use('d', created, created * 1000)).toBe('full');
  expect(nonces.use('a', created, created * 1000)).toBe('replayed');
  // The first second is over, the next two are not.
  const later = (created + validity.age) * 1000 + 1;
  expect(nonces.use('d', created + 30, later)).toBe('first');
  expect(nonces.use('e', created + 30, later)).toBe('full');
  expect(nonces.use('b', created + 1, later)).toBe('replayed');
});
