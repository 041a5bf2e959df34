import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { processesOf } from '../support/process.ts';
import { startFederation, startGatewayProcess, supergraphFile } from '../support/small-federation.ts';

type OnTestFinished = (clean: () => Promise<void>) => void;

/** Bounds what one such step may take. */
const patience = { timeout: 60_000, interval: 20 };

let asked = 0;

/**
 * Asks over a connection of its own, so that any worker may answer; an error's code where none does. By a name of its own each
 * time, because those who ask the same at once are one request to a subgraph.
 */
function ask(url: string, query = `query Ask${asked++} { alpha }`): Promise<string> {
  return new Promise((resolve) => {
    const asking: ClientRequest = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      agent: false,
      timeout: 20_000,
    });
    asking
      .on('response', (response) => text(response).then(resolve, ({ code }: { code: string }) => resolve(code)))
      .on('timeout', () => asking.destroy(Object.assign(new Error(), { code: 'NO_ANSWER' })))
      .on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'FAILED'))
      .end(JSON.stringify({ query }));
  });
}

const cost = '"extensions":{"cost":{"estimated":0,"actual":0,"limit":50000}}';
const answered = `{"data":{"alpha":"alpha"},${cost}}\n`;

async function start(onTestFinished: OnTestFinished, count: number, env: Record<string, string> = {}) {
  const federation = await startFederation(['alpha', 'beta'], onTestFinished);
  const file = await supergraphFile(federation.compose(['alpha']), onTestFinished);
  const gateway = await startGatewayProcess(file, { GATEWAY_WORKERS: String(count), ...env });
  /** The numbers of all workers that have ever answered. */
  const workers = () =>
    gateway
      .output()
      .split('\n')
      .filter((line) => line.includes('"a worker answers"'))
      .map((line) => (JSON.parse(line) as { worker: number }).worker);
  await vi.waitFor(() => expect(workers()).toHaveLength(count), patience);
  return { federation, file, gateway, workers, url: gateway.url() };
}

/** Not so for one that has ended, whether anybody has asked how or not. */
function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

test('a worker that is killed takes its own requests with it and no other, and another takes its place', async ({
  onTestFinished,
}) => {
  const { federation, gateway, workers, url } = await start(onTestFinished, 2);
  const { alpha } = federation;
  alpha.hold();
  const held = Array.from({ length: 16 }, () => ask(url));
  await vi.waitFor(() => expect(alpha.waiting()).toBe(16), patience);
  // Each waits on a connection of its own between its worker and the subgraph.
  expect(alpha.connections()).toBe(16);
  const [first] = workers();
  process.kill(first as number, 'SIGKILL');
  await vi.waitFor(() => expect(gateway.output()).toContain('a worker has ended'), patience);
  alpha.letGo();
  const ended = await Promise.all(held);
  const kept = ended.filter((answer) => answer === answered).length;
  expect(ended.filter((answer) => answer === 'ECONNRESET')).toHaveLength(16 - kept);
  await vi.waitFor(() => expect(alpha.connections()).toBe(kept), patience);
  // Without it, with the new one starting, and with both.
  const answers: string[] = [];
  await vi.waitFor(async () => {
    answers.push(await ask(url));
    expect(workers()).toHaveLength(3);
  }, patience);
  for (let count = 0; count < 10; count++) answers.push(await ask(url));
  expect(new Set(answers)).toEqual(new Set([answered]));

  // One that is told to end finishes what it has begun, and is replaced too.
  alpha.hold();
  const slow = [ask(url), ask(url)];
  await vi.waitFor(() => expect(alpha.waiting()).toBe(2), patience);
  process.kill(workers()[2] as number, 'SIGTERM');
  await vi.waitFor(() => expect(workers()).toHaveLength(3), patience);
  alpha.letGo();
  expect(await Promise.all(slow)).toEqual([answered, answered]);
  await vi.waitFor(() => expect(workers()).toHaveLength(4), patience);
  expect(await ask(url)).toBe(answered);

  gateway.signal('SIGTERM');
  expect(await gateway.ended).toBe(0);
  expect(workers().some(isRunning)).toBe(false);
});

test('a worker that stands still without ending is killed and replaced, and the others answer meanwhile', async ({
  onTestFinished,
}) => {
  const { federation, gateway, workers, url } = await start(onTestFinished, 2, { WORKER_TIMEOUT: '2' });
  const { alpha } = federation;
  alpha.hold();
  const held = Array.from({ length: 16 }, () => ask(url));
  await vi.waitFor(() => expect(alpha.waiting()).toBe(16), patience);
  const [first] = workers();
  process.kill(first as number, 'SIGSTOP');
  alpha.letGo();
  // What the other one had taken is answered, and so is whoever comes now.
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(url)));
  expect(new Set(answers)).toEqual(new Set([answered]));
  await vi.waitFor(
    () => expect(gateway.output()).toContain(`"worker":${first},"msg":"a worker stands still`),
    patience,
  );
  const ended = await Promise.all(held);
  expect(new Set([...ended, answered, 'ECONNRESET'])).toEqual(new Set([answered, 'ECONNRESET']));
  await vi.waitFor(() => expect(workers()).toHaveLength(3), patience);
  expect(isRunning(first as number)).toBe(false);
  expect(await ask(url)).toBe(answered);
});

test('stopping and reloading reach all workers; what they answer is finished', async ({ onTestFinished }) => {
  const { federation, file, gateway, workers, url } = await start(onTestFinished, 3, { SHUTDOWN_TIMEOUT: '20' });
  const { alpha } = federation;
  await writeFile(file, federation.compose(['alpha', 'beta']));
  const taken = () => gateway.output().split('"supergraph taken over"').length - 1;
  await vi.waitFor(() => expect(taken()).toBe(3), patience);
  const answers = await Promise.all(Array.from({ length: 9 }, () => ask(url, '{ beta }')));
  expect(new Set(answers)).toEqual(new Set([`{"data":{"beta":"beta"},${cost}}\n`]));

  alpha.hold();
  const held = Array.from({ length: 6 }, () => ask(url));
  await vi.waitFor(() => expect(alpha.waiting()).toBe(6), patience);
  // As a terminal does it: to the first process and to each worker.
  gateway.signalGroup('SIGINT');
  const live = new URL('/health/live', url);
  await vi.waitFor(() => expect(fetch(live, { headers: { connection: 'close' } })).rejects.toThrow(), patience);
  alpha.letGo();
  expect(new Set(await Promise.all(held))).toEqual(new Set([answered]));
  expect(await gateway.ended).toBe(0);
  expect(workers().some(isRunning)).toBe(false);
});

test('workers that end again and again end the whole, and so does a first process that is killed', async ({
  onTestFinished,
}) => {
  const { file, gateway, workers } = await start(onTestFinished, 2);
  const [first, steady] = workers();
  process.kill(first as number, 'SIGKILL');
  const known = new Set([gateway.pid, steady]);
  let killed = 0;
  while (!gateway.output().includes('workers end soon')) {
    for (const pid of processesOf(dirname(file)).filter((pid) => !known.has(pid))) {
      // Its parent may have reaped it meanwhile.
      if (isRunning(pid)) process.kill(pid, 'SIGKILL');
      known.add(pid);
      killed += 1;
    }
    await sleep(20);
  }
  expect(await gateway.ended).toBe(1);
  // One more where the machine is so busy that the first had stood for long enough.
  expect([5, 6]).toContain(killed);
  expect(gateway.output()).toMatch(/^lienthong: workers end soon after they start, the last one by SIGKILL: .*$/m);
  expect(workers().some(isRunning)).toBe(false);

  const second = await start(onTestFinished, 2);
  second.gateway.signal('SIGKILL');
  expect(await second.gateway.ended).toBe('SIGKILL');
  await vi.waitFor(() => expect(second.workers().some(isRunning)).toBe(false), patience);
});
