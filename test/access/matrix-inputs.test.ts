import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Stack, startStack } from '../support/stack.ts';
import { askAs } from './matrix/ask-as.ts';
import { type Column, columns } from './matrix/columns.ts';
import { type Use, usesOfInputs } from './matrix/inputs.ts';
import { readRules } from './matrix/rules.ts';

const rules = readRules();
const uses = usesOfInputs(buildSchema(readFileSync('schema/api.graphql', 'utf8')));
const perRequest = 12;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const allows = ({ holder }: Column, { field, returned, keys }: Use) =>
  rules.allowsField(holder, 'Query', field, returned) && keys.every((key) => rules.allowsInput(holder, key));

const bunches = (all: Use[]): Use[][] =>
  Array.from({ length: Math.ceil(all.length / perRequest) }, (_, at) =>
    all.slice(at * perRequest, (at + 1) * perRequest),
  );

const written = ({ field, values }: Use, index: number, swap: Record<string, string> = {}) =>
  `u${index}: ${field}(${Object.entries(values)
    .map(([name, { text }]) => `${name}: ${swap[name] ?? text}`)
    .join(', ')}) { __typename }`;

/** Where the answer refuses another use than the rules do. */
function differences(column: Column, asked: Use[], { data, errors = [] }: Answer): string[] {
  if (!data) return [`no answer: ${errors.map(({ message }) => message).join(' ')}`];
  const refused = errors.filter(({ extensions }) => extensions.code === 'UNAUTHORIZED_FIELD_OR_TYPE');
  return asked.flatMap((use, index) => {
    const isRefused = refused.some(({ path }) => path?.length === 1 && path[0] === `u${index}`);
    const name = `${use.field} with ${use.keys.join(' ')}`;
    if (isRefused === allows(column, use)) return [`${name}: ${isRefused ? 'refused' : 'answered'}`];
    return isRefused && data[`u${index}`] !== null ? [`${name}: refused with a value`] : [];
  });
}

test('all that tells about a withheld value is used here', () => {
  const used = new Set(uses.flatMap(({ keys }) => keys));
  expect(rules.revealing.length).toBeGreaterThan(30);
  expect(rules.revealing.filter((key) => !used.has(key))).toEqual([]);
});

test.each(columns)('$name uses the inputs that the rules allow and no other, as literals', async (column) => {
  const ask = await askAs(stack, column);
  const wrong: string[] = [];
  for (const asked of bunches(uses)) {
    const answer = await ask(`{ ${asked.map((use, index) => written(use, index)).join(' ')} }`);
    wrong.push(...differences(column, asked, answer));
  }
  expect(wrong).toEqual([]);
});

test.each(columns)('$name uses them no otherwise as variables', async (column) => {
  const ask = await askAs(stack, column);
  const wrong: string[] = [];
  for (const asked of bunches(uses.filter(({ keys }) => keys.some((key) => rules.revealing.includes(key))))) {
    const declared = asked.map(({ type }, index) => `$v${index}: ${type}`).join(', ');
    const fields = asked.map((use, index) => written(use, index, { [use.argument]: `$v${index}` })).join(' ');
    const variables = asked.map(({ values, argument }, index) => [`v${index}`, values[argument]?.json]);
    wrong.push(
      ...differences(column, asked, await ask(`query (${declared}) { ${fields} }`, Object.fromEntries(variables))),
    );
  }
  expect(wrong).toEqual([]);
});
