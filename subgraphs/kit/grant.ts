import type { Sql } from 'postgres';
import { databaseErrorCode } from './database-error.ts';
import { EnvironmentError } from './environment.ts';

/**
 * Gives the application's role what serving needs, and takes everything else from it and from everyone: it reads the
 * tables, and makes nothing, not even a function of its own.
 *
 * @param sql a connection of the owner
 * @param application the application's address: its user is the role. EnvironmentError where it is the owner, or is missing.
 */
export async function grantApplication(sql: Sql, application: string): Promise<void> {
  const name = decodeURIComponent(new URL(application).username);
  const [current] = await sql<{ role: string; database: string }[]>`
    select current_user as role, current_database() as database`;
  if (current?.role === name)
    throw new EnvironmentError("the application's role: expected another than the owner's, which sees every row");
  const role = quote(name);
  const database = quote(current?.database ?? '');
  try {
    const [reach] = await sql<{ connects: boolean; makes: boolean }[]>`
      select has_database_privilege(${name}, current_database(), 'connect') as connects,
        has_database_privilege('public', current_database(), 'create, temporary') as makes`;
    // Only what is missing: it stands in a table of the whole server, where two at once get in each other's way.
    if (reach?.makes) await sql.unsafe(`revoke create, temporary on database ${database} from public`);
    if (!reach?.connects) await sql.unsafe(`grant connect on database ${database} to ${role}`);
    await sql.unsafe(`
      revoke all on schema public from public, ${role};
      revoke all on all tables in schema public from public, ${role};
      revoke all on all sequences in schema public from public, ${role};
      grant usage on schema public to ${role};
      grant select on all tables in schema public to ${role};
      revoke select on seed_state from ${role}`);
  } catch (error) {
    if (databaseErrorCode(error) !== '42704') throw error;
    throw new EnvironmentError(
      "the application's role: expected one that exists; an administrator creates it, with LOGIN alone",
    );
  }
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
