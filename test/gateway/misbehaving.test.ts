import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Answer } from '../support/stack.ts';
import { type Behaviour, faithful, reply } from '../support/stand-in.ts';
import { type StandInStack, startStandInStack } from '../support/stand-in-stack.ts';

const query = `{
  administrativeUnit(code: "01") { name officialCount }
  officials(first: 2) { nodes { id fullName agency { name } } }
  insuredPersons(first: 2) { nodes { id person { official { id } } } }
}`;

/** In every answer of a subgraph that misbehaves, where it can be: no client may read it. */
const internal = 'db-7.internal 001099000001';
const maxBytes = 100_000;

let stack: StandInStack;
let undisturbed: Answer['data'];
beforeAll(async () => {
  // So short that the breaker has always closed again, and a timeout that nothing but a hanging answer takes.
  stack = await startStandInStack('officials', { timeout: 3_000, maxBytes, pause: 1 });
  const { data, errors } = await stack.ask(query);
  expect(errors).toBeUndefined();
  undisturbed = data;
});
afterAll(() => stack?.stop());
beforeEach(() => {
  stack.standIn.behave = faithful;
});

/** The undisturbed answer without the parts of officials. */
const rest = () => ({
  administrativeUnit: { ...undisturbed.administrativeUnit, officialCount: null },
  officials: null,
  insuredPersons: {
    nodes: undisturbed.insuredPersons.nodes.map(({ id }: { id: string }) => ({ id, person: { official: null } })),
  },
});
const parts = [
  'administrativeUnit.officialCount',
  'insuredPersons.nodes.0.person.official',
  'insuredPersons.nodes.1.person.official',
  'officials',
];

const says =
  (text: string, status = 200): Behaviour =>
  ({ response }) =>
    reply(response, text, status);
const json = (value: unknown) => says(JSON.stringify(value));
const raw =
  (text: string): Behaviour =>
  ({ response }) =>
    response.socket?.end(text);

/** Each with the code that its parts are told with. */
const faults: [string, string, Behaviour][] = [
  ['hangs', 'SUBGRAPH_TIMEOUT', () => {}],
  [
    'begins and hangs',
    'SUBGRAPH_TIMEOUT',
    ({ response }) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":'),
  ],
  [
    'drips',
    'SUBGRAPH_TIMEOUT',
    ({ response }) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drip));
    },
  ],
  ['resets the connection', 'SUBGRAPH_UNAVAILABLE', ({ request }) => request.socket.resetAndDestroy()],
  ['closes the connection', 'SUBGRAPH_UNAVAILABLE', ({ request }) => request.socket.destroy()],
  [
    'resets in the middle of an answer',
    'SUBGRAPH_INVALID_RESPONSE',
    ({ response, request }) =>
      response
        .writeHead(200)
        .write(`{"data":"${internal}`, () => setTimeout(() => request.socket.resetAndDestroy(), 20)),
  ],
  ['answers what is not HTTP', 'SUBGRAPH_INVALID_RESPONSE', raw(`${internal}\r\n\r\n`)],
  ['answers headers without end', 'SUBGRAPH_INVALID_RESPONSE', raw(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1 << 20)}`)],
  [
    'promises more bytes than it sends',
    'SUBGRAPH_INVALID_RESPONSE',
    raw(`HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"data":{"officials":"${internal}`),
  ],
  [
    'answers half of its JSON',
    'SUBGRAPH_INVALID_RESPONSE',
    async ({ response, answer }) => reply(response, (await answer()).slice(0, -10)),
  ],
  ['answers HTML', 'SUBGRAPH_INVALID_RESPONSE', says(`<html>${internal}</html>`)],
  ['answers a page of an error', 'SUBGRAPH_UNAVAILABLE', says(`<html>${internal}</html>`, 502)],
  ['is overloaded', 'SUBGRAPH_UNAVAILABLE', says(internal, 503)],
  ['is not found', 'SUBGRAPH_INVALID_RESPONSE', says(internal, 404)],
  [
    'redirects',
    'SUBGRAPH_INVALID_RESPONSE',
    ({ response }) => response.writeHead(302, { location: `http://127.0.0.1:1/${encodeURIComponent(internal)}` }).end(),
  ],
  ['answers nothing', 'SUBGRAPH_INVALID_RESPONSE', says('')],
  [
    'answers ten times too much',
    'SUBGRAPH_INVALID_RESPONSE',
    json({ data: { officials: internal.repeat(maxBytes / 2) } }),
  ],
  [
    'answers in another encoding',
    'SUBGRAPH_INVALID_RESPONSE',
    ({ response }) => reply(response, Buffer.from([0x22, 0xff, 0x22])),
  ],
  [
    'compresses unasked',
    'SUBGRAPH_INVALID_RESPONSE',
    async ({ response, answer }) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(await answer())),
  ],
  ['answers JSON without end', 'SUBGRAPH_INVALID_RESPONSE', says('['.repeat(90_000))],
  ['answers null', 'SUBGRAPH_INVALID_RESPONSE', json(null)],
  ['answers a list', 'SUBGRAPH_INVALID_RESPONSE', json([internal])],
  ['answers text', 'SUBGRAPH_INVALID_RESPONSE', json(internal)],
  ['answers another object', 'SUBGRAPH_INVALID_RESPONSE', json({ detail: internal })],
  ['answers no data and no error', 'SUBGRAPH_INVALID_RESPONSE', json({ data: null })],
  ['answers data that is a list', 'SUBGRAPH_INVALID_RESPONSE', json({ data: [internal] })],
  ['answers data that is text', 'SUBGRAPH_INVALID_RESPONSE', json({ data: internal })],
  ['answers errors that are text', 'SUBGRAPH_INVALID_RESPONSE', json({ data: null, errors: internal })],
  ['answers errors that are texts', 'SUBGRAPH_ERROR', json({ data: null, errors: [internal] })],
  [
    'answers an error of its own making',
    'SUBGRAPH_ERROR',
    json({ errors: [{ message: internal, extensions: { code: internal, stacktrace: [internal] } }] }),
  ],
];

test.each(faults)('a subgraph that %s: %s, and the rest of the answer stands', async (_, code, behave) => {
  stack.standIn.behave = behave;
  const text = await stack.askText(query);
  const { data, errors = [] } = JSON.parse(text) as Answer;
  expect(data).toEqual(rest());
  expect(errors.map(({ path }) => path?.join('.'))).toEqual(parts);
  expect(new Set(errors.map(({ extensions }) => JSON.stringify(extensions)))).toEqual(
    new Set([JSON.stringify({ code, serviceName: 'officials' })]),
  );
  expect(text).not.toMatch(/internal|001099000001|node_modules|ECONN|UND_ERR/);

  stack.standIn.behave = faithful;
  await expect.poll(async () => (await stack.ask(query)).data, { timeout: 20_000 }).toEqual(undisturbed);
  // The next fault alone should not be what opens the circuit breaker, in the middle of an operation.
  for (let n = 0; n < 10; n++) await stack.ask(query);
});
