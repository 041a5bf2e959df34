import type { PendingQuery, Row, Sql } from 'postgres';
import type { ServingUrls } from './database-urls.ts';
import { EnvironmentError } from './environment.ts';

/**
 * Gives the roles that serve what serving needs, and takes everything else from them and from everyone: they read the
 * tables, the application writes those that have a policy for it, and they make nothing, not even a function. The policy `reach` is the application's alone, and the role
 * of statistics has one that lets every row through: PostgreSQL drops that from its plans.
 *
 * @param sql a connection of the owner
 * @param urls the users of these addresses are the roles. EnvironmentError where one is another's, or is missing.
 */
export async function grantRoles(sql: Sql, urls: ServingUrls): Promise<void> {
  const application = userOf(urls.application);
  const statistics = urls.statistics === undefined ? undefined : userOf(urls.statistics);
  await refuseWrong(sql, application, statistics);
  const roles = [application, ...(statistics === undefined ? [] : [statistics])];
  await revokeFormer(sql, roles);
  // Before the grants: who may read a table without a policy of his own sees nothing, and is not told.
  await namePolicies(sql, application, statistics);
  await grantReading(sql, roles);
  await grantWriting(sql, application);
  // Keys of people, and the salt of their hashes.
  if (statistics !== undefined)
    await sql.unsafe(`revoke select on changed_records, extract_state from ${quote(application)}`);
}

async function refuseWrong(sql: Sql, application: string, statistics: string | undefined): Promise<void> {
  const [current] = await sql<{ role: string }[]>`select current_user as role`;
  if (current?.role === application)
    throw new EnvironmentError("the application's role: expected another than the owner's, which sees every row");
  if (current?.role === statistics)
    throw new EnvironmentError("the role of statistics: expected another than the owner's, which may write");
  if (application === statistics)
    throw new EnvironmentError("the role of statistics: expected another than the application's");
  for (const [label, role] of [
    ["the application's role", application],
    ['the role of statistics', statistics],
  ])
    if (role !== undefined && (await sql`select from pg_roles where rolname = ${role}`).length === 0)
      throw new EnvironmentError(`${label}: expected one that exists; an administrator creates it, with LOGIN alone`);
}

/** Roles that served before and serve no longer: better they fail than see nothing. */
async function revokeFormer(sql: Sql, roles: string[]): Promise<void> {
  const former = await sql<{ role: string }[]>`
    select distinct rolname as role from pg_policy, unnest(polroles) as named join pg_roles r on r.oid = named
    where polname in ('reach', 'statistics') and rolname <> all (${roles})`;
  // The schema stays open to it: without, it would be told that there are no tables.
  for (const { role } of former) await sql.unsafe(`revoke all on all tables in schema public from ${quote(role)}`);
}

/** Only where they differ, and table by table: each waits for the statements that read it. */
async function namePolicies(sql: Sql, application: string, statistics: string | undefined): Promise<void> {
  const tables = await sql<{ table: string; reach: string[]; statistics: string[] }[]>`
    select reach.polrelid::regclass::text as table, array(${rolesOf(sql, 'reach')}) as reach,
      array(${rolesOf(sql, 'statistics')}) as statistics
    from pg_policy reach where reach.polname = 'reach' order by 1`;
  const expected = statistics === undefined ? [] : [statistics];
  for (const { table, ...named } of tables) {
    const changes: string[] = [];
    if (!isSame(named.reach, [application])) changes.push(`alter policy reach on ${table} to ${quote(application)}`);
    if (!isSame(named.statistics, expected)) {
      changes.push(`drop policy if exists statistics on ${table}`);
      if (statistics !== undefined)
        changes.push(`create policy statistics on ${table} for select to ${quote(statistics)} using (true)`);
    }
    if (changes.length > 0) await sql.unsafe(changes.join(';'));
  }
}

/** The roles that a policy of the same table names; `public` where that is everyone. */
const rolesOf = (sql: Sql, policy: string | PendingQuery<Row[]>) => sql`
  select coalesce(rolname, 'public')::text from pg_policy p, unnest(p.polroles) as named left join pg_roles r on r.oid = named
  where p.polrelid = reach.polrelid and p.polname = ${policy}`;

const isSame = (some: string[], others: string[]) => JSON.stringify(some) === JSON.stringify(others);

async function grantReading(sql: Sql, roles: string[]): Promise<void> {
  const [current] = await sql<{ database: string; makes: boolean }[]>`
    select current_database() as database,
      has_database_privilege('public', current_database(), 'create, temporary') as makes`;
  const database = quote(current?.database ?? '');
  // Only what is missing: it stands in a table of the whole server, where two at once get in each other's way.
  if (current?.makes) await sql.unsafe(`revoke create, temporary on database ${database} from public`);
  for (const role of roles) {
    const [reach] = await sql<{ connects: boolean }[]>`
      select has_database_privilege(${role}, current_database(), 'connect') as connects`;
    if (!reach?.connects) await sql.unsafe(`grant connect on database ${database} to ${quote(role)}`);
  }
  const names = roles.map(quote).join(', ');
  await sql.unsafe(`
    revoke all on schema public from public, ${names};
    revoke all on all tables in schema public from public, ${names};
    revoke all on all sequences in schema public from public, ${names};
    grant usage on schema public to ${names};
    grant select on all tables in schema public to ${names};
    revoke select on seed_state from ${names}`);
}

/**
 * What the application may write, and it alone: those tables and commands that a migration has made a policy for. Of an update
 * the columns too, which the policy's comment lists, by commas: policies bind rows, not columns.
 */
async function grantWriting(sql: Sql, application: string): Promise<void> {
  const writable = await sql<
    { table: string; policy: string; command: string; columns: string | null; roles: string[] }[]
  >`
    select reach.polrelid::regclass::text as table, reach.polname as policy,
      case reach.polcmd when 'a' then 'insert' else 'update' end as command,
      case reach.polcmd when 'w' then obj_description(reach.oid, 'pg_policy') end as columns,
      array(${rolesOf(sql, sql`reach.polname`)}) as roles
    from pg_policy reach where reach.polcmd in ('a', 'w') order by 1, 2`;
  for (const { table, policy, command, columns, roles } of writable) {
    if (command === 'update' && !columns)
      throw new Error(`policy ${policy} on ${table}: expected the columns that may be updated, as its comment`);
    if (!isSame(roles, [application]))
      await sql.unsafe(`alter policy ${quote(policy)} on ${table} to ${quote(application)}`);
    const which = columns
      ? ` (${columns
          .split(',')
          .map((column) => quote(column.trim()))
          .join(', ')})`
      : '';
    await sql.unsafe(`grant ${command}${which} on ${table} to ${quote(application)}`);
  }
}

const userOf = (url: string) => decodeURIComponent(new URL(url).username);

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
