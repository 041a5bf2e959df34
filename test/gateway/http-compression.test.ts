import { connect } from 'node:net';
import { brotliCompressSync, brotliDecompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const large = '{ administrativeUnits(first: 200) { nodes { id code name fullName validFrom } } }';
const small = '{ administrativeUnit(code: "79") { name } }';

/** Sends bytes just as they are, and gives the answer's as they came. */
async function post(body: string | Buffer, headers: Record<string, string> = {}) {
  const answer = await request(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    bytes: Buffer.from(await answer.body.arrayBuffer()),
  };
}
const ask = (query: string, headers?: Record<string, string>) => post(JSON.stringify({ query }), headers);
const firstError = (bytes: Buffer) => (JSON.parse(bytes.toString()) as Answer).errors?.[0];

describe('an answer', () => {
  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])('is compressed by %s where the client takes it', async (encoding, decompress) => {
    const plain = await ask(large);
    const compressed = await ask(large, { 'accept-encoding': encoding });
    expect(compressed.headers['content-encoding']).toBe(encoding);
    expect(compressed.headers.vary).toMatch(/accept-encoding/i);
    expect(decompress(compressed.bytes).equals(plain.bytes)).toBe(true);
    expect(compressed.bytes.length).toBeLessThan(plain.bytes.length / 4);
  });
  test('is not where the client does not say so, or it is short', async () => {
    expect((await ask(large)).headers['content-encoding']).toBeUndefined();
    expect((await ask(large, { 'accept-encoding': 'identity' })).headers['content-encoding']).toBeUndefined();
    expect((await ask(small, { 'accept-encoding': 'gzip, br' })).headers['content-encoding']).toBeUndefined();
  });
});

describe('a body', () => {
  const body = Buffer.from(JSON.stringify({ query: small }));
  test.each([
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['GZIP', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['br', brotliCompressSync(body)],
    ['identity', body],
  ])('may come by %s', async (encoding, compressed) => {
    const { status, bytes } = await post(compressed, { 'content-encoding': encoding });
    expect([status, JSON.parse(bytes.toString())]).toMatchObject([
      200,
      { data: { administrativeUnit: { name: 'Hồ Chí Minh' } } },
    ]);
  });
  test.each([
    ['is no gzip', 'gzip', body],
    ['is cut off', 'gzip', gzipSync(body).subarray(0, 20)],
    ['is cut off', 'br', brotliCompressSync(body).subarray(0, 20)],
    ['is empty', 'gzip', Buffer.alloc(0)],
    ['is of another kind', 'deflate', gzipSync(body)],
  ])('that %s (%s) is refused', async (_, encoding, compressed) => {
    const { status, bytes } = await post(compressed, { 'content-encoding': encoding });
    expect([status, firstError(bytes)?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });
  test.each(['zstd', 'compress', 'gzip, gzip', 'gzip, br'])('compressed by %s is refused', async (encoding) => {
    const { status, headers } = await post(gzipSync(body), { 'content-encoding': encoding });
    expect([status, headers['accept-encoding']]).toEqual([415, 'gzip, deflate, br']);
  });
});

describe('CVE-2024-28101, CVE-2024-43783: the bytes of a body are counted as they are decompressed', () => {
  const tooLarge = { status: 413, code: 'BODY_TOO_LARGE' };
  const refused = async (body: Buffer, headers?: Record<string, string>) => {
    const { status, bytes } = await post(body, headers);
    return { status, code: firstError(bytes)?.extensions.code };
  };
  const padded = (length: number) => Buffer.from(JSON.stringify({ query: small }).padEnd(length));

  test('a body of just the bytes allowed is answered, a byte more is not', async () => {
    const most = padded(1 << 20);
    const more = padded((1 << 20) + 1);
    expect((await post(most)).status).toBe(200);
    expect((await post(gzipSync(most), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect(await refused(more)).toEqual(tooLarge);
    for (const [encoding, compress] of [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ] as const)
      expect(await refused(compress(more), { 'content-encoding': encoding })).toEqual(tooLarge);
  });

  test('bombs of gigabytes are cut off: memory does not grow with what they hold', async () => {
    // Each is 15 gzip members of 64 MiB of spaces: 960 MiB in less than a body may hold.
    const bomb = Buffer.concat(Array(15).fill(gzipSync(Buffer.alloc(64 << 20, ' '))));
    expect(bomb.length).toBeLessThan(1 << 20);
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 5);
    const before = process.memoryUsage.rss();
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => refused(bomb, { 'content-encoding': 'gzip' })),
    ).finally(() => clearInterval(watch));
    expect(answers).toEqual(Array(16).fill(tooLarge));
    expect(most - before).toBeLessThan(256 << 20);
  });

  test('a few bytes of brotli that hold 64 MiB are cut off alike', async () => {
    const bomb = brotliCompressSync(Buffer.alloc(64 << 20, ' '));
    expect(bomb.length).toBeLessThan(1_000);
    expect(await refused(bomb, { 'content-encoding': 'br' })).toEqual(tooLarge);
  });

  const head = (url: URL, encoding: string) =>
    `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\ncontent-encoding: ${encoding}\r\ntransfer-encoding: chunked\r\n\r\n`;
  /** Sends a head, and then what `next` gives every 2 ms until the connection closes or something is heard; the answer. */
  const stream = async (encoding: string, first: Buffer, next: () => Buffer | undefined) => {
    const url = new URL(stack.url);
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', () => {});
    let heard = '';
    const chunk = (bytes: Buffer) =>
      socket.write(Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]));
    socket.write(head(url, encoding));
    chunk(first);
    const sending = setInterval(() => {
      const bytes = next();
      if (bytes) chunk(bytes);
    }, 2);
    const closed = new Promise((resolve) => socket.once('close', resolve)).finally(() => clearInterval(sending));
    socket.setEncoding('latin1').on('data', (text) => {
      heard += text;
    });
    await closed;
    return heard;
  };
  const spaces = Buffer.alloc(0x10000, ' ');

  test('who sends on without end hears why, and is let go', async () => {
    expect(await stream('identity', spaces, () => spaces)).toMatch(/^HTTP\/1\.1 413 .*"code":"BODY_TOO_LARGE"/s);
  });
  test('so does who sends compressed nothing without end', async () => {
    const nothing = gzipSync('');
    const much = Buffer.concat(Array(5_000).fill(nothing));
    expect(await stream('gzip', nothing, () => much)).toMatch(/^HTTP\/1\.1 413 .*"code":"BODY_TOO_LARGE"/s);
  });
  test('and who sends what is no gzip, and then nothing', async () => {
    expect(await stream('gzip', spaces, () => undefined)).toMatch(/^HTTP\/1\.1 400 .*"code":"BAD_REQUEST"/s);
  });
});

test('the bound can be set', async ({ onTestFinished }) => {
  const narrow = await startStack({ http: { maxBodyBytes: 2_000 } });
  onTestFinished(() => narrow.stop());
  const send = (length: number) =>
    fetch(narrow.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: small }).padEnd(length),
    });
  expect((await send(2_000)).status).toBe(200);
  const refused = await send(2_001);
  expect([refused.status, ((await refused.json()) as Answer).errors?.[0]?.message]).toEqual([
    413,
    'expected a body of at most 2000 bytes, also after decompression',
  ]);
});
