import { createHmac } from 'node:crypto';
import type { Sql } from 'postgres';

/**
 * Makes a database and the role that owns it, where they are missing. Processes take turns.
 *
 * @param sql one connection of the superuser
 * @returns the role's password, made from the superuser's
 */
export async function createDatabase(sql: Sql, name: string, password: string): Promise<string> {
  const secret = createHmac('sha256', password).update(name).digest('base64url');
  const identifier = `"${name}"`;
  await sql`select pg_advisory_lock(hashtext('lienthong create database'))`;
  try {
    const [found] = await sql<{ role: boolean; database: boolean }[]>`
      select exists (select from pg_roles where rolname = ${name}) as role,
        exists (select from pg_database where datname = ${name}) as database`;
    if (!found?.role) await sql.unsafe(`create role ${identifier} login password '${secret}'`);
    if (!found?.database) await sql.unsafe(`create database ${identifier} owner ${identifier}`);
    await sql.unsafe(`revoke connect on database ${identifier} from public`);
  } finally {
    await sql`select pg_advisory_unlock(hashtext('lienthong create database'))`;
  }
  return secret;
}
