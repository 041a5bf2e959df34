import { afterAll, beforeAll, expect, test } from 'vitest';
import { registry } from '../../subgraphs/registry.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { databasesOf } from './databases.ts';
import { operations } from './operations.ts';
import { variablesOf } from './variables.ts';

let together: Stack;
let split: Stack;
beforeAll(async () => {
  [together, split] = await Promise.all([startStack(), startStack({ split: true })]);
});
afterAll(() => Promise.all([together?.stop(), split?.stop()]));

test('each way runs as it says', () => {
  expect([together.services.length, split.services.length]).toEqual([0, registry.length]);
});

test.each(operations)('$file answers the same in one process and split, byte for byte', async ({ file, text }) => {
  for (const variables of await variablesOf(file, databasesOf(together))) {
    const answer = await together.askText(text, variables);
    expect(JSON.parse(answer)).not.toHaveProperty('errors');
    expect(await split.askText(text, variables)).toBe(answer);
  }
});

test('bad input is told alike both ways', async () => {
  const query =
    'query ($id: ID!) { official(id: $id) { id } administrativeUnit(code: "01", on: "2026-02-30") { id } agency(code: "G09") { name } }';
  const answer = await together.askText(query, { id: 'none' });
  expect(JSON.parse(answer).errors.map(({ path }: { path: string[] }) => path)).toEqual(
    expect.arrayContaining([['official'], ['administrativeUnit']]),
  );
  expect(await split.askText(query, { id: 'none' })).toBe(answer);
});
