import { afterAll, beforeAll, expect, test } from 'vitest';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { fillAll, migrateAll } from '../../subgraphs/fill.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import officials from '../../subgraphs/officials/index.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { settledChanges } from '../support/settled-changes.ts';

let own: Awaited<ReturnType<typeof ownDatabase>>;
let sql: ReturnType<typeof ownerConnection>;
let source: ReturnType<typeof createExtractSource>;
beforeAll(async () => {
  own = await ownDatabase('officials', 'change_epochs', 200);
  sql = ownerConnection(own.urls);
  source = createExtractSource(officials, { urls: own.urls });
});
afterAll(async () => {
  await sql?.end();
  await own?.stop();
});

const now = async () => (await source.changes(null, 0)).position;
const touch = (condition = 'true') => sql.unsafe(`update officials set updated_at = updated_at where ${condition}`);

test('nothing has changed since a moment ago; then those who have, and no more of them than asked for', async () => {
  await settledChanges(sql);
  const position = await now();
  expect((await source.changes(position, 1_000)).keys).toEqual({ PERSON: [], EMPLOYER: [], REFERENCE: [] });
  await touch(`id in (select id from officials order by id limit 3)`);
  await settledChanges(sql);
  const { keys, position: later } = await source.changes(position, 3);
  const people = await sql`select person_id from officials order by id limit 3`;
  expect(keys?.PERSON.toSorted()).toEqual([...new Set(people.map((row) => row.person_id))].toSorted());
  expect((await source.changes(position, 2)).keys).toBeNull();
  expect((await source.changes(later, 3)).keys).toEqual({ PERSON: [], EMPLOYER: [], REFERENCE: [] });
});

test('what is under way at a position is told after it, also where others ended in between', async () => {
  const [first] = await sql`select id, person_id from officials order by id limit 1`;
  await settledChanges(sql);
  const slow = await sql.reserve();
  await slow`begin`;
  await slow`update officials set updated_at = updated_at where id = ${first?.id}`;
  await sql`update payroll_quotas set year = year`;
  const position = await now();
  await slow`commit`;
  slow.release();
  expect((await source.changes(position, 100)).keys?.PERSON).toEqual([first?.person_id]);
});

test('of a position in the future, of another epoch or of another copy anything may have changed', async () => {
  const position = await now();
  expect((await source.changes({ ...position, xid: '9000000000000000000' }, 100)).keys).toBeNull();
  expect((await source.changes({ ...position, xid: 'x' }, 100)).keys).toBeNull();
  expect((await source.changes({ ...position, epoch: `${position.epoch}0` }, 100)).keys).toBeNull();
  // As a dump restores it: the same epoch and rows in tables made anew.
  const rows = await sql`select * from changed_records`;
  await sql`drop table changed_records cascade`;
  await migrateAll({ officials: own.urls });
  await sql`insert into changed_records ${sql(rows as never)}`;
  expect((await source.changes(position, 100)).keys).toBeNull();
});

test('a table of the time when a key stood in it once is made anew, and begins an epoch', async () => {
  const position = await now();
  await sql.unsafe(`drop table changed_records cascade;
    create table changed_records (kind text not null, key text not null, xid xid8 not null, primary key (kind, key))`);
  await migrateAll({ officials: own.urls });
  expect((await source.changes(position, 100)).keys).toBeNull();
  const anew = await now();
  await migrateAll({ officials: own.urls });
  await touch(`id in (select id from officials order by id limit 1)`);
  await touch(`id in (select id from officials order by id limit 1)`);
  expect((await source.changes(anew, 1)).keys?.PERSON).toHaveLength(1);
});

test('to empty a table begins an epoch', async () => {
  const position = await now();
  await sql`truncate citizen_matches`;
  expect((await source.changes(position, 100)).keys).toBeNull();
  expect(await sql`select from changed_records`).toHaveLength(0);
  expect((await source.changes(await now(), 100)).keys).not.toBeNull();
});

test('seeding notes nothing, begins an epoch, and leaves the triggers on; also where the seed before it died', async () => {
  const triggers = () =>
    sql`select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`;
  const whole = await triggers();
  expect(whole.length).toBeGreaterThan(20);
  const config = { ...subgraphsEnvironment.parse({}), officials: 100 };
  const position = await now();
  // As a seed leaves it that dies while it fills.
  await sql`update seed_state set completed_at = null`;
  for (const {
    table,
  } of await sql`select distinct tgrelid::regclass::text as table from pg_trigger where starts_with(tgname, 'track_changes')`)
    await sql.unsafe(`alter table ${table} disable trigger user`);
  await sql`update seed_state set restore = array(select format('alter table %s enable trigger %I', tgrelid::regclass, tgname)
    from pg_trigger where not tgisinternal)`;

  await fillAll(config, { officials: own.urls }, ['officials'], () => {});
  expect(await triggers()).toEqual(whole);
  expect(await sql`select from changed_records`).toHaveLength(0);
  expect((await source.changes(position, 1_000)).keys).toBeNull();
  const after = await now();
  await touch();
  expect((await source.changes(after, 1_000)).keys?.PERSON.length).toBeGreaterThan(90);
});
