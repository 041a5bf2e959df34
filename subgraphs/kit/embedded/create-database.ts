import { createHmac } from 'node:crypto';
import type { PendingQuery, Row, Sql } from 'postgres';
import type { DatabaseUrls } from '../database-urls.ts';
import { allowIndexSearch } from './allow-index-search.ts';

/** The address at which a user, with a password, finds a database. */
type AddressOf = (user: string, password: string, database: string) => string;

/**
 * Makes a database, the role that owns it and the two that serve it, where they are missing. Their passwords are made
 * from the superuser's. Processes take turns.
 *
 * @param sql one connection of the superuser
 */
export async function createDatabase(
  sql: Sql,
  name: string,
  password: string,
  addressOf: AddressOf,
  superuserAt: (database: string) => string,
): Promise<DatabaseUrls> {
  const application = `${name}_application`;
  const statistics = `${name}_statistics`;
  const secretOf = (role: string) => createHmac('sha256', password).update(role).digest('base64url');
  await sql`select pg_advisory_lock(hashtext('lienthong create database'))`;
  try {
    for (const role of [name, application, statistics])
      if (!(await has(sql`select from pg_roles where rolname = ${role}`)))
        await sql.unsafe(`create role "${role}" login password '${secretOf(role)}'`);
    if (!(await has(sql`select from pg_database where datname = ${name}`)))
      await sql.unsafe(`create database "${name}" owner "${name}"`);
    // Only what is missing, because migrating the same database in another process may be at it too.
    if (await has(sql`select where has_database_privilege('public', ${name}, 'connect, temporary')`))
      await sql.unsafe(`revoke all on database "${name}" from public`);
    for (const role of [application, statistics])
      if (!(await has(sql`select where has_database_privilege(${role}, ${name}, 'connect')`)))
        await sql.unsafe(`grant connect on database "${name}" to "${role}"`);
    await allowIndexSearch(superuserAt(name));
  } finally {
    await sql`select pg_advisory_unlock(hashtext('lienthong create database'))`;
  }
  const urlOf = (role: string) => addressOf(role, secretOf(role), name);
  return { owner: urlOf(name), application: urlOf(application), statistics: urlOf(statistics) };
}

const has = async (rows: PendingQuery<Row[]>) => (await rows).length > 0;
