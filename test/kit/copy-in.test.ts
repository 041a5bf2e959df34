import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyIn, promptly } from '../../subgraphs/kit/copy-in.ts';
import { ownDatabase } from '../support/own-database.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
let sql: Sql;
beforeAll(async () => {
  database = await ownDatabase('administrative-units', 'copy_in');
  sql = postgres(database.urls.owner, { ...promptly, max: 1, onnotice: () => {} });
  await sql`create table numbers (a int, b text)`;
});
afterAll(async () => {
  await sql?.end();
  await database?.stop();
});

async function* rows(pieces: number, text: (piece: number) => string, pause: number) {
  for (let piece = 0; piece < pieces; piece++) {
    yield text(piece);
    if (pause > 0) await sleep(pause);
  }
}

test('what is copied in stands there, from pieces that end anywhere', async () => {
  await sql`truncate numbers`;
  await copyIn(sql.unsafe('copy numbers from stdin'), ['1\tm', 'ột\n2\thai', '\n3\tba\n']);
  expect(await sql`select a, b from numbers order by a`).toEqual([
    { a: 1, b: 'một' },
    { a: 2, b: 'hai' },
    { a: 3, b: 'ba' },
  ]);
});

// PostgreSQL may refuse before, between and after the last piece.
test.each([
  [1, 0],
  [3, 0],
  [3, 20],
  [40, 0],
  [40, 1],
])('what PostgreSQL refuses of %i pieces, %i ms apart, is told, and the connection goes on', async (pieces, pause) => {
  const text = (piece: number) => 'not\ta number\n'.repeat(1 + piece * 500);
  await expect(copyIn(sql.unsafe('copy numbers from stdin'), rows(pieces, text, pause))).rejects.toMatchObject({
    code: '22P02',
  });
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test('what fails to give the pieces is told too, and nothing is copied', async () => {
  await sql`truncate numbers`;
  async function* failing() {
    yield '1\tone\n';
    throw new Error('no more');
  }
  await expect(copyIn(sql.unsafe('copy numbers from stdin'), failing())).rejects.toThrow('no more');
  expect(await sql`select count(*)::int as count from numbers`).toEqual([{ count: 0 }]);
});

test.each([0, 30])('an address with connect_timeout=%i is connected to: 0 is no limit', async (seconds) => {
  const address = new URL(database.urls.owner);
  address.searchParams.set('connect_timeout', String(seconds));
  const patient = postgres(address.href, { ...promptly, max: 1 });
  expect(await patient`select 1 as one`).toEqual([{ one: 1 }]);
  await patient.end();
});

test('hosts are tried in their order, and what does not answer is told', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port: closed } = taken.address() as { port: number };
  await new Promise((resolve) => taken.close(resolve));
  const address = new URL(database.urls.owner);
  const several = postgres(
    database.urls.owner.replace(address.host, `127.0.0.1:${closed},${address.hostname}:${address.port}`),
    { ...promptly, max: 1 },
  );
  expect(await several`select 1 as one`).toEqual([{ one: 1 }]);
  await several.end();
  const none = postgres(database.urls.owner.replace(address.host, `127.0.0.1:${closed}`), { ...promptly, max: 1 });
  await expect(none`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await none.end();
});
