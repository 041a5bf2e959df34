import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Stack, startStack } from '../support/stack.ts';
import { documents, type Hostile } from './hostile-documents.ts';
import { requests, send, variables } from './hostile-requests.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** Refused with a code and in words, by status, without asking any database; and whoever asks next is answered. */
async function isRefused(hostile: Hostile): Promise<void> {
  const before = stack.statements.length;
  const response = await send(stack.url, hostile, stack.everything);
  const { data, errors } = (await response.json()) as Answer;
  expect(hostile.status).toContain(response.status);
  expect(data ?? null).toBeNull();
  expect(errors?.length).toBeGreaterThan(0);
  for (const { message, extensions } of errors ?? []) {
    expect(extensions.code).toMatch(hostile.code);
    expect(extensions.code).toMatch(/^[A-Z][A-Z_]+$/);
    expect(extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
    expect(message).not.toMatch(/call stack|\.ts|node_modules/);
  }
  expect(stack.statements.length).toBe(before);
}

describe('documents', () => {
  test.each(documents)('$name', isRefused);
});
describe('variables', () => {
  test.each(variables)('$name', isRefused);
});
describe('requests', () => {
  test.each(requests)('$name', isRefused);
});

test('after all of it a question is answered, and nothing has failed', async () => {
  const { data, errors } = await stack.ask('{ administrativeUnit(code: "79") { name } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({ administrativeUnit: { name: 'Hồ Chí Minh' } });
  expect(stack.failures).toEqual([]);
});
