import { request } from 'node:http';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import { keyOf, send, signed, startService } from './signed-service.ts';

const key = keyOf('officials');

let log: MockInstance<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => log.mockRestore());

test('a gateway that goes away in the middle of a body harms nobody and is no news', async () => {
  const service = await startService([key]);
  const { headers, body } = signed(service.url, key);
  const sending = request(service.url, { method: 'POST', headers: { ...headers, 'content-length': '1000' } });
  sending.on('error', () => {});
  await new Promise<void>((resolve) => sending.write(body, () => resolve()));
  sending.destroy();
  expect((await send(signed(service.url, key))).status).toBe(200);
  expect(service.calls).toHaveLength(1);
  await service.stop();
  expect(log.mock.calls).toEqual([]);
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
  });
  onTestFinished(() => service.stop());
  expect(await send(signed(service.url, key))).toMatchObject({ status: 500, text: 'internal error' });
  expect(log.mock.calls).toEqual([[expect.stringMatching(/^TypeError\n +at .*signature-log/)]]);
  expect(log.mock.calls.join()).not.toContain('001099000001');

  const url = new URL('/health/ready', service.url).href;
  expect(await send({ method: 'GET', url, headers: {} })).toMatchObject({ status: 503, text: 'not ready' });
});
