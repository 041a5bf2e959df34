import { buildSchema, type DocumentNode, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createUsage } from '../../gateway/telemetry/usage/usage.ts';
import { coordinatesOf } from '../../schema/coordinates.ts';

const schema = buildSchema(`
  enum Level { LOW OLD @deprecated(reason: "Gone.") }
  input Filter { level: Level, levels: [Level!], inner: Filter }
  interface Being { name: String }
  type Person implements Being { name: String, friends(first: Int, level: Level): [Person] }
  type Query { person(filter: Filter): Person, being: Being }
`);
const operationOf = (document: DocumentNode) => document.definitions[0] as OperationDefinitionNode;
const count = (usage: ReturnType<typeof createUsage>, text: string, client: string | null) => {
  const document = parse(text);
  usage.count(schema, { document, operation: operationOf(document), client, contract: null });
};

test('coordinates of fields, arguments, input fields and values, also of interfaces and through fragments', () => {
  const document = parse(`{
    person(filter: { inner: { levels: [OLD] } }) { friends(level: LOW) { ...P ... on Being { name } } }
    being { __typename name ... on Person { ...P } }
  } fragment P on Person { friends(first: 1) { name ...P } }`);
  expect(coordinatesOf(schema, document, operationOf(document)).toSorted()).toEqual([
    'Being.name',
    'Filter.inner',
    'Filter.levels',
    'Level.LOW',
    'Level.OLD',
    'Person.friends',
    'Person.friends(first:)',
    'Person.friends(level:)',
    'Person.name',
    'Query.being',
    'Query.person',
    'Query.person(filter:)',
  ]);
});

test('a client that sends ever new documents is counted right, in bounded memory', () => {
  const usage = createUsage();
  for (let n = 0; n < 5_000; n += 1) count(usage, `{ a${n}: being { name } }`, 'busy');
  expect(usage.report().map(({ coordinate, requests }) => [coordinate, requests])).toEqual([
    ['Being.name', 5_000],
    ['Query.being', 5_000],
  ]);
});

test('clients beyond what a provider registers are counted together', () => {
  const usage = createUsage();
  for (let n = 0; n < 500; n += 1) count(usage, '{ being { name } }', `client-${n}`);
  const clients = usage.report().filter(({ coordinate }) => coordinate === 'Being.name');
  expect(clients).toHaveLength(201);
  expect(clients.find(({ client }) => client === '(others)')?.requests).toBe(300);
});

test('what is deprecated is what the schema of today says, and the last use is told', () => {
  let now = 1_000;
  const usage = createUsage(() => now);
  count(usage, '{ person(filter: { level: OLD }) { name } }', null);
  now = 5_000;
  count(usage, '{ person(filter: { level: OLD }) { name } }', null);
  const [old] = usage.report().filter(({ deprecated }) => deprecated !== null);
  expect(old).toEqual({
    coordinate: 'Level.OLD',
    client: null,
    contract: null,
    requests: 2,
    lastUsed: 5_000,
    deprecated: 'Gone.',
  });
});

test('who asks a part of the schema in which nothing is deprecated takes nothing from what is said of the rest', () => {
  const usage = createUsage();
  count(usage, '{ person(filter: { level: OLD }) { name } }', null);
  const part = buildSchema('interface Being { name: String } type Query { being: Being }');
  const document = parse('{ being { name } }');
  usage.count(part, { document, operation: operationOf(document), client: 'partner', contract: 'part' });
  expect(usage.report().find(({ coordinate }) => coordinate === 'Level.OLD')).toMatchObject({ deprecated: 'Gone.' });
});

test('one client is counted by each contract by itself, also when its documents are forgotten', () => {
  const usage = createUsage();
  const ask = (text: string, contract: string | null) => {
    const document = parse(text);
    usage.count(schema, { document, operation: operationOf(document), client: 'portal', contract });
  };
  for (let n = 0; n < 3_000; n += 1) ask(`{ a${n}: being { name } }`, n % 3 === 0 ? null : 'part');
  const uses = usage.report().filter(({ coordinate }) => coordinate === 'Query.being');
  expect(uses.map(({ client, contract, requests }) => [client, contract, requests])).toEqual([
    ['portal', null, 1_000],
    ['portal', 'part', 2_000],
  ]);
});
