import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRaw } from '../support/raw-connection.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    traffic: { running: 1, queued: 1, connections: 4, headersTimeout: 300, requestTimeout: 600 },
  });
});
afterAll(() => stack.stop());

const open = (text: string) => openRaw(stack.url, text);
const head = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

test('headers that do not end are waited for only so long', async () => {
  const { closed } = await open(head);
  expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
});

test("a body that does not end neither, and it takes nobody's place meanwhile", async () => {
  const slow = await Promise.all([1, 2].map(() => open(`${head}content-length: 100\r\n\r\n{`)));
  const { data } = await stack.ask('{ administrativeUnit(code: "79") { name } }');
  expect(data).toEqual({ administrativeUnit: { name: 'Hồ Chí Minh' } });
  for (const { closed } of slow) expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
});

test('more connections than allowed are closed as they come, the others are answered', async () => {
  const many = await Promise.all(Array.from({ length: 8 }, () => open(head)));
  const answers = await Promise.all(many.map(({ closed }) => closed));
  expect(answers.filter((answer) => answer === '').length).toBeGreaterThanOrEqual(4);
  expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 408')).length).toBeLessThanOrEqual(4);
  await expect
    .poll(async () => (await fetch(new URL('/health/live', stack.url))).status, { timeout: 10_000 })
    .toBe(200);
});
