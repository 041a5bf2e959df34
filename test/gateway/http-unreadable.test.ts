import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastAnswer, openRaw } from '../support/raw-connection.ts';
import { type Stack, startStack } from '../support/stack.ts';

// What Node answers by itself where nobody answers in its place.

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ isProduction: true, traffic: { headersTimeout: 400, requestTimeout: 800 } });
});
afterAll(() => stack.stop());

const post = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const live = 'GET /health/live HTTP/1.1\r\nhost: localhost\r\n';
const sent: [name: string, status: number, code: string, text: string][] = [
  ['no HTTP', 400, 'BAD_REQUEST', 'hello\r\n\r\n'],
  ['two lengths', 400, 'BAD_REQUEST', `${post}content-length: 1\r\ncontent-length: 2\r\n\r\n{}`],
  ['a length beside chunks', 400, 'BAD_REQUEST', `${post}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n{}`],
  ['no HTTP after an answer', 400, 'BAD_REQUEST', `${live}\r\nhello\r\n\r\n`],
  ['no host', 400, 'BAD_REQUEST', 'GET /health/live HTTP/1.1\r\nconnection: close\r\n\r\n'],
  ['too long headers', 431, 'HEADERS_TOO_LARGE', `${live}x: ${'x'.repeat(200_000)}\r\n\r\n`],
  ['headers that do not end', 408, 'REQUEST_TIMEOUT', live],
  ['a body that does not end', 408, 'REQUEST_TIMEOUT', `${post}content-length: 100\r\n\r\n{`],
];

describe.each(sent)('%s', (_, status, code, text) => {
  test('is told with a code, a request id and the headers of every answer', async () => {
    const { closed } = await openRaw(stack.url, text);
    const answer = lastAnswer(await closed);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'$/),
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=31536000',
      'content-type': 'application/json; charset=utf-8',
      connection: 'close',
    });
    expect(JSON.parse(answer.body)).toEqual({
      errors: [{ message: expect.stringMatching(/^expected /), extensions: { code } }],
    });
  });
});

test('of a request that had begun the answer has its id', async () => {
  const id = '0198c0de-0000-4000-8000-0000000000aa';
  const { closed } = await openRaw(stack.url, `${post}x-request-id: ${id}\r\ncontent-length: 100\r\n\r\n{`);
  expect(lastAnswer(await closed)).toMatchObject({ status: 408, headers: { 'x-request-id': id } });
});

test('an expectation that nobody knows is left aside', async () => {
  const { closed } = await openRaw(stack.url, `${live}expect: wonders\r\nconnection: close\r\n\r\n`);
  expect(lastAnswer(await closed)).toMatchObject({ status: 200, body: 'live' });
});
