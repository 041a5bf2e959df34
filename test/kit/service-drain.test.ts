import { parse } from 'graphql';
import { Agent, request } from 'undici';
import { expect, test, vi } from 'vitest';
import { defaultSettings } from '../../gateway/data-sources/environment.ts';
import { createRemoteSource } from '../../gateway/data-sources/remote.ts';
import type { ShutdownSettings } from '../../subgraphs/kit/drain.ts';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import { caller, keyOf, signed } from '../access/signed-service.ts';
import { startBalancer } from '../support/balancer.ts';

/** Bounds what a busy machine may take. */
const patience = { timeout: 20_000, interval: 10 };
const key = keyOf('drain');

/** A service that answers `{ done: true }`, after `held` where it is given. */
function serve(shutdown: ShutdownSettings, held?: () => Promise<void>, port = 0) {
  return serveSubgraph({
    execute: async () => {
      await held?.();
      return { data: { done: true } };
    },
    isReady: async () => true,
    host: '127.0.0.1',
    port,
    keys: [key],
    shutdown,
  });
}

/** Over one kept-alive connection. */
function createClient(url: string) {
  const dispatcher = new Agent({ connections: 1 });
  return {
    async ask() {
      const { statusCode, headers, body } = await request(url, { ...signed(url, key), dispatcher });
      return { status: statusCode, connection: headers.connection, text: await body.text() };
    },
    stop: () => dispatcher.close(),
  };
}
const readiness = async (url: string) => {
  const { statusCode, body } = await request(new URL('/health/ready', url), { reset: true });
  await body.dump();
  return statusCode;
};

test('a service that is told to stop is not ready at once, still answers for the delay, and ends the connection with each answer', async ({
  onTestFinished,
}) => {
  const service = await serve({ delay: 1_500, timeout: 20_000 });
  const client = createClient(service.url);
  onTestFinished(client.stop);
  expect(await client.ask()).toMatchObject({ status: 200, connection: 'keep-alive' });
  expect(await readiness(service.url)).toBe(200);
  const stopped = service.stop();
  expect(await readiness(service.url)).toBe(503);
  // On the connection that was kept, and on a new one.
  for (const _ of [1, 2])
    expect(await client.ask()).toEqual({ status: 200, connection: 'close', text: '{"data":{"done":true}}' });
  await stopped;
  await expect(client.ask()).rejects.toThrow('ECONNREFUSED');
});

test.for([
  ['what runs is finished', 60_000],
  ['what takes too long is cut off', 50],
] as const)('%s', async ([name, timeout], { onTestFinished }) => {
  const gate = Promise.withResolvers<void>();
  onTestFinished(() => gate.resolve());
  let running = 0;
  const service = await serve({ delay: 0, timeout }, () => {
    running += 1;
    return gate.promise;
  });
  const client = createClient(service.url);
  onTestFinished(client.stop);
  const asked = client.ask().catch(() => 'cut off');
  await vi.waitFor(() => expect(running).toBe(1), patience);
  const stopped = service.stop();
  await vi.waitFor(() => expect(readiness(service.url)).rejects.toThrow(), patience);
  if (name === 'what runs is finished') {
    gate.resolve();
    expect(await asked).toMatchObject({ status: 200, connection: 'close' });
  } else expect(await asked).toBe('cut off');
  await stopped;
});

test('replicas behind a balancer are restarted one after another under load, and not one mutation is lost', async ({
  onTestFinished,
}) => {
  const shutdown = { delay: 500, timeout: 20_000 };
  const replicas = [await serve(shutdown), await serve(shutdown)];
  const balancer = await startBalancer(replicas.map(({ url }) => new URL(url).origin));
  onTestFinished(balancer.stop);
  await vi.waitFor(() => expect(balancer.ready()).toBe(2), patience);
  const remote = createRemoteSource({
    name: 'one',
    url: `${balancer.origin}/graphql`,
    key,
    settings: defaultSettings,
    report: () => {},
  });
  onTestFinished(remote.stop);

  const query = 'mutation { done }';
  const failed: unknown[] = [];
  let [answered, isOver] = [0, false];
  const client = async () => {
    while (!isOver) {
      const context = { requestId: '-', caller, signal: new AbortController().signal };
      const given = { kind: 'incoming operation', request: { query }, document: parse(query), context };
      const { data, errors } = await remote.source.process(given as never);
      if (errors || data?.done !== true) failed.push(errors);
      else answered += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const clients = Array.from({ length: 8 }, client);
  for (const [index, replica] of replicas.entries()) {
    await replica.stop();
    const port = Number(new URL(replica.url).port);
    replicas[index] = await serve(shutdown, undefined, port);
    onTestFinished(replicas[index].stop);
    await vi.waitFor(() => expect(balancer.ready()).toBe(2), patience);
    const before = answered;
    await vi.waitFor(() => expect(answered).toBeGreaterThan(before + 20), patience);
  }
  isOver = true;
  await Promise.all(clients);
  expect(failed).toEqual([]);
  expect(answered).toBeGreaterThan(40);
});
