import { getTableName, inArray } from 'drizzle-orm';
import {
  type GraphQLObjectType,
  getNamedType,
  graphql,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { expect, inject, test } from 'vitest';
import { columnsSelected } from '../../subgraphs/kit/columns.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { createLookUp } from '../../subgraphs/kit/look-up.ts';
import { selectionOf } from '../../subgraphs/kit/selection.ts';
import { registry } from '../../subgraphs/registry.ts';
import { auditor } from '../plans/callers.ts';

const subgraphs = await Promise.all(registry.map(async ({ load }) => (await load()).default));
const personKey = Buffer.from('columns');

function connect(subgraph: (typeof subgraphs)[number], statements: string[] = []) {
  const urls = inject('databaseUrls')[subgraph.name] as DatabaseUrls;
  const open = subgraph.open.map((table) => getTableName(table));
  return connectDatabase({
    urls,
    name: 'columns',
    open,
    secret: personKey,
    onStatement: (text) => statements.push(text),
  });
}

const types = subgraphs.flatMap((subgraph) => Object.keys(subgraph.rowTypes).map((name) => ({ name, subgraph })));

/** A field with the first leaves of what it answers. */
function select(type: GraphQLObjectType, name: string): string {
  const answered = getNamedType(type.getFields()[name]?.type);
  if (isLeafType(answered) || !isObjectType(answered)) return name;
  const leaves = Object.values(answered.getFields()).filter(
    (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  );
  return `${name} { __typename ${leaves.map((leaf) => leaf.name).join(' ')} }`;
}

test.each(types)(
  'each field of $name answers alike from its own columns and from whole rows',
  async ({ name, subgraph }) => {
    const database = connect(subgraph);
    const type = subgraph.schema.getType(name) as GraphQLObjectType;
    const table = subgraph.rowTypes[name]?.table as (typeof subgraph.tables)[number];
    const found = await database.statistics.select().from(table).limit(30);
    const of = found.map((row) => ({ __typename: name, id: (row as { id: string }).id }));
    expect(of.length).toBeGreaterThan(10);
    for (const field of Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument))) {
      const source = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${name} { ${select(type, field.name)} } } }`;
      const columns = columnsSelected(subgraph.rowTypes, selectionOf(subgraph.schema, parse(source)));
      const answers = [undefined, columns].map((columnsOf) => {
        const loaders = subgraph.createLoaders(database.forCaller(auditor, undefined, columnsOf));
        const contextValue = { loaders, personKey, caller: auditor };
        return graphql({ schema: subgraph.schema, source, variableValues: { of }, contextValue });
      });
      const [whole, narrow] = await Promise.all(answers);
      expect(whole?.errors, field.name).toBeUndefined();
      expect(narrow, field.name).toEqual(whole);
    }
    await database.stop();
  },
);

test('a statement asks for what the operation selects and no more', async () => {
  const subgraph = subgraphs.find(({ name }) => name === 'officials') as (typeof subgraphs)[number];
  const statements: string[] = [];
  const database = connect(subgraph, statements);
  const source = '{ officials(first: 2) { nodes { fullName agency { id } } } }';
  const columns = columnsSelected(subgraph.rowTypes, selectionOf(subgraph.schema, parse(source)));
  const loaders = subgraph.createLoaders(database.forCaller(auditor, undefined, columns));
  const { errors } = await graphql({
    schema: subgraph.schema,
    source,
    contextValue: { loaders, personKey, caller: auditor },
  });
  expect(errors).toBeUndefined();
  expect(statements).toHaveLength(1);
  expect(statements[0]).toMatch(/^select "id", "full_name", "agency_id", \(/);
  await database.stop();
});

test.each(subgraphs)('$name: rows of a look-up are those that drizzle reads', async (subgraph) => {
  const database = connect(subgraph);
  const db = database.forCaller(auditor);
  for (const table of subgraph.tables) {
    const columns = db.columnsOf(table, []);
    const column = columns.id ?? Object.values(columns).find((each) => each.primary) ?? columns.officialId;
    if (!column || !['uuid', 'text'].includes(column.getSQLType())) continue;
    const some = await db.select({ key: column }).from(table).orderBy(column).limit(20);
    const keys = [...new Set(some.map(({ key }) => String(key)))];
    const expected = await db.select().from(table).where(inArray(column, keys));
    const rows = await createLookUp({ table, column, order: [column] })(db, columns, keys);
    // Rows of one key come in any order.
    expect(rows, getTableName(table)).toHaveLength(expected.length);
    expect(rows, getTableName(table)).toEqual(expect.arrayContaining(expected));
  }
  await database.stop();
});
