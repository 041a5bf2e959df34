import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { SubgraphRequest } from '../../subgraphs/kit/execute.ts';
import { startExecutions } from '../support/executions.ts';
import { personKey, type Stack, startStack } from '../support/stack.ts';
import { databasesOf } from './databases.ts';
import { operations } from './operations.ts';
import { variablesOf } from './variables.ts';

let stack: Stack;
let executions: Awaited<ReturnType<typeof startExecutions>>;
const asked: { name: string; request: SubgraphRequest }[] = [];
beforeAll(async () => {
  executions = await startExecutions(inject('databaseUrls'), personKey);
  stack = await startStack({
    around: (subgraph) => ({
      ...subgraph,
      execute: (request) => {
        asked.push({ name: subgraph.name, request });
        return subgraph.execute(request);
      },
    }),
  });
});
afterAll(async () => {
  await stack?.stop();
  await executions?.stop();
});

test.each(operations)(
  '$file: what its plan asks of subgraphs is answered as graphql-js does, without it',
  async ({ file, text }) => {
    asked.length = 0;
    const callers = [stack.everything, await stack.tokenOf('provincial-officer')];
    for (const variables of await variablesOf(file, databasesOf(stack)))
      for (const token of callers) await stack.ask(text, variables, { token });
    expect(asked).not.toEqual([]);
    for (const { name, request } of asked) {
      const execution = executions.byName[name];
      const expected = JSON.stringify(await execution?.byGraphqlJs(request));
      expect(JSON.stringify(await execution?.own(request))).toBe(expected);
      expect(execution?.way()).toBe('compiled');
      const { document: _, ...sent } = request;
      expect(JSON.stringify(await execution?.own(sent))).toBe(expected);
    }
  },
);
