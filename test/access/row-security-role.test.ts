import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { EnvironmentError } from '../../subgraphs/kit/environment.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { openTables } from './protected-tables.ts';

let own: Awaited<ReturnType<typeof ownDatabase>>;
let owner: Sql;
let sql: Sql;
beforeAll(async () => {
  own = await ownDatabase('officials', 'officials_role', 300);
  owner = ownerConnection(own.urls);
  sql = postgres(own.urls.application, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql?.end();
  await owner?.end();
  await own?.stop();
});

const province = `set local lienthong.claims = '{"all":false,"agency":null,"units":["01"]}'`;

/** How many officials the application's role sees for one province, after it has tried something. */
async function seen(attempt: string): Promise<number | string> {
  const rows = await sql
    .begin(async (tx) => {
      await tx.unsafe(province);
      await tx.unsafe(attempt);
      return tx`select from officials`;
    })
    .catch((error: { code: string }) => error.code);
  await sql`rollback`;
  return typeof rows === 'string' ? rows : rows.length;
}

const denied = '42501';

test.each([
  ['set local row_security = off', denied],
  ['alter table officials disable row level security', denied],
  ['alter table officials no force row level security', denied],
  ['drop policy reach on officials', denied],
  ['alter policy reach on officials using (true)', denied],
  ['create policy all_rows on officials using (true)', denied],
  ['alter policy statistics on officials to public', denied],
  ['set local role officials_role', denied],
  ['set local role officials_role_statistics', denied],
  ['set session authorization officials_role', denied],
  ['set session authorization officials_role_statistics', denied],
  ['alter role officials_role_application bypassrls', denied],
  ['alter role officials_role_application superuser', denied],
  ['grant officials_role to officials_role_application', denied],
  ['grant officials_role_statistics to officials_role_application', denied],
  ['create function mine() returns void language sql security definer as $$ select $$', denied],
  ['create function pg_temp.mine() returns void language sql as $$ select $$', denied],
  ['create table mine (id int)', denied],
  ['create temporary table mine (id int)', denied],
  ['create schema mine', denied],
  ['set local session_replication_role = replica', denied],
  [`create or replace function caller_sees_all() returns boolean language sql return true`, denied],
  ['drop function caller_sees_all()', '2BP01|42501'],
  [`insert into unit_reach values ('01', '79@2025-07-01')`, denied],
  ['delete from officials', denied],
  ['update officials set province_id = null', denied],
  ['truncate officials', denied],
  ['copy officials to program $$cat$$', denied],
  ['select from seed_state', denied],
  [`select from drizzle.__drizzle_migrations`, denied],
  ['alter database officials_role set lienthong.claims = $${}$$', denied],
])('the application cannot switch row-level security off: %s', async (attempt, code) => {
  expect(await seen(attempt)).toMatch(new RegExp(`^(${code})$`));
});

test.each([
  'reset role',
  'set local search_path = pg_catalog, public',
  'reset session authorization',
  'savepoint a',
  'lock table job_positions in access share mode',
])('and what it may do changes nothing: %s', async (attempt) => {
  const [expected] = await owner`select count(*)::int as count from officials where province_id = '01@start'`;
  expect(expected?.count).toBeGreaterThan(0);
  expect(await seen(attempt)).toBe(expected?.count);
});

test('it owns nothing, is nobody else, and may read alone', async () => {
  const [role] = await sql`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
      (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
      (select count(*)::int from pg_class where relowner = r.oid) as tables,
      (select count(*)::int from pg_proc where proowner = r.oid) as functions
    from pg_roles r where rolname = current_user`;
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    memberships: 0,
    tables: 0,
    functions: 0,
  });
  const rights = await sql`
    select distinct privilege_type as right from information_schema.table_privileges
    where table_schema = 'public' and grantee in (current_user, 'PUBLIC')`;
  expect(rights).toEqual([{ right: 'SELECT' }]);
});

test('an address of the owner is not served', async () => {
  const urls = { application: own.urls.owner, statistics: undefined };
  const database = connectDatabase({ urls, name: 'owner', open: openTables, secret: Buffer.from('owner') });
  await expect(database.ask()).rejects.toThrow(EnvironmentError);
  await expect(database.ask()).rejects.toThrow(/owns neither the database nor its tables/);
  await expect(database.statistics.execute('select 1').catch((error) => Promise.reject(error.cause))).rejects.toThrow(
    EnvironmentError,
  );
  await database.stop();
});

test('a table of people without row-level security is not served', async () => {
  // As where its owner forgot to say whose it is: all that are not declared to hold no one count as tables of people.
  const database = connectDatabase({ urls: own.urls, name: 'forgotten', open: [], secret: Buffer.from('forgotten') });
  await expect(database.ask()).rejects.toThrow(
    /expected row-level security on citizen_match_runs, job_positions, payroll_quotas: /,
  );
  await database.stop();
});

test("a view with its owner's rights is not served", async () => {
  const owner = ownerConnection(own.urls);
  const database = connectDatabase({ urls: own.urls, name: 'view', open: openTables, secret: Buffer.from('view') });
  try {
    await owner`create view everybody as select * from officials`;
    await owner`grant select on everybody to public`;
    await expect(database.ask()).rejects.toThrow(/expected row-level security on everybody: /);
    await owner`alter view everybody set (security_invoker = true)`;
    await database.ask();
  } finally {
    await owner`drop view everybody`;
    await owner.end();
    await database.stop();
  }
});

test('another database of the same server is closed to it', async () => {
  const url = new URL((inject('databaseUrls')['social-security'] as DatabaseUrls).application);
  const mine = new URL(own.urls.application);
  url.username = mine.username;
  url.password = mine.password;
  const other = postgres(url.href, { max: 1 });
  await expect(other`select 1`).rejects.toMatchObject({ code: denied });
  await other.end();
});
