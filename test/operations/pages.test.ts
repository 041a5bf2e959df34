import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { databasesOf } from './databases.ts';
import { isPaged, operations } from './operations.ts';
import { variablesOf } from './variables.ts';

type Page = { nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

/** The outermost list of an answer that can be turned over. */
function pageIn(value: unknown): Page | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('pageInfo' in value) return value as Page;
  return Object.values(value).map(pageIn).find(Boolean);
}

const turned = operations.filter((operation) => isPaged(operation) && operation.text.includes('endCursor'));

test.each(turned)('$file: three pages make up the page of 200', async ({ file, text }) => {
  const [variables] = await variablesOf(file, databasesOf(stack));
  const whole = pageIn((await stack.ask(text, { ...variables, first: 200 })).data)?.nodes;
  const rows = whole?.length ?? 0;
  expect(rows).toBeGreaterThan(1);
  const first = Math.ceil(rows / 3);
  const parts: object[] = [];
  let after: string | null = null;
  do {
    const answer = await stack.ask(text, { ...variables, first, after });
    expect(answer.errors).toBeUndefined();
    const page = pageIn(answer.data) as Page;
    parts.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && parts.length < rows);
  expect(parts.slice(0, rows)).toEqual(whole);
});
