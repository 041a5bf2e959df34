import { setTimeout } from 'node:timers/promises';
import { eq, sql as text } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../schema/caller.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import { createLookUp } from '../../subgraphs/kit/look-up.ts';
import { officials } from '../../subgraphs/officials/tables.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { openTables } from './protected-tables.ts';

let own: Awaited<ReturnType<typeof ownDatabase>>;
let owner: Sql;
let database: ReturnType<typeof connectDatabase>;
const connect = () =>
  connectDatabase({
    urls: own.urls,
    name: 'pipeline',
    open: [...openTables, 'probe'],
    secret: Buffer.from('pipeline'),
  });
beforeAll(async () => {
  own = await ownDatabase('officials', 'officials_pipeline', 400);
  owner = ownerConnection(own.urls);
  database = connect();
});
afterAll(async () => {
  await database?.stop();
  await owner?.end();
  await own?.stop();
});

const callerOf = (...units: string[]): Caller => ({
  subject: 'test',
  agency: null,
  jurisdiction: units,
  scopes: [],
  purpose: null,
});

/** Every province's code with the ids of the officials recorded under it or its predecessors, as the owner reads them. */
async function idsByProvince(): Promise<Map<string, string[]>> {
  const rows = await owner<{ code: string; ids: string[] }[]>`
    select code, array_agg(id::text order by id) as ids from officials join unit_reach r on r.unit_id = province_id
    where code like '__' group by code`;
  return new Map(rows.map(({ code, ids }) => [code, ids]));
}

const idsSeen = async (through: { select: ReturnType<typeof connectDatabase>['statistics']['select'] }) =>
  (await through.select({ id: officials.id }).from(officials).orderBy(officials.id)).map(({ id }) => id);

test('50 callers at once over thousands of statements, some of which fail, each see their own rows and no others', async () => {
  const expected = await idsByProvince();
  const codes = [...expected.keys()];
  expect(codes.length).toBeGreaterThan(30);
  let failed = 0;
  const work = Array.from({ length: 50 }, async (_, at) => {
    const code = codes[at % codes.length] as string;
    const other = codes[(at * 7 + 3) % codes.length] as string;
    const units = at % 2 === 0 ? [code] : [...new Set([code, other])];
    const ids = units.flatMap((unit) => expected.get(unit) ?? []).sort();
    for (let round = 0; round < 60; round++) {
      const db = database.forCaller(callerOf(...units));
      // A text of its own is parsed first, a wrong value fails while it runs, a wrong table before.
      const failing =
        round % 3 === 0 ? text`select 1 / ${round - round}::int from officials` : text`select from nowhere`;
      const [seen, again, fresh, error] = await Promise.all([
        idsSeen(db),
        db.select({ id: officials.id }).from(officials).where(eq(officials.citizenMatch, 'MATCHED')),
        db.execute<{ id: string }>(text.raw(`select id, ${at * 100 + round} as own from officials order by id`)),
        db.execute(failing).catch((cause: unknown) => cause),
      ]);
      expect(seen).toEqual(ids);
      expect(fresh.map(({ id }) => id)).toEqual(ids);
      expect(again.every(({ id }) => ids.includes(id))).toBe(true);
      if (error instanceof Error) failed += 1;
    }
  });
  await Promise.all(work);
  expect(failed).toBeGreaterThan(2_000);
});

test('a connection killed in the middle gives errors, never rows of nobody or of another, and is replaced', async () => {
  const expected = await idsByProvince();
  const [first, second] = [...expected.keys()] as [string, string];
  const answers = { right: 0, failed: 0 };
  // A role may end its own sessions.
  const killer = ownerConnection({ owner: own.urls.application });
  const ask = async (code: string, at: number) => {
    const db = database.forCaller(callerOf(code));
    try {
      // Every third text is new to its connection: being killed may find it between two parts.
      const rows =
        at % 3 === 0
          ? await db.execute<{ id: string }>(
              text`select id, ${at}::int as ${text.raw(`n${at}`)} from officials order by id`,
            )
          : await db.select({ id: officials.id }).from(officials).orderBy(officials.id);
      expect(rows.map(({ id }) => id)).toEqual(expected.get(code));
      answers.right += 1;
    } catch (error) {
      const { code: reason } = (error as { cause: { code?: string } }).cause;
      expect(reason).toMatch(/^(CONNECTION_|ECONN|EPIPE|57P01)/);
      answers.failed += 1;
    }
  };
  for (let round = 0; round < 12; round++) {
    const asked = Array.from({ length: 100 }, (_, at) => ask(at % 2 === 0 ? first : second, round * 100 + at));
    await setTimeout(round);
    await killer`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lienthong pipeline'`;
    await Promise.all(asked);
  }
  await killer.end();
  expect(answers.failed).toBeGreaterThan(0);
  expect(answers.right).toBeGreaterThan(0);
  await expect.poll(() => idsSeen(database.forCaller(callerOf(first))).catch(() => [])).toEqual(expected.get(first));
});

test('a statement whose table has changed since it was prepared is read anew, in its own turn', async () => {
  const expected = await idsByProvince();
  const [code] = [...expected.keys()] as [string];
  const db = database.forCaller(callerOf(code));
  await owner`create table probe (value int)`;
  await owner`insert into probe values (1)`;
  await owner`grant select on probe to public`;
  // Officials too, which it sees in its own transaction alone.
  const read = () =>
    db.execute(text`select probe.*, (select count(*)::int from officials) as officials from probe where ${true}::bool`);
  const readOften = () => Promise.all(Array.from({ length: 40 }, read));
  const all = (value: unknown) => Array.from({ length: 40 }, () => ({ value, officials: expected.get(code)?.length }));
  try {
    expect((await readOften()).flat()).toEqual(all(1));
    await owner`alter table probe alter column value type text`;
    const [values, ids] = await Promise.all([readOften(), idsSeen(db)]);
    expect(values.flat()).toEqual(all('1'));
    expect(ids).toEqual(expected.get(code));
  } finally {
    await owner`drop table probe`;
  }
});

test('what PostgreSQL keeps of statements is bounded, however many different ones are sent', async () => {
  const db = database.forCaller(callerOf('01'));
  const kept = 'select count(*)::int as count from pg_prepared_statements';
  for (let round = 0; round < 3; round++)
    await Promise.all(
      Array.from({ length: 400 }, (_, at) => db.execute(text.raw(`select ${round * 400 + at} where ${at} >= 0`))),
    );
  const counts = await Promise.all(Array.from({ length: 40 }, () => db.execute(text.raw(kept))));
  for (const [row] of counts) expect(row?.count).toBeLessThanOrEqual(501);
  // One connection alone, too.
  for (let at = 0; at < 1_100; at++) await db.execute(text.raw(`select ${at} as one_after_another`));
  const [row] = await db.execute(text.raw(kept));
  expect(row?.count).toBeLessThanOrEqual(501);
});

test('a value that cannot be sent fails its own statement alone', async () => {
  const expected = await idsByProvince();
  const [code] = [...expected.keys()] as [string];
  const db = database.forCaller(callerOf(code));
  const [failed, ids] = await Promise.all([
    db.execute(text`select ${text.param(undefined)}::text`).catch((error: Error) => error.cause),
    idsSeen(db),
  ]);
  expect(failed).toBeInstanceOf(TypeError);
  expect(ids).toEqual(expected.get(code));
});

test('idle connections stay closed: one caller, one statement at a time, needs one', async () => {
  const quiet = connectDatabase({ urls: own.urls, name: 'quiet', open: openTables, secret: Buffer.from('quiet') });
  try {
    for (let at = 0; at < 20; at++) await idsSeen(quiet.forCaller(callerOf('01')));
    const open = await owner`select from pg_stat_activity where application_name = 'lienthong quiet'`;
    expect(open).toHaveLength(1);
  } finally {
    await quiet.stop();
  }
});

test('statements that are quick share a connection, and none of them waits behind one that is not', async () => {
  const shared = connectDatabase({ urls: own.urls, name: 'shared', open: openTables, secret: Buffer.from('shared') });
  const caller = callerOf('01');
  const [someone] = await idsSeen(shared.forCaller(callerOf(...(await idsByProvince()).keys())));
  const lookUp = createLookUp({ table: officials, column: officials.id, order: [] });
  const one = () => lookUp(shared.forCaller(caller), { id: officials.id }, [someone as string]);
  const open = () => shared.use().find(({ pool }) => pool === 'rows')?.open;
  const holder = await owner.reserve();
  try {
    await Promise.all(Array.from({ length: 7 }, one));
    expect(open()).toBe(1);
    await holder`select pg_advisory_lock(7)`;
    let isHeld = true;
    const slow = shared
      .forCaller(caller)
      .execute(text`select pg_advisory_lock_shared(7)::text`)
      .then(() => {
        isHeld = false;
      });
    await Promise.all(Array.from({ length: 40 }, one));
    expect(isHeld).toBe(true);
    expect(open()).toBeLessThan(8);
    await holder`select pg_advisory_unlock(7)`;
    await slow;
  } finally {
    await holder`select pg_advisory_unlock_all()`;
    holder.release();
    await shared.stop();
  }
});
