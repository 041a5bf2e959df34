import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keyOf, send, signed, startService } from './signed-service.ts';

const key = keyOf('officials');
const megabyte = 1 << 20;

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService([key]);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.calls.length = 0;
});

/** Sends a head and what of the body is given, never ends it, and waits for an answer all the same. */
async function sendUnended(headers: Record<string, string>, body: Buffer[] = []) {
  const sending = request(service.url, { method: 'POST', headers });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  sending.flushHeaders();
  for (const piece of body) sending.write(piece);
  const [response] = await answered;
  const answer = { status: response.statusCode, text: await text(response) };
  sending.on('error', () => {}).destroy();
  return answer;
}

test('a large body is read, digested and answered', async () => {
  const content = JSON.stringify({ query: '{ caller }', variables: { filling: 'x'.repeat(15 * megabyte) } });
  expect((await send(signed(service.url, key, { content }))).status).toBe(200);
});

test('a body in pieces is as good as one in whole', async () => {
  const { headers, body } = signed(service.url, key);
  const sending = request(service.url, { method: 'POST', headers });
  for (const letter of body) sending.write(letter);
  const [response] = (await once(sending.end(), 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  expect(await text(response)).toContain('nguyễn-thị-hoa');
});

test('a body over the bound is refused at its head where that tells the length', async () => {
  const { headers, body } = signed(service.url, key, { content: 'x'.repeat(16 * megabyte + 1) });
  const answer = await sendUnended({ ...headers, 'content-length': `${body.length}` });
  expect(answer).toEqual({ status: 413, text: 'expected a body of at most 16777216 bytes' });
  expect(service.calls).toEqual([]);
});

test('a body over the bound is refused as soon as it is, where the head does not tell', async () => {
  const { headers, body } = signed(service.url, key, { content: 'x'.repeat(16 * megabyte + 1) });
  const answer = await sendUnended(headers, [Buffer.from(body)]);
  expect(answer).toEqual({ status: 413, text: 'expected a body of at most 16777216 bytes' });
  expect(service.calls).toEqual([]);
});

test.each<Record<string, string>>([{ 'content-length': `${10 * megabyte}` }, { 'transfer-encoding': 'chunked' }])(
  'the body of whoever does not sign is not waited for: %o',
  async (length) => {
    const answer = await sendUnended({ 'content-type': 'application/json', ...length });
    expect(answer).toEqual({ status: 401, text: 'not signed' });
    expect(service.calls).toEqual([]);
  },
);

test('a refused request leaves its connection open for the next', async () => {
  const { headers, ...rest } = signed(service.url, key);
  const refused = await send({ ...rest, headers: {} });
  expect(refused).toMatchObject({ status: 401, headers: { connection: 'keep-alive' } });
  expect((await send({ ...rest, headers })).status).toBe(200);
});

test('more claims than fit in headers of the common length arrive', async () => {
  const { headers, ...rest } = signed(service.url, key);
  expect((await send({ ...rest, headers: { ...headers, 'x-filling': 'x'.repeat(50_000) } })).status).toBe(200);
});
