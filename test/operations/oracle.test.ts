import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { type Databases, databasesOf } from './databases.ts';
import { unfilledFields } from './filled.ts';
import { isPaged, operations } from './operations.ts';
import { acrossOracles } from './oracles/across.ts';
import { administrationOracles } from './oracles/administration.ts';
import { benefitsOracles } from './oracles/benefits.ts';
import { dossierOracles } from './oracles/dossiers.ts';
import { firstQuestionOracles } from './oracles/first-question.ts';
import { insuredOracles } from './oracles/insured.ts';
import { labourOracles } from './oracles/labour.ts';
import { officialsOracles } from './oracles/officials.ts';
import { overviewOracles } from './oracles/overview.ts';
import { payersOracles } from './oracles/payers.ts';
import { placesOracles } from './oracles/places.ts';
import { qualityOracles } from './oracles/quality.ts';
import { reformOracles } from './oracles/reform.ts';
import { statisticsOracles } from './oracles/statistics.ts';
import { todayOracles } from './oracles/today.ts';
import { type Variables, variablesOf } from './variables.ts';

const oracles = {
  ...acrossOracles,
  ...administrationOracles,
  ...benefitsOracles,
  ...dossierOracles,
  ...firstQuestionOracles,
  ...insuredOracles,
  ...labourOracles,
  ...officialsOracles,
  ...overviewOracles,
  ...payersOracles,
  ...placesOracles,
  ...qualityOracles,
  ...reformOracles,
  ...statisticsOracles,
  ...todayOracles,
};

let stack: Stack;
let databases: Databases;
beforeAll(async () => {
  stack = await startStack();
  databases = databasesOf(stack);
});
afterAll(() => stack?.stop());

test('every committed operation has an oracle, and every oracle an operation', () => {
  expect(Object.keys(oracles).sort()).toEqual(operations.map(({ file }) => file));
});

test('an operation is named like its file', () => {
  const kebab = ({ name }: { name: string }) => name.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  expect(operations.map(kebab)).toEqual(operations.map(({ file }) => file));
});

test('an operation begins with what it answers, for whom, and which databases it crosses', () => {
  const told = /^# .*\n# .*(Plain: |For |for ).*(Crosses|alone)/;
  expect(operations.filter(({ text }) => !told.test(text)).map(({ file }) => file)).toEqual([]);
});

describe.each(operations)('$file', (operation) => {
  const { file, text, document, defaults } = operation;

  const compare = async (variables: Variables) => {
    const answer = await stack.ask(text, variables);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual(await oracles[file]?.(databases, { ...defaults, ...variables } as never));
    return answer.data;
  };

  test('answers what SQL by hand answers, and shows something in every field', async () => {
    const answers = [];
    for (const variables of await variablesOf(file, databases)) answers.push(await compare(variables));
    expect(unfilledFields(document, answers)).toEqual([]);
  });

  if (isPaged(operation))
    test.each([1, 200])('with a page of %i', async (first) => {
      const [variables] = await variablesOf(file, databases);
      await compare({ ...variables, first });
    });
});
