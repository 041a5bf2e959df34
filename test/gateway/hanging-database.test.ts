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

test('a subgraph in the same process that takes too long is given up in time, and used again when it moves', async () => {
  const impatient = await startStack({
    databaseUrls: { officials: database.urls },
    settings: { officials: { timeout: 300 } },
  });
  try {
    const query = '{ officials(first: 1) { nodes { id } } administrativeUnit(code: "79") { name } }';
    await impatient.databases.officials?.begin(async (tx) => {
      await tx`lock table officials in access exclusive mode`;
      expect(await impatient.ask(query)).toMatchObject({
        data: { officials: null, administrativeUnit: { name: 'Hồ Chí Minh' } },
        errors: [
          {
            message: 'The subgraph "officials" did not answer in time.',
            path: ['officials'],
            extensions: { code: 'SUBGRAPH_TIMEOUT', serviceName: 'officials' },
          },
        ],
      });
    });
    // Its own limit is as short as before, so the first answers may still come too late.
    await expect.poll(async () => (await impatient.ask(query)).errors, { timeout: 20_000 }).toBeUndefined();
  } finally {
    await impatient.stop();
  }
});
