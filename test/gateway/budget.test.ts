import { createSecretKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holderOf } from '../../gateway/limits/budget-holder.ts';
import { anonymous } from '../../schema/caller.ts';
import { type Answer, type Stack, startStack } from '../support/stack.ts';
import type { Claims } from '../support/tokens.ts';

const cost = { COST_PER_MINUTE: '1000', COST_PER_MINUTE_ANONYMOUS: '300', CLIENT_ADDRESS_HEADER: 'X-Forwarded-For' };
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ cost });
});
afterAll(() => stack?.stop());

/** Costs 1 + `first`, of which there are enough. */
const query = 'query ($first: Int!) { administrativeUnits(first: $first) { nodes { id } } }';
const send = (first: number, headers: Record<string, string>, text = query) =>
  fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text, variables: { first } }),
  });
const bearer = async (changes: Partial<Claims>) => ({
  authorization: `Bearer ${await stack.tokenOf('analyst', changes)}`,
});
const from = (address: string) => ({ 'x-forwarded-for': address });

test('a client that has used its budget is told when to come back', async () => {
  const headers = from('192.0.2.1');
  expect((await send(199, headers)).status).toBe(200);
  const refused = await send(149, headers);
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await refused.json()).toEqual({
    errors: [
      {
        message: `The budget of this client is used up: the operation is estimated to cost 150, 100 of 300 a minute are left. Ask again in ${seconds} s.`,
        extensions: {
          code: 'BUDGET_EXHAUSTED',
          cost: { estimated: 150, remaining: 100, perMinute: 300, retryAfterSeconds: seconds },
        },
      },
    ],
  });
  // What was refused was not taken: the rest can still be used, to the last.
  expect((await send(99, headers)).status).toBe(200);
  expect((await send(1, headers)).status).toBe(429);
});

test('what was estimated and not answered is given back', async () => {
  const headers = from('192.0.2.2');
  // Estimated at 201, answered with nothing but that there is none.
  const none =
    'query ($first: Int!) { administrativeUnits(first: $first, filter: { parentCode: "99" }) { nodes { id } } }';
  for (let n = 0; n < 10; n++) {
    const response = await send(199, headers, none);
    expect([response.status, ((await response.json()) as Answer).extensions?.cost.actual]).toEqual([200, 2]);
  }
  expect((await send(199, headers)).status).toBe(200);
  expect((await send(199, headers)).status).toBe(429);
});

test('an operation that is dearer than the whole budget is refused for good', async () => {
  const children = '{ administrativeUnits(first: 20) { nodes { children(first: 50) { nodes { id } } } } }';
  const response = await send(1, { ...from('192.0.2.3'), accept: 'application/graphql-response+json' }, children);
  expect([response.status, response.headers.get('retry-after')]).toEqual([400, null]);
  expect(((await response.json()) as Answer).errors?.[0]?.extensions).toEqual({
    code: 'COST_LIMIT_EXCEEDED',
    cost: { estimated: 1 + 20 * (1 + 1 + 50), limit: 300 },
  });
});

describe('each has a budget of its own', () => {
  const use = async (headers: Record<string, string>, times: number) => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n++) statuses.push((await send(199, headers)).status);
    return statuses;
  };
  test('a program by its registration, whoever uses it; larger than without a token', async () => {
    const [an, binh] = await Promise.all(['an', 'binh'].map((sub) => bearer({ sub, azp: 'portal' })));
    expect(await use(an as Record<string, string>, 5)).toEqual([200, 200, 200, 200, 200]);
    expect(await use(binh as Record<string, string>, 1)).toEqual([429]);
    expect(await use(await bearer({ sub: 'an', azp: 'another' }), 1)).toEqual([200]);
  });
  test('a subject where the token names no program', async () => {
    const an = await bearer({ sub: 'an' });
    expect(await use(an, 6)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await use(await bearer({ sub: 'binh' }), 1)).toEqual([200]);
  });
  test('an address without a token, and of IPv6 a network', async () => {
    expect(await use(from('192.0.2.4'), 2)).toEqual([200, 429]);
    // A client writes what it likes before what our proxy adds.
    expect(await use(from('198.51.100.7, 192.0.2.4'), 1)).toEqual([429]);
    expect(await use(from('2001:db8:1:2::1'), 2)).toEqual([200, 429]);
    expect(await use(from('2001:0db8:1:2:ffff::9'), 1)).toEqual([429]);
    expect(await use(from('2001:db8:1:3::1'), 1)).toEqual([200]);
  });
});

test('the key of a budget tells nothing of whom it is for', () => {
  const secret = createSecretKey(Buffer.alloc(32, 1));
  const subject = '001099000001';
  const { key } = holderOf({ client: null, caller: { ...anonymous, subject }, address: '192.0.2.1' }, secret);
  expect(key).toMatch(/^[\w-]{22}$/);
  expect(key).not.toContain(subject);
  const otherSecret = createSecretKey(Buffer.alloc(32, 2));
  const other = holderOf({ client: null, caller: { ...anonymous, subject }, address: null }, otherSecret);
  expect(other.key).not.toBe(key);
});

test('many at once take no more than there is', async () => {
  const headers = from('192.0.2.5');
  const responses = await Promise.all(Array.from({ length: 12 }, () => send(99, headers)));
  // Of three times 100 none is left over for a fourth, and a refused one gives back what it took in passing.
  const answered = responses.filter(({ status }) => status === 200).length;
  expect(answered).toBeGreaterThanOrEqual(1);
  expect(answered).toBeLessThanOrEqual(3);
});
