import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentNode } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRole } from '../../gateway/access/roles.ts';
import { type ExampleGroup, foundVariables, startVariables } from '../../gateway/explorer/page/examples/example.ts';
import { purposes } from '../../schema/caller.ts';
import { operations } from '../operations/operations.ts';
import { type Stack, startStack } from '../support/stack.ts';

const file = join(import.meta.dirname, '../../schema/operations/examples.json');
const { groups } = JSON.parse(readFileSync(file, 'utf8')) as { groups: ExampleGroup[] };
const examples = groups.flatMap((group) => group.examples);

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

test('every committed operation is offered once, in both languages (schema/operations/examples.json)', () => {
  expect(examples.map(({ operation }) => operation).sort()).toEqual(operations.map((operation) => operation.file));
  const said = [...groups, ...examples].flatMap(({ title }) => [title.vi, title.en]);
  const told = examples.flatMap(({ description }) => [description.vi, description.en]);
  expect([...said, ...told].filter((text) => text.trim() === '')).toEqual([]);
  expect(new Set(said).size).toBe(said.length);
});

test('roles and purposes are those that there are', () => {
  for (const { role, purpose } of examples) {
    expect(role === null || isRole(role)).toBe(true);
    expect(purpose === null || (purposes as readonly string[]).includes(purpose)).toBe(true);
  }
});

test.each(examples)('$operation answers the role that it names, in full and with something', async (example) => {
  const { text, document } = operations.find((operation) => operation.file === example.operation) as never as {
    text: string;
    document: DocumentNode;
  };
  const token = example.role === null ? null : await stack.tokenOf(example.role as never);
  const headers: Record<string, string> = example.purpose === null ? {} : { 'x-purpose': example.purpose };
  const { lookUp } = example;
  const found = lookUp ? await stack.ask(lookUp.query, {}, { token, headers }) : { data: null };
  const looked = lookUp ? foundVariables(lookUp, document, found.data) : {};
  const answer = await stack.ask(text, { ...startVariables(example, document, 'vi'), ...looked }, { token, headers });
  expect({ found: found.errors, answer: answer.errors }).toEqual({ found: undefined, answer: undefined });
  expect(countRecords(answer.data)).toBeGreaterThan(0);
});

test('texts come in the language that is read', () => {
  const { document } = operations.find(({ file }) => file === 'quality-rules') as { document: DocumentNode };
  const example = examples.find(({ operation }) => operation === 'quality-rules') as (typeof examples)[number];
  expect(startVariables(example, document, 'vi')).toEqual({ language: 'VI' });
});

/** Items of lists: an answer of empty lists shows nobody anything. */
function countRecords(value: unknown): number {
  if (Array.isArray(value)) return value.length + value.reduce((sum: number, item) => sum + countRecords(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + countRecords(item), 0);
}
