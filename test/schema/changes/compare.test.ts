import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { compareSchemas } from '../../../schema/changes/compare.ts';

const schema = `
  directive @note(text: String) on FIELD
  scalar Date
  type Query { person(id: ID!, on: Date, year: Int! = 2026): Person  found(filter: Filter): [Found!]! kind: Kind unused: Unused }
  interface Named { name: String! }
  type Person implements Named { name: String! born: Date old: Int @deprecated(reason: "born") }
  type Firm implements Named { name: String! }
  type Unused { id: ID! }
  union Found = Person | Firm
  enum Kind { A B }
  enum Order { UP }
  input Filter { order: Order kind: Kind text: String = "x" among: [Int!] }
`;

const compare = async (from: string, to: string) => {
  expect(schema).toContain(from);
  const { changes } = await compareSchemas(buildSchema(schema), buildSchema(schema.replace(from, to)));
  return changes;
};

test.for([
  ['a field is removed', 'born: Date ', '', ['Person.born']],
  ['a deprecated field is removed', ' old: Int @deprecated(reason: "born")', '', ['Person.old']],
  ['a field may be null', 'kind: Kind unused', 'kind: Kind! unused', null],
  [
    'a field may no longer be counted on',
    'found(filter: Filter): [Found!]!',
    'found(filter: Filter): [Found!]',
    ['Query.found'],
  ],
  ['a field has another type', 'born: Date', 'born: String', ['Person.born']],
  ['an argument is removed', ', on: Date', '', ['Query.person(on:)']],
  ['an argument has another type', 'on: Date', 'on: String', ['Query.person(on:)']],
  ['an argument is required', 'on: Date', 'on: Date!', ['Query.person', 'Query.person(on:)']],
  ['a required argument is added', 'kind: Kind unused', 'kind(of: ID!): Kind unused', ['Query.kind']],
  ['a required argument loses its default', 'Int! = 2026', 'Int!', ['Query.person']],
  ['an enum value is removed', 'enum Kind { A B }', 'enum Kind { A }', ['Kind.B']],
  ['an input field is removed', 'text: String = "x"', '', ['Filter.text']],
  ['an input field is required', 'among: [Int!]', 'among: [Int!]!', ['Filter', 'Filter.among']],
  ['a required input field is added', 'among: [Int!]', 'among: [Int!] more: Int!', ['Filter']],
  ['a union loses a member', 'Person | Firm', 'Person', ['on Firm']],
  ['a type leaves its interface', 'type Firm implements Named', 'type Firm', ['on Firm', 'on Named']],
  ['a directive is removed', 'directive @note(text: String) on FIELD', '', ['@note']],
  ['a directive of operations loses its argument', '@note(text: String)', '@note', ['@note']],
  ['a scalar becomes an enum', 'scalar Date', 'enum Date { TODAY }', ['Date']],
  ['an input takes one field alone', 'input Filter {', 'input Filter @oneOf {', ['Filter']],
] as const)('%s: breaking', async ([, from, to, touches]) => {
  const breaking = (await compare(from, to)).filter(({ level }) => level === 'breaking');
  // What becomes surer in an answer breaks nobody.
  expect(breaking.map((change) => change.touches)).toEqual(touches === null ? [] : [touches]);
});

test('a removed type is told once, with the fields that led to it', async () => {
  const changes = await compare(' unused: Unused', '');
  expect(changes.map(({ path }) => path)).toEqual(['Query.unused']);
  const both = buildSchema(schema.replace(' unused: Unused', '').replace('type Unused { id: ID! }', ''));
  const { changes: more } = await compareSchemas(buildSchema(schema), both);
  expect(more.map(({ path, level }) => [path, level])).toEqual([
    ['Query.unused', 'breaking'],
    ['Unused', 'breaking'],
  ]);
});

test.for([
  ['a field is added', 'born: Date', 'born: Date died: Date', ["Field 'died' was added to object type 'Person'"]],
  [
    'a type with a field that returns it',
    'unused: Unused',
    'unused: Unused more: More } type More { id: ID! deep(x: Int): Kind',
    ["Type 'More' was added", "Field 'more' was added to object type 'Query'"],
  ],
  [
    'a field is deprecated',
    'born: Date',
    'born: Date @deprecated(reason: "ask civil status")',
    ["Field 'Person.born' is deprecated: ask civil status"],
  ],
  [
    'an enum value is deprecated',
    '{ A B }',
    '{ A B @deprecated(reason: "none is left") }',
    [expect.stringContaining('none is left')],
  ],
  ['an optional input field is added', 'among: [Int!]', 'among: [Int!] more: Int', [expect.stringContaining("'more'")]],
  ['a description is written', 'born: Date', '"When." born: Date', []],
  ['a field of an answer is surer', 'born: Date', 'born: Date!', [expect.stringContaining("'Date!'")]],
  ['a value is added that is never answered', '{ UP }', '{ UP DOWN }', [expect.stringContaining("'DOWN'")]],
  [
    'a field with arguments',
    'born: Date',
    'born: Date share(of: [Kind!]! = []): Int',
    ["Field 'share' was added to object type 'Person'"],
  ],
] as const)('%s: safe', async ([, from, to, messages]) => {
  const changes = await compare(from, to);
  expect(changes.map(({ level }) => level)).toEqual(messages.map(() => 'safe'));
  expect(changes.map(({ message }) => message)).toEqual(messages);
});

test.for([
  ['an enum value is added', '{ A B }', '{ A B C }'],
  ['a default is another', 'Int! = 2026', 'Int! = 2027'],
  ['a union gains a member', 'Person | Firm', 'Person | Firm | Unused'],
] as const)('%s: dangerous', async ([, from, to]) => {
  expect((await compare(from, to)).map(({ level }) => level)).toEqual(['dangerous']);
});

test('a description that is added to a type hides nothing that the type loses', async () => {
  const after = schema.replace('type Person', '"Somebody." type Person').replace('born: Date ', '');
  const { changes, reworded } = await compareSchemas(buildSchema(schema), buildSchema(after));
  expect(changes.map(({ path }) => path)).toEqual(['Person.born']);
  expect(reworded).toBe(1);
});
