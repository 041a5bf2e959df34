import { print } from 'graphql';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { registry } from '../../subgraphs/registry.ts';
import { type Answer, type Stack, startStack } from '../support/stack.ts';
import { databasesOf } from './databases.ts';
import { lostParts, withTypenames } from './lost-parts.ts';
import { operations } from './operations.ts';
import { type Variables, variablesOf } from './variables.ts';

const names = registry.map(({ name }) => name);
/** Each operation with its answer while every database is there, and the subgraphs that were asked for it. */
const whole: { file: string; text: string; variables: Variables; answer: Answer; asked: Set<string> }[] = [];
/** The subgraph whose service is away. */
let away: string | undefined;
let stack: Stack;

beforeAll(async () => {
  let asked = new Set<string>();
  stack = await startStack({
    // So that a service that is back is asked again at once.
    settings: Object.fromEntries(names.map((name) => [name, { pause: 1 }])),
    around: (subgraph) => ({
      ...subgraph,
      execute: (request) => {
        asked.add(subgraph.name);
        if (subgraph.name === away) throw new Error('the service is away');
        return subgraph.execute(request);
      },
    }),
  });
  for (const { file, document } of operations) {
    const text = print(withTypenames(document));
    const [variables] = await variablesOf(file, databasesOf(stack));
    asked = new Set();
    whole.push({ file, text, variables, answer: await stack.ask(text, variables), asked });
  }
  asked = new Set();
});
afterAll(() => stack?.stop());

/** What is missing of each operation although other databases tell it, and whether its errors name the one that is away. */
async function problemsWithout(name: string, ask: Stack['ask']): Promise<object[]> {
  const problems: object[] = [];
  for (const { file, text, variables, answer, asked } of whole) {
    if (!asked.has(name)) continue;
    const { data, errors = [] } = await ask(text, variables);
    const { document } = operations.find((one) => one.file === file) as (typeof operations)[number];
    const lost = lostParts(document, answer.data, data, name);
    const blamed = [...new Set(errors.map(({ extensions }) => extensions.serviceName))].join();
    // What a service knows without its database, it tells.
    const isWhole = blamed === '' && JSON.stringify(data) === JSON.stringify(answer.data);
    if (lost.length > 0 || (blamed !== name && !isWhole)) problems.push({ file, lost, blamed });
  }
  return problems;
}

test('every operation is answered while all are there, and asks several databases or one', () => {
  expect(whole.filter(({ answer }) => answer.errors).map(({ file }) => file)).toEqual([]);
  for (const name of names) expect(whole.filter(({ asked }) => asked.has(name)).length).toBeGreaterThan(3);
});

test.each(names)('without the service of %s each operation answers what the others tell', async (name) => {
  away = name;
  expect(await problemsWithout(name, stack.ask)).toEqual([]);
});

test.each(names)('without the database of %s each operation answers what the others tell', async (name) => {
  // A port where nothing listens: its service is there, and has nothing to read.
  const urls = Object.entries<string>({ ...inject('databaseUrls')[name] }).map(([role, url]) => {
    const nowhere = Object.assign(new URL(url), { port: '1' });
    return [role, nowhere.href];
  });
  const without = await startStack({ databaseUrls: { [name]: Object.fromEntries(urls) as DatabaseUrls } });
  try {
    expect(await problemsWithout(name, without.ask)).toEqual([]);
  } finally {
    await without.stop();
  }
});

test('a page that is blanked is found', () => {
  const { file, answer } = whole.find((one) => one.file === 'officials-across-databases') as (typeof whole)[number];
  const { document } = operations.find((one) => one.file === file) as (typeof operations)[number];
  const lost = (partial: object | null) => lostParts(document, answer.data, partial, 'labor-employment');
  expect(lost(answer.data)).toEqual([]);
  expect(lost(null)).toEqual(['data']);
  expect(lost({ officials: null })).toEqual(['data.officials']);
  const nodes = answer.data.officials.nodes.map((node: object) => ({ ...node, person: null }));
  expect(lost({ officials: { ...answer.data.officials, nodes } })).toEqual(['data.officials.nodes.*.person']);
  expect(lost({ officials: { ...answer.data.officials, nodes: nodes.slice(1) } })).toEqual(['data.officials.nodes']);
});
