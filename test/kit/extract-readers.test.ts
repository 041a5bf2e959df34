import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { anonymous, type Caller } from '../../schema/caller.ts';
import { sign } from '../../schema/signature.ts';
import type { ExtractSource } from '../../subgraphs/kit/extract.ts';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import { createRemoteExtractSource } from '../../subgraphs/kit/remote-extract.ts';

const key = randomBytes(32);
const rules: Caller = { ...anonymous, jurisdiction: 'national', scopes: ['quality:extract'], purpose: 'DATA_QUALITY' };

/** A service whose readers read until a test lets them end. */
async function slowService() {
  const turn = Promise.withResolvers<void>();
  let reading = 0;
  const source: ExtractSource = {
    name: 'slow',
    describe: async () => [],
    changes: async () => ({ position: { epoch: 'one', xid: '1' }, keys: null }),
    async *stream(_, signal) {
      reading += 1;
      yield { extract: 'pairs', data: Buffer.from('a\n') };
      await Promise.race([turn.promise, signal && once(signal, 'abort')]);
      reading -= 1;
      yield { extract: 'pairs', rows: 1 };
    },
  };
  const service = await serveSubgraph({
    execute: async () => ({ data: null }),
    isReady: async () => true,
    source,
    host: '127.0.0.1',
    port: 0,
    keys: [key],
  });
  onTestFinished(async () => {
    turn.resolve();
    await service.stop();
  });
  const post = async (content: object) => {
    const body = JSON.stringify(content);
    const headers = sign({ method: 'POST', path: '/extract', body, caller: rules, key, now: Date.now() });
    return request(new URL('extract', service.url), { method: 'POST', headers, body });
  };
  return { post, end: turn.resolve, reading: () => reading };
}

const stream = { stream: { extracts: ['pairs'] } };
const changes = { changes: { since: null, limit: 1 } };

test('two read at once; one more is told when to ask again, and is let in when one has ended', async () => {
  const { post, end, reading } = await slowService();
  const readers = [await post(stream), await post(stream)];
  for (const asked of [stream, changes]) {
    const third = await post(asked);
    expect([third.statusCode, third.headers['retry-after'], await third.body.text()]).toEqual([503, '10', 'BUSY']);
  }
  // What asks the database nothing.
  expect(await (await post({ describe: true })).body.json()).toEqual([]);
  expect(reading()).toBe(2);
  end();
  for (const { body } of readers) await body.dump();
  expect((await post(changes)).statusCode).toBe(200);
  expect((await post(stream)).statusCode).toBe(200);
});

test('a reader who goes away leaves his place', async () => {
  const { post } = await slowService();
  const [gone] = [await post(stream), await post(stream)];
  gone?.body.on('error', () => {}).destroy();
  let status = 503;
  while (status === 503) {
    const next = await post(stream);
    status = next.statusCode;
    next.body.on('error', () => {}).destroy();
  }
  expect(status).toBe(200);
});

test('an extract named twice is refused', async () => {
  const { post, reading } = await slowService();
  expect((await post({ stream: { extracts: ['pairs', 'pairs'] } })).statusCode).toBe(400);
  expect(reading()).toBe(0);
});

/** A service that is busy so many times, as a reader of it fares; and how often it was asked. */
async function readBusy(times: number) {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (asked <= times) response.writeHead(503, { 'retry-after': '0' }).end('BUSY');
    else response.end(JSON.stringify({ position: { epoch: 'one', xid: '1' }, keys: null }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const reader = createRemoteExtractSource({ name: 'busy', url, key });
  onTestFinished(async () => {
    await reader.stop();
    server.closeAllConnections();
    server.close();
  });
  const answer = await reader.changes(null, 1).catch((error: Error) => error.message);
  return { answer, asked };
}

test('who is told to ask again does, a few times', async () => {
  expect(await readBusy(5)).toEqual({ answer: { position: { epoch: 'one', xid: '1' }, keys: null }, asked: 6 });
  expect(await readBusy(100)).toEqual({ answer: 'busy: its service has as many readers as it takes', asked: 6 });
});
