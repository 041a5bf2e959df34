import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { type Stack, startStack } from '../support/stack.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
let stack: Stack;
beforeAll(async () => {
  database = await ownDatabase('officials', 'officials_paging');
  stack = await startStack({ databaseUrls: { officials: database.urls } });
});
afterAll(async () => {
  await stack.stop();
  await database.stop();
});

const pageQuery = `query ($after: String, $orderBy: OfficialOrder) {
  officials(first: 7, after: $after, orderBy: $orderBy) { nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
}`;

/** Copies of `count` records under new ids: new rows fall before, inside and after the pages already read. */
async function insertCopies(count: number): Promise<void> {
  const sql = stack.databases.officials;
  if (!sql) throw new Error('no officials database');
  const columns = await sql<
    { name: string }[]
  >`select column_name as name from information_schema.columns where table_name = 'officials' and is_generated = 'NEVER'`;
  const names = columns.map(({ name }) => `"${name}"`);
  const values = names.map((name) => (name === '"id"' ? 'gen_random_uuid()' : name));
  await sql.unsafe(
    `insert into officials (${names.join(', ')}) select ${values.join(', ')} from officials order by random() limit ${count}`,
  );
}

async function readAll(orderBy: object | null, onPage: () => Promise<void>): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 1_000; page++) {
    const { data, errors } = await stack.ask(pageQuery, { after, orderBy });
    expect(errors).toBeUndefined();
    const { nodes, edges, pageInfo } = data.officials;
    expect(pageInfo).toMatchObject({
      hasPreviousPage: after !== null,
      startCursor: edges[0].cursor,
      endCursor: edges.at(-1).cursor,
    });
    ids.push(...nodes.map(({ id }: { id: string }) => id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
    // As many inserts as the first pages show; the list must come to an end.
    if (page < 25) await onPage();
  }
  throw new Error('the list does not end');
}

const orders = ['FULL_NAME', 'COEFFICIENT', 'RETIREMENT_DATE', 'UPDATED_AT'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => ({ field, direction })),
);

test.each(orders)('pages by $field $direction neither skip nor repeat under concurrent inserts', async (orderBy) => {
  const before =
    (await stack.databases.officials?.unsafe('select id from officials'))?.map(({ id }) => id as string) ?? [];
  const read = await readAll(orderBy, () => insertCopies(2));
  expect(new Set(read).size).toBe(read.length);
  expect(new Set(before).difference(new Set(read))).toEqual(new Set());
});

test('without inserts the pages are the list in the order of the database', async () => {
  const expected = await stack.databases.officials?.unsafe(
    'select id from officials order by full_name collate "vi-x-icu", id',
  );
  expect(await readAll(null, async () => {})).toEqual(expected?.map(({ id }) => id));
});

test('a cursor holds nothing of the name it stands for, and another order refuses it', async () => {
  const { data } = await stack.ask('{ officials(first: 1) { nodes { fullName } pageInfo { endCursor } } }');
  const { endCursor } = data.officials.pageInfo;
  expect(Buffer.from(endCursor, 'base64url').toString('utf8')).not.toContain(data.officials.nodes[0].fullName);
  const { errors } = await stack.ask(pageQuery, { after: endCursor, orderBy: { field: 'COEFFICIENT' } });
  expect(errors).toMatchObject([{ path: ['officials'], extensions: { code: 'BAD_USER_INPUT' } }]);
});
