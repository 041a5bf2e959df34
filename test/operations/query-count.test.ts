import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { databasesOf } from './databases.ts';
import { unfilledFields } from './filled.ts';
import { isPaged, type Operation, operations } from './operations.ts';
import { budgets, type Counts, subgraphs } from './statement-budgets.ts';
import { type Variables, variablesOf } from './variables.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

/** Runs an operation: the SQL statements that it cost each subgraph, and the fields that its answer shows nothing for. */
async function measure({ text, document }: Operation, variables: Variables) {
  stack.statements.length = 0;
  const { data, errors } = await stack.ask(text, variables);
  expect(errors).toBeUndefined();
  const counts = subgraphs.map((name) => stack.statements.filter(({ subgraph }) => subgraph === name).length) as Counts;
  return { counts, unfilled: unfilledFields(document, [data]) };
}

const largest = (all: Counts[]) => subgraphs.map((_, at) => Math.max(...all.map((counts) => counts[at] ?? 0)));

test('every committed operation has a budget, and every budget an operation', () => {
  expect(Object.keys(budgets).sort()).toEqual(operations.map(({ file }) => file));
});

test.each(operations)('$file costs its budget of SQL statements', async (operation) => {
  const all: Counts[] = [];
  for (const variables of await variablesOf(operation.file, databasesOf(stack)))
    all.push((await measure(operation, variables)).counts);
  expect(largest(all)).toEqual(budgets[operation.file]);
});

test.each(operations.filter(isPaged))('$file costs the same for 1 parent and for 50', async (operation) => {
  const [variables] = await variablesOf(operation.file, databasesOf(stack));
  const fifty = await measure(operation, { ...variables, first: 50 });
  for (const first of [1, 10]) {
    const fewer = await measure(operation, { ...variables, first });
    // What a short page has nothing of (a worker, an employer) is not looked up; otherwise each statement is the same.
    if (fewer.unfilled.length === fifty.unfilled.length) expect(fewer.counts).toEqual(fifty.counts);
    expect(largest([fewer.counts, fifty.counts])).toEqual(fifty.counts);
  }
});
