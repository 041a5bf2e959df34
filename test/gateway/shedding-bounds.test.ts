import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRaw } from '../support/raw-connection.ts';
import { faithful } from '../support/stand-in.ts';
import { type StandInStack, startStandInStack } from '../support/stand-in-stack.ts';

/** However slow the machine is. */
const patient = { timeout: 20_000, interval: 10 };
const pendingBytes = 100_000;

let stack: StandInStack;
beforeAll(async () => {
  stack = await startStandInStack(
    'officials',
    { timeout: 600_000 },
    { traffic: { running: 1, queued: 10, queueTimeout: 200, pendingBytes } },
  );
});
afterAll(() => stack.stop());

const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.everything}`, ...headers },
    body: body as string,
  });
const asking = (query: string) => JSON.stringify({ query });
const unconcerned = asking('{ administrativeUnit(code: "01") { name } }');
/** A body of so many bytes. */
const long = (bytes: number) => unconcerned.padEnd(bytes);

async function expectOverloaded(response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await response.json()) as object).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
}

test('whoever waits too long for a place is told to come back, and those who come later find one', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  stack.standIn.behave = (given) => released.then(() => faithful(given));
  const asked = stack.standIn.asked;
  const held = post(asking('{ officials(first: 1) { totalCount } }'));
  await expect.poll(() => stack.standIn.asked, patient).toBe(asked + 1);
  await expectOverloaded(await post(unconcerned));
  release();
  expect((await held).status).toBe(200);
  expect((await post(unconcerned)).status).toBe(200);
});

test('bodies that have arrived and are not answered are bounded together, decompressed ones as such', async () => {
  const { hostname } = new URL(stack.url);
  const head = `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\n`;
  // Four fifths of a body have arrived, of another only its announcement.
  const slow = await openRaw(stack.url, `${head}content-length: ${pendingBytes}\r\n\r\n${' '.repeat(80_000)}`);
  const idle = await openRaw(stack.url, `${head}content-length: ${pendingBytes}\r\n\r\n`);
  await expect.poll(async () => (await post(long(30_000))).status, patient).toBe(503);
  await expectOverloaded(await post(long(30_000)));
  await expectOverloaded(await post(gzipSync(long(30_000)), { 'content-encoding': 'gzip' }));
  const address = new URL(`?query=${encodeURIComponent('{__typename}'.padEnd(9_000))}`, stack.url);
  await expectOverloaded(await fetch(address));
  expect((await post(unconcerned)).status).toBe(200);

  slow.socket.destroy();
  idle.socket.destroy();
  await expect.poll(async () => (await post(long(90_000))).status, patient).toBe(200);
  // And so as often as anyone likes: what is answered holds nothing.
  for (let time = 0; time < 5; time += 1) expect((await post(long(90_000))).status).toBe(200);
});
