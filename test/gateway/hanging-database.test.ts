import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { type Stack, startStack } from '../support/stack.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
let stack: Stack;
beforeAll(async () => {
  database = await ownDatabase('officials', 'officials_hanging');
  stack = await startStack({ databaseUrls: { officials: database.urls } });
});
afterAll(async () => {
  await stack.stop();
  await database.stop();
});

// The database gives up after 14 s: this is as long as the test takes.
test('a database that hangs nulls its own part like one that is down, and is used again when it moves', async () => {
  const query = '{ officials(first: 1) { nodes { id } } administrativeUnit(code: "79") { name } }';
  const sql = stack.databases.officials;
  if (!sql) throw new Error('no officials database');
  await sql.begin(async (tx) => {
    await tx`lock table officials in access exclusive mode`;
    const { data, errors } = await stack.ask(query);
    expect(data).toEqual({ officials: null, administrativeUnit: { name: 'Hồ Chí Minh' } });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'officials' } }]);
  });
  expect((await stack.ask(query)).errors).toBeUndefined();
});
