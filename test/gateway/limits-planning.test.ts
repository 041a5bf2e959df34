import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { bomb } from './hostile-documents.ts';

let stack: Stack;
const planned: { cached: boolean }[] = [];
beforeAll(async () => {
  // Without the limits on documents, so that only the planner's own are left.
  const none = Number.MAX_SAFE_INTEGER;
  stack = await startStack({
    limits: { depth: none, nesting: 1_000, selections: none, aliases: none, records: Number.MAX_VALUE },
    cost: { RATE_LIMIT: 'off', COST_LIMIT: String(none) },
    planning: { timeout: 2_000 },
    observer: { onPlan: (event) => planned.push(event) },
  });
});
afterAll(() => stack.stop());

const question = '{ administrativeUnit(code: "79") { name } }';
const answer = { administrativeUnit: { name: 'Hồ Chí Minh' } };
const refusal = [
  {
    message: 'The operation is too complex to be planned: ask for less at once, or in several operations.',
    extensions: { code: 'OPERATION_TOO_COMPLEX' },
  },
];
/** Its fragments stand for 2 to the power of the levels. */
const doubling = (levels: number) => bomb(levels, 2, (next) => `a#: parent { ...${next} }`);

test('CVE-2024-43414: while a document is planned that does not end, others are answered, and it is refused in the end', async () => {
  expect((await stack.ask(question)).data).toEqual(answer);
  const before = stack.statements.length;
  let isOver = false;
  const endless = stack.ask(doubling(21)).finally(() => {
    isOver = true;
  });
  const others: unknown[] = [];
  for (let at = 0; at < 5; at++) others.push((await stack.ask(question)).data);
  expect(isOver).toBe(false);
  expect(others).toEqual(Array.from({ length: 5 }, () => answer));
  const asked = stack.statements.length;
  expect(asked).toBe(before + 5);
  expect((await endless).errors).toEqual(refusal);
  expect(stack.statements.length).toBe(asked);
});

test('what comes after it is planned by a new thread', async () => {
  const { data, errors } = await stack.ask('{ administrativeUnit(code: "01") { name } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({ administrativeUnit: { name: 'Hà Nội' } });
});

test('CVE-2025-32030, CVE-2025-32031: what the planner itself finds too much is a mistake of the client', async () => {
  const response = await fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: doubling(40) }),
  });
  expect([response.status, await response.json()]).toMatchObject([400, { errors: refusal }]);
});

test('an operation is planned once, also when many ask for it at once', async () => {
  planned.length = 0;
  const query = '{ administrativeUnit(code: "48") { name fullName } }';
  const answers = await Promise.all(Array.from({ length: 20 }, () => stack.ask(query)));
  for (const { data } of answers) expect(data.administrativeUnit.name).toBe('Đà Nẵng');
  expect((await stack.ask(query)).errors).toBeUndefined();
  expect(planned.at(-1)).toMatchObject({ cached: true });
});
