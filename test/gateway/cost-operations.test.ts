import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { costEnvironment } from '../../gateway/limits/cost-environment.ts';
import { databasesOf } from '../operations/databases.ts';
import { isPaged, type Operation, operations } from '../operations/operations.ts';
import { type Variables, variablesOf } from '../operations/variables.ts';
import { type Stack, startStack } from '../support/stack.ts';

type Cost = { estimated: number; actual: number; limit: number };

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const { limit } = costEnvironment.parse({});

async function costOf({ text }: Operation, variables: Variables): Promise<Cost> {
  const { errors, extensions } = await stack.ask(text, variables);
  expect(errors).toBeUndefined();
  return extensions.cost;
}

test.each(operations)('$file fits the default limit, and costs no more than estimated', async (operation) => {
  const sets = await variablesOf(operation.file, databasesOf(stack));
  if (isPaged(operation)) sets.push({ ...sets[0], first: 200 });
  for (const variables of sets) {
    const { estimated, actual } = await costOf(operation, variables);
    expect(actual).toBeLessThanOrEqual(estimated);
    expect(actual).toBeGreaterThan(0);
    expect(estimated).toBeLessThanOrEqual(limit);
  }
});

test('the guide tells the dearest of them', async () => {
  const rows = await Promise.all(
    operations.map(async (operation) => {
      const [variables] = await variablesOf(operation.file, databasesOf(stack));
      const { estimated } = await costOf(operation, variables);
      const whole = isPaged(operation) ? (await costOf(operation, { ...variables, first: 200 })).estimated : null;
      return { file: operation.file, estimated, whole, most: whole ?? estimated };
    }),
  );
  const dearest = rows.sort((a, b) => b.most - a.most || (a.file < b.file ? -1 : 1)).slice(0, 8);
  const figure = (cost: number) => cost.toLocaleString('en-US');
  const table = dearest.map(({ file, estimated, whole }) =>
    [`| ${file}`, figure(estimated), `${whole === null ? '' : figure(whole)} |`].join(' | ').replaceAll(/ +/g, ' '),
  );
  const guide = readFileSync('gateway/limits/README.md', 'utf8');
  expect(guide.split('\n').filter((line) => /^\| [a-z-]+ \| [\d,]+ \|/.test(line))).toEqual(table);
});
