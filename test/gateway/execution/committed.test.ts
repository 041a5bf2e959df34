import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GatewayObserver } from '../../../gateway/telemetry/observer.ts';
import { databasesOf } from '../../operations/databases.ts';
import { operations } from '../../operations/operations.ts';
import { variablesOf } from '../../operations/variables.ts';
import { type Stack, startStack } from '../../support/stack.ts';

type Execution = Parameters<NonNullable<GatewayObserver['onExecution']>>[0];

const executions: Execution[] = [];
const observer: GatewayObserver = { onExecution: (event) => executions.push(event) };

let compiled: Stack;
let stock: Stack;
let compiledSplit: Stack;
beforeAll(async () => {
  [compiled, stock, compiledSplit] = await Promise.all([
    startStack({ observer }),
    startStack({ executor: 'stock' }),
    startStack({ split: true, observer }),
  ]);
});
afterAll(() => Promise.all([compiled?.stop(), stock?.stop(), compiledSplit?.stop()]));

test.each(operations)('$file: compiled code answers as the stock executor, byte for byte', async ({ file, text }) => {
  for (const variables of await variablesOf(file, databasesOf(stock))) {
    const expected = await stock.askText(text, variables);
    for (const stack of [compiled, compiledSplit]) {
      executions.length = 0;
      expect(await stack.askText(text, variables)).toBe(expected);
      expect(executions).toEqual([{ executor: 'compiled' }]);
    }
  }
});

test('the stock executor is asked for nothing of ours', async () => {
  executions.length = 0;
  const stack = await startStack({ executor: 'stock', observer });
  try {
    expect(await stack.ask('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
    expect(executions).toEqual([]);
  } finally {
    await stack.stop();
  }
});
