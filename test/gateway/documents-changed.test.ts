import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { createPartners } from './documents-partners.ts';
import { send } from './documents-requests.ts';

const pension = 'query OfPension { administrativeUnit(code: "79") { name } }';
const later = 'query Later { administrativeUnit(code: "01") { name } }';

const logged: { msg: string; reason?: string }[] = [];
const log = pino(
  new Writable({
    write: (chunk, _, done) => {
      logged.push(JSON.parse(String(chunk)));
      done();
    },
  }),
);

let partners: Awaited<ReturnType<typeof createPartners>>;
let stack: Stack;
let token: string;
beforeAll(async () => {
  partners = await createPartners({ pension: [pension] });
  stack = await startStack({ log, documents: { safelist: 'enforce', folder: partners.folder }, lookEvery: 20 });
  token = await stack.tokenOf('provincial-officer', { azp: 'pension' });
});
afterAll(async () => {
  await stack?.stop();
  await partners?.stop();
});

const isTrusted = async (query: string) => (await send(stack, 'POST', { query }, token)).code === undefined;
const until = (query: string, expected: boolean) =>
  vi.waitFor(async () => expect(await isTrusted(query)).toBe(expected), { timeout: 30_000, interval: 20 });

test('a changed manifest is taken over; one that cannot be used is said once and the old stays', async () => {
  expect([await isTrusted(pension), await isTrusted(later)]).toEqual([true, false]);
  partners.trust('pension', [pension, later]);
  await until(later, true);

  const refusals = () => logged.filter(({ msg }) => msg.startsWith('trusted documents kept'));
  partners.write('pension', '{ "format": ');
  await vi.waitFor(() => expect(refusals()).toHaveLength(1), { timeout: 30_000 });
  expect(refusals()[0]?.reason).toMatch(/pension\.json: expected JSON/);
  expect([await isTrusted(pension), await isTrusted(later)]).toEqual([true, true]);

  // The next change is looked at after the broken one, so by then it was said as often as it ever is.
  partners.trust('pension', [later]);
  await until(pension, false);
  expect(await isTrusted(later)).toBe(true);
  expect(refusals()).toHaveLength(1);

  partners.trust('another', [pension]);
  partners.remove('pension');
  await until(later, false);
});
