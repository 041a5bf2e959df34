import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { createPartners } from './documents-partners.ts';
import { persisted, send } from './documents-requests.ts';

const logged: string[] = [];
const log = pino(
  new Writable({
    write: (chunk, _, done) => {
      logged.push(String(chunk));
      done();
    },
  }),
);
const lines = () =>
  logged
    .map(
      (line) => JSON.parse(line) as { msg: string; requestId: string; client: string | null; document: string | null },
    )
    .filter(({ msg }) => msg === 'document not trusted');

const pension = 'query OfPension { administrativeUnit(code: "79") { name } }';

let partners: Awaited<ReturnType<typeof createPartners>>;
let stack: Stack;
let token: string;
beforeAll(async () => {
  partners = await createPartners({ pension: [pension] });
  stack = await startStack({ log, documents: { safelist: 'log', folder: partners.folder } });
  token = await stack.tokenOf('provincial-officer', { azp: 'taxes' });
});
afterAll(async () => {
  await stack?.stop();
  await partners?.stop();
});
beforeEach(() => {
  logged.length = 0;
});

test('what would be refused is executed, and leaves one line', async () => {
  const response = await fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: pension }),
  });
  expect(await response.json()).toMatchObject({ data: { administrativeUnit: { name: 'Hồ Chí Minh' } } });
  expect(lines()).toMatchObject([
    {
      requestId: response.headers.get('x-request-id'),
      client: 'taxes',
      document: expect.stringMatching(/^[\da-f]{64}$/),
    },
  ]);
  expect(logged.join()).not.toContain('OfPension');
});

test('what is trusted leaves none', async () => {
  const own = await stack.tokenOf('provincial-officer', { azp: 'pension' });
  expect((await send(stack, 'POST', { query: pension }, own)).errors).toBeUndefined();
  expect(lines()).toEqual([]);
});

test('so does each use of a hash that was registered', async () => {
  const query = '{ agency(code: "G09") { code } }';
  const extensions = persisted(query);
  await send(stack, 'GET', { query, extensions });
  await send(stack, 'GET', { extensions });
  const [first, second, ...others] = lines();
  expect([first?.client, second?.document, others]).toEqual([null, first?.document, []]);
});

test('the hash is of the document without its values, so that none can be found by trying', async () => {
  const texts = ['001099000001', '001099000002'].map(
    (number) => `{ a${number}: personByNumber(number: "${number}") { id } }`,
  );
  const others = [
    '{ officials(first: 1) { totalCount } }',
    '{ officials(first: 2) { totalCount } }',
    '{ workers(first: 2) { totalCount } }',
  ];
  for (const query of [...texts, ...others]) await send(stack, 'POST', { query });
  const [one, same, page, samePage, workers] = lines().map(({ document }) => document);
  expect([one, page]).toEqual([same, samePage]);
  expect(new Set([one, page, workers]).size).toBe(3);
  expect(logged.join()).not.toContain('0010990000');
});

test('what is no GraphQL has no hash', async () => {
  await send(stack, 'POST', { query: '{ a(b: "001099000001' });
  expect(lines()).toMatchObject([{ document: null }]);
});
