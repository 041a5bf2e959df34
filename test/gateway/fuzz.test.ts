import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../operations/operations.ts';
import { type Answer, type Stack, startStack } from '../support/stack.ts';
import { createRandom, grow, mutate } from './fuzz-documents.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** Of 10,000 that `npm run bench:hostile` sends. */
const count = 250;
const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'), { assumeValid: true });

/** Whatever is sent, it is answered or refused as a mistake of the client, by a known code; refused, it has asked nobody. */
async function isSound(query: string): Promise<boolean> {
  const before = stack.statements.length;
  const response = await fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.everything}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors = [] } = (await response.json()) as Answer;
  const codes = errors.map(({ extensions }) => extensions.code);
  expect([200, 400], query).toContain(response.status);
  expect(codes, query).not.toContain('INTERNAL_SERVER_ERROR');
  expect(
    codes.filter((code) => !/^[A-Z][A-Z_]+$/.test(code)),
    query,
  ).toEqual([]);
  if (data === undefined) {
    expect(errors.length, query).toBeGreaterThan(0);
    expect(stack.statements.length, query).toBe(before);
  }
  return data !== undefined;
}

test('committed operations with parts lost, doubled, moved and exchanged', async () => {
  const random = createRandom(5);
  const answered: boolean[] = [];
  for (let at = 0; at < count; at++) {
    const { text } = operations[at % operations.length] as (typeof operations)[number];
    answered.push(await isSound(mutate(text, random)));
  }
  // Some still are questions.
  expect(new Set(answered)).toEqual(new Set([true, false]));
});

test('documents grown from the schema', async () => {
  const random = createRandom(6);
  const answered: boolean[] = [];
  for (let at = 0; at < count; at++) answered.push(await isSound(grow(schema, random)));
  expect(answered.filter(Boolean).length).toBeGreaterThan(count / 4);
  expect(stack.failures).toEqual([]);
});
