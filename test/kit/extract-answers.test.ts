import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { SourceUnavailableError } from '../../subgraphs/kit/extract.ts';
import { encodeFrame, type FrameKind, frameKinds } from '../../subgraphs/kit/extract-frames.ts';
import { createRemoteExtractSource } from '../../subgraphs/kit/remote-extract.ts';
import { collect } from './collect-extract.ts';

const described = [
  {
    name: 'pairs',
    about: '',
    key: { kind: 'REFERENCE' },
    columns: { one: 'text', two: 'integer' },
    version: '0123456789abcdef',
  },
];
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A service that answers as it likes; what a reader of `pairs` makes of it. */
async function read(answer: RequestListener, { patience = 5_000, description = described as unknown } = {}) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (Buffer.concat(chunks).includes('describe')) response.end(JSON.stringify(description));
      else answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const reader = createRemoteExtractSource({ name: 'stranger', url, key: Buffer.alloc(32), patience });
  stops.push(async () => {
    await reader.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return collect(reader.stream({ extracts: ['pairs'] })).catch((error: unknown) => {
    expect(error).toBeInstanceOf(SourceUnavailableError);
    return (error as SourceUnavailableError).reason;
  });
}

const frames = (...given: [FrameKind, string?][]) =>
  Buffer.concat(given.flatMap(([kind, text]) => encodeFrame(kind, text)));
const sends = (bytes: Buffer) => read((_, response) => response.end(bytes));
const whole: [FrameKind, string?][] = [
  ['EXTRACT', 'pairs'],
  ['ALIVE'],
  ['DATA', 'a\t1\nb\t'],
  ['DATA', '2\n'],
  ['ROWS', '2'],
  ['END'],
];

test('a whole answer is taken, however it is cut into pieces', async () => {
  expect(await sends(frames(...whole))).toEqual({ pairs: { text: 'a\t1\nb\t2\n', rows: 2 } });
  const dripped = await read(async (_, response) => {
    for (const byte of frames(...whole)) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    response.end();
  });
  expect(dripped).toEqual({ pairs: { text: 'a\t1\nb\t2\n', rows: 2 } });
});

test('an answer that ends early is never taken for a whole one, wherever it ends', async () => {
  const bytes = frames(...whole);
  for (let length = 0; length < bytes.length; length++)
    expect([length, await sends(bytes.subarray(0, length))]).toEqual([length, 'its answer ended before its end']);
  const cut = await read((_, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, 20), () => response.destroy());
  });
  expect(cut).toBe('its answer ended before its end');
});

const lengthOf = (kind: number, length: number) => {
  const head = Buffer.alloc(5);
  head.writeUInt8(kind);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([frames(['EXTRACT', 'pairs']), head, Buffer.alloc(100, 'x')]);
};

test.each<[string, Buffer]>([
  ['a page', Buffer.from('<!doctype html><title>Login</title>')],
  ['a frame of gigabytes', lengthOf(frameKinds.DATA, 0xffffffff)],
  ['a frame of an unknown kind', lengthOf(0x21, 3)],
  ['an extract that was not asked for', frames(['EXTRACT', 'others'], ['ROWS', '0'], ['END'])],
  ['an extract twice', frames(['EXTRACT', 'pairs'], ['ROWS', '0'], ['EXTRACT', 'pairs'], ['ROWS', '0'], ['END'])],
  ['no extract', frames(['END'])],
  ['rows before their extract', frames(['DATA', 'a\t1\n'], ['END'])],
  [
    'rows with a column that was not described',
    frames(['EXTRACT', 'pairs'], ['DATA', 'a\t1\t2\n'], ['ROWS', '1'], ['END']),
  ],
  ['rows that lack one', frames(['EXTRACT', 'pairs'], ['DATA', 'a\n'], ['ROWS', '1'], ['END'])],
  [
    'the mark at which PostgreSQL stops reading',
    frames(['EXTRACT', 'pairs'], ['DATA', 'a\t1\n\\.\n'], ['ROWS', '2'], ['END']),
  ],
])('%s is refused', async (_, bytes) => {
  expect(await sends(bytes)).toBe('its answer is not an extract');
});

test('fewer rows than it says were sent are not all', async () => {
  const short = frames(['EXTRACT', 'pairs'], ['DATA', 'a\t1\n'], ['ROWS', '2'], ['END']);
  expect(await sends(short)).toBe('its answer ended before its end');
});

test('what it says of a failure is told where we know the words, and its own words never', async () => {
  expect(await sends(frames(['EXTRACT', 'pairs'], ['FAILURE', 'DOWN']))).toBe('its database does not answer');
  expect(await sends(frames(['FAILURE', '079085001234 is wrong']))).toBe('it failed for a reason that is not known');
  expect(await read((_, response) => response.writeHead(503).end('079085001234'))).toBe('its service does not answer');
  expect(await read((_, response) => response.writeHead(500).end('079085001234'))).toBe('its answer is not an extract');
});

test.each([
  ['PERSON', '001099000001 Nguyễn Văn An'],
  ['EMPLOYER', 'a\0b'],
])('of keys that cannot be those of a %s nothing is taken', async (kind, key) => {
  const keys = { PERSON: [], EMPLOYER: [], REFERENCE: [], [kind]: [key] };
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ position: { epoch: 'one', xid: '1' }, keys })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const reader = createRemoteExtractSource({ name: 'stranger', url, key: Buffer.alloc(32) });
  await expect(reader.changes(null, 10)).rejects.toThrow(/^stranger: its answer is not an extract$/);
  await reader.stop();
  server.closeAllConnections();
  server.close();
});

test('a service that goes silent is given up', async () => {
  const silent = await read((_, response) => response.write(frames(['EXTRACT', 'pairs'])), { patience: 300 });
  expect(silent).toBe('nothing moved for too long');
});

test.each<[string, unknown]>([
  ['a type that is not ours', [{ ...described[0], columns: { one: 'text', two: 'text); drop table findings; --' } }]],
  ['a name that is no identifier', [{ ...described[0], name: 'pairs"; drop table findings; --' }]],
  ['a column that is no identifier', [{ ...described[0], columns: { 'one" text': 'text' } }]],
  ['a key that is no column', [{ ...described[0], key: { kind: 'PERSON', column: 'three' } }]],
  ['something else', { data: null }],
])('a description with %s is refused', async (_, description) => {
  expect(await read((_request, response) => response.end(frames(...whole)), { description })).toBe(
    'its answer is not an extract',
  );
});
