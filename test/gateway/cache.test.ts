import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSupergraph } from '../../gateway/supergraph.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let plain: Stack;
const told: { hits: number; misses: number }[] = [];
beforeAll(async () => {
  const observer = {
    onCache: ({ subgraph, hits, misses }: { subgraph: string; hits: number; misses: number }) => {
      expect(subgraph).toBe('administrative-units');
      told.push({ hits, misses });
    },
  };
  [stack, plain] = await Promise.all([startStack({ cacheMiB: 4, observer }), startStack()]);
});
afterAll(() => Promise.all([stack?.stop(), plain?.stop()]));

/** So that each test begins with nothing kept. */
beforeEach(async () => {
  await stack.reload(await readSupergraph('schema/supergraph.graphql', {}));
  told.length = 0;
});

const page = `query ($first: Int!) { officials(first: $first, orderBy: { field: FULL_NAME }) { nodes {
  fullName unit { fullName parent { name } } person { insuredPerson { insuranceNumber } } } } }`;
const asked = async (query: string, variables: object, options?: object) => {
  stack.statements.length = 0;
  const text = await stack.askText(query, variables as never, options);
  const of = (subgraph: string) => stack.statements.filter((statement) => statement.subgraph === subgraph).length;
  return { text, units: of('administrative-units'), others: stack.statements.length - of('administrative-units') };
};

test('units are asked once, people each time, and the answer is the same', async () => {
  const first = await asked(page, { first: 30 });
  const again = await asked(page, { first: 30 });
  expect(first.units).toBeGreaterThan(0);
  expect(again.units).toBe(0);
  expect(again.others).toBe(first.others);
  expect(again.text).toBe(first.text);
  expect(first.text).toBe(await plain.askText(page, { first: 30 }));
  expect(told.at(-1)?.misses).toBe(0);
});

test('only what is missing is asked, and stands in its place', async () => {
  await asked(page, { first: 5 });
  const more = await asked(page, { first: 40 });
  expect(told.at(-1)?.hits).toBeGreaterThan(0);
  expect(told.at(-1)?.misses).toBeGreaterThan(0);
  expect(more.text).toBe(await plain.askText(page, { first: 40 }));
});

test('what one caller has asked gives another nothing but the units', async () => {
  await asked(page, { first: 10 });
  const token = await stack.tokenOf('ministry-officer', { scope: 'officials:read insurance:read' });
  const theirs = await asked(page, { first: 10 }, { token });
  expect(theirs.text).toBe(
    await plain.askText(
      page,
      { first: 10 },
      { token: await plain.tokenOf('ministry-officer', { scope: 'officials:read insurance:read' }) },
    ),
  );
  const nobody = await asked(page, { first: 10 }, { token: null });
  expect(nobody.text).toBe(await plain.askText(page, { first: 10 }, { token: null }));
  expect(nobody.text).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
});

test.each([
  ['figures that hang on who asks', 'headcount', 'others'],
  ['a list that is not marked', 'children(first: 1) { nodes { name } }', 'units'],
] as const)('%s are asked each time', async (_, field, where) => {
  const query = `{ officials(first: 3) { nodes { unit { ${field} } } } }`;
  const first = await asked(query, {});
  const again = await asked(query, {});
  expect(again.text).toBe(first.text);
  expect(first[where]).toBeGreaterThan(0);
  expect(again[where]).toBe(first[where]);
});

test('a supergraph that is taken over begins with nothing kept', async () => {
  const first = await asked(page, { first: 10 });
  expect((await asked(page, { first: 10 })).units).toBe(0);
  await stack.reload(await readSupergraph('schema/supergraph.graphql', {}));
  expect((await asked(page, { first: 10 })).units).toBe(first.units);
});
