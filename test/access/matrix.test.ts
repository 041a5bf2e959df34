import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databasesOf } from '../operations/databases.ts';
import { type Stack, startStack, withoutLimits } from '../support/stack.ts';
import { askAs } from './matrix/ask-as.ts';
import { columns } from './matrix/columns.ts';
import { createComparison, stepsFrom } from './matrix/compare.ts';
import { objectTypes, pathsToTypes, pathText, type Step, valuesAt } from './matrix/paths.ts';
import { readRules } from './matrix/rules.ts';
import { findSamples, type Samples } from './matrix/samples.ts';

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const rules = readRules();
const types = objectTypes(schema);
const everyPath = pathsToTypes(schema, () => true);

let stack: Stack;
let samples: Samples;
beforeAll(async () => {
  stack = await startStack(withoutLimits);
  samples = await findSamples(databasesOf(stack));
});
afterAll(() => stack?.stop());

/** Whether a path leads to an object in these databases, by its query. */
const known = new Map<string, boolean>();

async function leadsToObject(path: Step[]): Promise<boolean> {
  const text = pathText(schema, path, samples, '{ __typename }');
  const found = known.get(text) ?? valuesAt((await stack.ask(text)).data, path).some(({ value }) => value !== null);
  known.set(text, found);
  return found;
}

async function firstFilled(paths: Step[][]): Promise<Step[] | undefined> {
  for (const path of paths) if (path.length === 0 || (await leadsToObject(path))) return path;
  return undefined;
}

test('every field of the API says who may see it', () => {
  const silent = types.flatMap(stepsFrom).filter(({ type, field }) => !rules.declares(type, field));
  expect(silent.map(({ type, field }) => `${type}.${field}`)).toEqual([]);
});

test.each(columns)('$name sees the fields that the rules allow and no other', async (column) => {
  const openPaths = pathsToTypes(schema, ({ type, field, to }) => rules.allowsField(column.holder, type, field, to));
  const { differences, leaks } = createComparison({ schema, rules, samples, column, ask: await askAs(stack, column) });
  const wrong: string[] = [];
  for (const type of types.filter(({ name }) => name !== 'Mutation')) {
    const open = openPaths.get(type.name);
    const path = await firstFilled(open ?? everyPath.get(type.name) ?? []);
    if (!path) wrong.push(`${type.name}: no path leads to an object`);
    else wrong.push(...(await (open ? differences(path, type) : leaks(path, type))));
  }
  expect(wrong).toEqual([]);
});

test('a year of birth is that of the date beside it', async () => {
  const born = types.filter((type) => type.getFields().birthYear);
  expect(born.length).toBe(6);
  for (const { name } of born) {
    const path = (await firstFilled(everyPath.get(name) ?? [])) as Step[];
    const { data } = await stack.ask(pathText(schema, path, samples, '{ birthDate birthYear }'));
    const people = valuesAt(data, path).flatMap(({ value }) =>
      value === null ? [] : [value as { birthDate: string; birthYear: number }],
    );
    const [years, dates] = [people.map(({ birthYear }) => birthYear), people.map(({ birthDate }) => birthDate)];
    expect(years, name).toEqual(dates.map((date) => Number(date.slice(0, 4))));
  }
});
