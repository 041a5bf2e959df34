import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';

let own: Awaited<ReturnType<typeof ownDatabase>>;
let owner: Sql;
let sql: Sql;
beforeAll(async () => {
  own = await ownDatabase('officials', 'statistics_role', 300);
  owner = ownerConnection(own.urls);
  sql = postgres(own.urls.statistics as string, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql?.end();
  await owner?.end();
  await own?.stop();
});

const countOf = async (client: Sql) => (await client`select from officials`).length;

test('it sees every row without claims, and whatever they say', async () => {
  const expected = await countOf(owner);
  expect(expected).toBeGreaterThan(200);
  expect(await countOf(sql)).toBe(expected);
  const claimed = await sql.begin(async (tx) => {
    await tx.unsafe(`set local lienthong.claims = '{"all":false,"agency":null,"units":[]}'`);
    return tx`select from officials`;
  });
  expect(claimed).toHaveLength(expected);
});

test('PostgreSQL drops its policy from the plan', async () => {
  const plan = (await sql`explain select count(*) from officials`).map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('on officials');
  expect(plan).not.toMatch(/Filter|InitPlan|caller_/);
});

const denied = '42501';

test.each([
  'delete from officials',
  'update officials set province_id = null',
  'insert into officials default values',
  'truncate officials',
  `insert into unit_reach values ('01', '79@2025-07-01')`,
  'select from officials for update',
  'set local role statistics_role',
  'set local role statistics_role_application',
  'set session authorization statistics_role',
  'grant statistics_role_statistics to statistics_role_application',
  'alter role statistics_role_statistics bypassrls',
  'alter table officials disable row level security',
  'drop policy statistics on officials',
  'alter policy reach on officials to public',
  'create policy all_rows on officials using (true)',
  'create table mine (id int)',
  'create temporary table mine (id int)',
  'create schema mine',
  'create function mine() returns void language sql security definer as $$ select $$',
  'copy officials to program $$cat$$',
  'select from seed_state',
  'select from drizzle.__drizzle_migrations',
])('it may read alone: %s', async (attempt) => {
  const outcome = await sql.begin((tx) => tx.unsafe(attempt)).catch((error: { code: string }) => error.code);
  expect(outcome).toBe(denied);
});

test('what it reads it cannot pass on', async () => {
  await sql`grant select on officials to public`;
  const granted =
    await owner`select from information_schema.table_privileges where table_schema = 'public' and grantee = 'PUBLIC'`;
  expect(granted).toEqual([]);
});

test('it owns nothing, is nobody else, and nobody is it', async () => {
  const [role] = await sql`
    select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as privileged,
      (select count(*)::int from pg_auth_members where r.oid in (member, roleid)) as memberships,
      (select count(*)::int from pg_class where relowner = r.oid) as tables
    from pg_roles r where rolname = current_user`;
  expect(role).toEqual({ privileged: false, memberships: 0, tables: 0 });
  const rights = await sql`
    select distinct privilege_type as right from information_schema.table_privileges
    where table_schema = 'public' and grantee in (current_user, 'PUBLIC')`;
  expect(rights).toEqual([{ right: 'SELECT' }]);
});
