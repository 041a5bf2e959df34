import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createDataFolder, processesOf, startScript } from '../support/process.ts';
import { startFederation, startGatewayProcess, supergraphFile } from '../support/small-federation.ts';

type OnTestFinished = (clean: () => Promise<void>) => void;

/** Bounds what a busy machine may take. */
const patience = { timeout: 10_000, interval: 10 };

/** Longer than two signals are one. */
const later = 1_200;

async function start(onTestFinished: OnTestFinished, env: Record<string, string>) {
  const { alpha, compose } = await startFederation(['alpha'], onTestFinished);
  const file = await supergraphFile(compose(['alpha']), onTestFinished);
  const gateway = await startGatewayProcess(file, env);
  const url = new URL(gateway.url());
  /** Over one kept-alive connection. */
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(async () => agent.destroy());
  const send = async (options: { agent?: Agent }) => {
    const asking = request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, ...options });
    asking.end('{"query":"{ alpha }"}');
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    return { connection: response.headers.connection, text: await text(response) };
  };
  const ask = (options: { agent?: Agent } = {}) => {
    const answer = send(options);
    // A test that has failed leaves it to nobody.
    answer.catch(() => {});
    return answer;
  };
  const ready = async () => {
    const [response] = (await once(get(new URL('/health/ready', url), { agent: false }), 'response')) as [
      IncomingMessage,
    ];
    return { status: response.statusCode, connection: response.headers.connection };
  };
  return { gateway, alpha, agent, ask, ready };
}

const answered = '{"data":{"alpha":"alpha"},"extensions":{"cost":{"estimated":0,"actual":0,"limit":50000}}}\n';

test('SIGTERM: not ready at once, still answering for the delay; a second signal ends it at once', async ({
  onTestFinished,
}) => {
  const { gateway, agent, ask, ready } = await start(onTestFinished, { SHUTDOWN_DELAY: '300' });
  expect(await ask({ agent })).toEqual({ connection: 'keep-alive', text: answered });
  expect(await ready()).toMatchObject({ status: 200 });
  gateway.signal('SIGTERM');
  await vi.waitFor(async () => expect((await ready()).status).toBe(503), patience);
  // On the connection that was kept, and on a new one.
  expect(await ask({ agent })).toEqual({ connection: 'close', text: answered });
  expect(await ask()).toEqual({ connection: 'close', text: answered });
  await sleep(later);
  gateway.signal('SIGINT');
  expect(await gateway.ended).toBe(130);
});

test("a terminal's Ctrl-C that comes twice is one: no new connection is taken, and what runs is finished", async ({
  onTestFinished,
}) => {
  const { gateway, alpha, agent, ask, ready } = await start(onTestFinished, { SHUTDOWN_TIMEOUT: '300' });
  await ask({ agent });
  alpha.hold();
  const held = ask({ agent });
  await vi.waitFor(() => expect(alpha.waiting()).toBe(1), patience);
  gateway.signal('SIGINT');
  gateway.signal('SIGINT');
  await vi.waitFor(() => expect(ready()).rejects.toMatchObject({ code: 'ECONNREFUSED' }), patience);
  alpha.letGo();
  expect(await held).toEqual({ connection: 'close', text: answered });
  expect(await gateway.ended).toBe(0);
});

test('what takes longer than the bound is cut off, and the gateway ends all the same', async ({ onTestFinished }) => {
  const { gateway, alpha, ask } = await start(onTestFinished, { SHUTDOWN_TIMEOUT: '0.3' });
  alpha.hold();
  const held = ask();
  await vi.waitFor(() => expect(alpha.waiting()).toBe(1), patience);
  gateway.signal('SIGINT');
  await expect(held).rejects.toMatchObject({ code: 'ECONNRESET' });
  alpha.letGo();
  expect(await gateway.ended).toBe(0);
});

test('a subgraph that runs as a service: Ctrl-C by npm ends it in order, a second one later at once', async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  /** A service that cannot end yet: half a request has come. */
  const busy = async (npm: boolean, delay: string) => {
    const env = { DATA_DIR: folder, SEED_OFFICIALS: '100', PORT: '0', SHUTDOWN_DELAY: delay };
    const service = startScript('subgraph', ['administrative-units'], { env, npm });
    await service.until('answers at');
    const { port, hostname } = new URL(service.url());
    const socket = connect(Number(port), hostname).on('error', () => {});
    onTestFinished(async () => {
      socket.destroy();
    });
    await once(socket, 'connect');
    socket.write('POST /graphql HTTP/1.1\r\nhost: a\r\n');
    // It has read that when it has answered one who came after.
    await fetch(new URL('/health/live', service.url()));
    return { service, socket };
  };
  const first = await busy(true, '0');
  first.service.signalGroup('SIGINT');
  await vi.waitFor(() => expect(fetch(first.service.url())).rejects.toThrow(), patience);
  first.socket.destroy();
  expect(await first.service.ended).toBe(0);
  expect(processesOf(folder)).toEqual([]);

  const second = await busy(false, '300');
  second.service.signal('SIGINT');
  await sleep(later);
  second.service.signal('SIGINT');
  expect(await second.service.ended).toBe(130);
});
