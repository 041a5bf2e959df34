import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everything } from '../../subgraphs/kit/claims.ts';
import { openSession } from '../../subgraphs/kit/session.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';

let own: Awaited<ReturnType<typeof ownDatabase>>;
let owner: Sql;
beforeAll(async () => {
  own = await ownDatabase('officials', 'officials_session', 400);
  owner = ownerConnection(own.urls);
});
afterAll(async () => {
  await owner?.end();
  await own?.stop();
});

/** A session, and the client below it. */
async function openOne() {
  let client = undefined as unknown as Sql;
  const session = await openSession({
    connect: (options) => {
      client = postgres(own.urls.application, { ...options, fetch_types: false });
      return client;
    },
    question: 'select',
    refuse: () => {},
    onLost: () => {},
  });
  return { session, client };
}

test('a bare statement on the very connection that has served callers fails, whatever went before', async () => {
  const { session, client } = await openOne();
  const bare = () => client.unsafe('select from officials').then(({ length }) => length);
  try {
    // Never set: there is no such setting. Set before: it is empty again.
    await expect(bare()).rejects.toMatchObject({ code: '42704' });
    for (const [text, outcome] of [
      ['select from officials', true],
      ['select from nowhere', '42P01'],
      ['select 1 / $1::int', '22012'],
      ['select from officials where $1::int = 0', true],
    ] as const) {
      const parameters = text.includes('$1') ? [0] : [];
      const statement = { claims: everything, text, parameters, prepare: true, keepPlan: false, raw: false };
      const [rows] = await Promise.allSettled([session.run(statement)]);
      expect(rows.status === 'fulfilled' ? rows.value.length > 100 : rows.reason.code).toBe(outcome);
      await expect(bare()).rejects.toMatchObject({ code: '22P02' });
    }
  } finally {
    await session.end();
  }
});

test('a stale statement is not sent again behind others: the next one gets its own answer', async () => {
  const { session } = await openOne();
  await owner`create table changing (value int)`;
  await owner`insert into changing values (1)`;
  await owner`grant select on changing to public`;
  const run = (text: string, parameters: unknown[]) =>
    session.run({ claims: everything, text, parameters, prepare: true, keepPlan: false, raw: false });
  const stale = () => run('select value, null as other from changing where $1::bool', [true]);
  try {
    expect([...(await stale())]).toEqual([{ value: 1, other: null }]);
    await owner`alter table changing alter column value type text`;
    const [first, second, third] = await Promise.allSettled([
      stale(),
      run('select $1::text as one, 2 as two, 3 as three', ['new to the connection']),
      run('select count(*)::int > 100 as enough from officials where $1::bool', [true]),
    ]);
    expect(first).toMatchObject({ status: 'rejected', reason: { routine: 'RevalidateCachedQuery' } });
    expect(second).toMatchObject({ value: [{ one: 'new to the connection', two: 2, three: 3 }] });
    expect(third).toMatchObject({ value: [{ enough: true }] });
  } finally {
    await session.end();
    await owner`drop table changing`;
  }
});

test('a statement that writes is answered by its commit, and one that reads writes nothing', async () => {
  const { session } = await openOne();
  await owner`create table written (value int, constraint at_the_end unique (value) deferrable initially deferred)`;
  await owner`grant insert, select on written to public`;
  const run = (value: number, writes: boolean) =>
    session.run({
      claims: everything,
      text: 'insert into written values ($1::int)',
      parameters: [value],
      prepare: false,
      keepPlan: false,
      raw: false,
      writes,
    });
  try {
    await run(1, true);
    expect(await owner`select value from written`).toEqual([{ value: 1 }]);
    // Only its commit fails: the statement itself is answered.
    await expect(run(1, true)).rejects.toMatchObject({ code: '23505' });
    await expect(run(2, false)).rejects.toMatchObject({ code: '25006' });
    const all = await Promise.allSettled([run(3, true), run(1, true), run(4, true)]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await owner`select value from written order by 1`).map(({ value }) => value)).toEqual([1, 3, 4]);
  } finally {
    await session.end();
    await owner`drop table written`;
  }
});
