import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startRelay } from '../support/relay.ts';
import { type Stack, startStack } from '../support/stack.ts';

const query = '{ officials(first: 1) { nodes { id } } administrativeUnit(code: "79") { name } }';
const patient = { timeout: 50_000, interval: 500 };

let relay: Awaited<ReturnType<typeof startRelay>>;
let stack: Stack;
beforeAll(async () => {
  relay = await startRelay(inject('databaseUrls').officials as never);
  relay.empty(true);
  stack = await startStack({
    databaseUrls: { officials: relay.urls },
    // So that answers do not wait for what the test waits for; and each request is one of the database's.
    settings: { officials: { timeout: 10_000, pause: 1 } },
  });
});
afterAll(async () => {
  await stack?.stop();
  await relay?.close();
});

test('a proxy without a database behind it is a database that is down, and is found again', async () => {
  expect(await stack.ask(query)).toMatchObject({
    data: { officials: null, administrativeUnit: { name: 'Hồ Chí Minh' } },
    errors: [{ path: ['officials', 'nodes'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'officials' } }],
  });
  relay.empty(false);
  await expect.poll(async () => (await stack.ask(query)).errors, patient).toBeUndefined();
});

// As long as a connection may be silent.
test('a database that is gone without a word is found again on new connections', async () => {
  relay.freeze();
  expect(await stack.ask(query)).toMatchObject({
    data: { officials: null, administrativeUnit: { name: 'Hồ Chí Minh' } },
    errors: [{ path: ['officials'], extensions: { code: 'SUBGRAPH_TIMEOUT', serviceName: 'officials' } }],
  });
  await expect.poll(async () => (await stack.ask(query)).errors, patient).toBeUndefined();
});
