import { request } from 'node:http';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import { keyOf, send, signed, startService } from './signed-service.ts';

const key = keyOf('officials');

let logged: { level: number; error: string }[] = [];
beforeEach(() => {
  logged = [];
});
const log = pino(
  new Writable({
    write: (line, _, done) => {
      logged.push(JSON.parse(String(line)));
      done();
    },
  }),
);

test('a gateway that goes away in the middle of a body harms nobody and is no news', async () => {
  const service = await startService([key], undefined, log);
  const { headers, body } = signed(service.url, key);
  const sending = request(service.url, { method: 'POST', headers: { ...headers, 'content-length': '1000' } });
  sending.on('error', () => {});
  await new Promise<void>((resolve) => sending.write(body, () => resolve()));
  sending.destroy();
  expect((await send(signed(service.url, key))).status).toBe(200);
  expect(service.calls).toHaveLength(1);
  await service.stop();
  expect(logged).toEqual([]);
});

test('a fault of ours is answered in two words, and logged by its place without its message', async ({
  onTestFinished,
}) => {
  const service = await serveSubgraph({
    execute: async () => {
      throw new TypeError('cannot read 001099000001');
    },
    isReady: async () => false,
    host: '127.0.0.1',
    port: 0,
    keys: [key],
    log,
  });
  onTestFinished(() => service.stop());
  expect(await send(signed(service.url, key))).toMatchObject({ status: 500, text: 'internal error' });
  const error = expect.stringMatching(/^TypeError\n +at .*signature-log/);
  expect(logged).toEqual([expect.objectContaining({ level: 50, error, msg: 'request failed' })]);
  expect(JSON.stringify(logged)).not.toContain('001099000001');

  const url = new URL('/health/ready', service.url).href;
  expect(await send({ method: 'GET', url, headers: {} })).toMatchObject({ status: 503, text: 'not ready' });
});
