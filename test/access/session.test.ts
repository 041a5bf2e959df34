import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Claims, claimsOf, everything } from '../../subgraphs/kit/claims.ts';
import { openSession } from '../../subgraphs/kit/session.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';

const nobody = claimsOf({ agency: null, jurisdiction: [] });

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

const openOne = () =>
  openSession({
    database: { url: own.urls.application, settings: {} },
    question: 'select',
    refuse: () => {},
    onLost: () => {},
  });

test('a bare statement on the very connection that has served callers fails, whatever went before', async () => {
  const session = await openOne();
  const reading = { parameters: [], prepare: false, keepPlan: true, raw: false };
  const bare = () => session.run({ ...reading, claims: null, text: 'select from officials' });
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
  const session = await openOne();
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
  const session = await openOne();
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

test('statements of two callers in one turn, some of which fail, are each answered under their own claims', async () => {
  const session = await openOne();
  const [{ code, count }] = (await owner`
    select code, count(*)::int from officials join unit_reach r on r.unit_id = province_id
    where code like '__' group by code order by count limit 1`) as unknown as [{ code: string; count: number }];
  const [{ total }] = (await owner`select count(*)::int as total from officials`) as unknown as [{ total: number }];
  const claims = [everything, claimsOf({ agency: null, jurisdiction: [code] }), nobody];
  const expected = [total, count, 0];
  expect(new Set(expected).size).toBe(3);
  const ask = (at: number, text: string) =>
    session
      .run({
        claims: claims[at % 3] as Claims,
        text,
        parameters: [at % 4],
        prepare: at % 5 !== 0,
        keepPlan: at % 2 === 0,
        raw: true,
      })
      .then((rows) => rows.flat()[0] as number);
  try {
    // New to the connection at first, then kept; every fourth fails while it runs.
    for (let round = 0; round < 3; round++) {
      const answers = Array.from({ length: 240 }, (_, at) =>
        ask(at, 'select count(*)::int + 0 / $1::int from officials').catch(({ code }: { code: string }) => code),
      );
      expect(await Promise.all(answers)).toEqual(
        Array.from({ length: 240 }, (_, at) => (at % 4 === 0 ? '22012' : expected[at % 3])),
      );
    }
  } finally {
    await session.end();
  }
});

test('a text that PostgreSQL refuses fails each who asks it, and is sent anew once it is right', async () => {
  const session = await openOne();
  const ask = () =>
    session
      .run({
        claims: everything,
        text: 'select 1 as one from later',
        parameters: [],
        prepare: true,
        keepPlan: true,
        raw: false,
      })
      .catch(({ code }: { code: string }) => code);
  try {
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['42P01', '42P01', '42P01']);
    await owner`create table later as select`;
    await owner`grant select on later to public`;
    expect(await Promise.all([ask(), ask()])).toEqual([[{ one: 1 }], [{ one: 1 }]]);
    expect(await ask()).toEqual([{ one: 1 }]);
  } finally {
    await session.end();
    await owner`drop table if exists later`;
  }
});

test('no text is more than one statement, and none leaves the transaction that its claims are in', async () => {
  const session = await openOne();
  const run = (text: string, claims: Claims | null = everything) =>
    session.run({ claims, text, parameters: [], prepare: false, keepPlan: true, raw: false });
  try {
    await expect(run('select 1; select 2')).rejects.toMatchObject({ code: '42601' });
    await expect(run('commit; select from officials')).rejects.toMatchObject({ code: '42601' });
    await run('commit').catch(() => {});
    await expect(run('select from officials', null)).rejects.toMatchObject({ code: '22P02' });
    await expect(run('set transaction read write')).rejects.toMatchObject({ code: '25001' });
    // Claims are a value, whatever it holds.
    const odd = `{}', true); reset all; --` as Claims;
    await expect(run('select from officials', odd)).rejects.toMatchObject({ code: '22P02' });
  } finally {
    await session.end();
  }
});

test('an address that names settings does not open a connection to writing', async () => {
  const url = `${own.urls.application}?default_transaction_read_only=off&plan_cache_mode=auto`;
  const session = await openSession({
    database: { url, settings: {} },
    question: 'select',
    refuse: () => {},
    onLost: () => {},
  });
  const reading = { claims: null, parameters: [], prepare: false, keepPlan: true, raw: true };
  try {
    const setting = (name: string) => session.run({ ...reading, text: `select current_setting('${name}')` });
    expect(await setting('default_transaction_read_only')).toEqual([['on']]);
    expect(await setting('plan_cache_mode')).toEqual([['force_generic_plan']]);
  } finally {
    await session.end();
  }
});

test('a transaction that is left open ends the connection, before anybody else is answered in it', async () => {
  const session = await openOne();
  const run = (text: string, claims: Claims | null) =>
    session.run({ claims, text, parameters: [], prepare: false, keepPlan: true, raw: false });
  const closed = { code: 'CONNECTION_CLOSED' };
  try {
    const [opened, behind] = await Promise.allSettled([run('begin', everything), run('select from officials', null)]);
    expect(opened).toMatchObject({ status: 'rejected', reason: closed });
    expect(behind).toMatchObject({ status: 'rejected', reason: closed });
    await expect(run('select from officials', everything)).rejects.toMatchObject(closed);
  } finally {
    await session.end();
  }
});

test('rows of any length and values of any kind arrive as PostgreSQL has them', async () => {
  const session = await openOne();
  const text = `select repeat('ữ', n) as long, n, n % 2 = 0 as even, null::int as none, 9007199254740993::bigint as large,
    '{"a":[1]}'::jsonb as json, '\\x00ff'::bytea as bytes, array[n, 2] as list, date '2026-11-22' as day
    from unnest($1::int[]) as n`;
  const lengths = [0, 1, 70_000, 3, 900_000, 5];
  try {
    for (const repeat of [1, 2]) {
      const rows = await session.run({
        claims: everything,
        text,
        parameters: [`{${lengths.join()}}`],
        prepare: repeat > 0,
        keepPlan: true,
        raw: false,
      });
      expect(rows).toEqual(
        lengths.map((n) => ({
          long: 'ữ'.repeat(n),
          n,
          even: n % 2 === 0,
          none: null,
          large: '9007199254740993',
          json: { a: [1] },
          bytes: Buffer.from([0, 255]),
          list: `{${n},2}`,
          day: '2026-11-22',
        })),
      );
    }
    // Longer than the memory that messages are written into.
    const long = 'đ'.repeat(300_000);
    const [row] = await session.run({
      claims: everything,
      text: 'select $1::text as value, $2::bool as flag, $3::bigint as number, $4::text as none',
      parameters: [long, true, 2n ** 60n, null],
      prepare: true,
      keepPlan: true,
      raw: false,
    });
    expect(row).toEqual({ value: long, flag: true, number: String(2n ** 60n), none: null });
  } finally {
    await session.end();
  }
});
