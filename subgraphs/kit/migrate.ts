import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { DatabaseUrls } from './database-urls.ts';
import { grantRoles } from './grant.ts';

/**
 * Brings one database to the newest schema: the kit's prelude, then the subgraph's migrations in order. Two processes at
 * once take turns. Then the roles that serve it may read its tables, and nothing else.
 *
 * @param directory the subgraph's folder
 */
export async function migrateDatabase({ owner, ...serving }: DatabaseUrls, directory: string): Promise<void> {
  const prelude = await readFile(join(import.meta.dirname, 'prelude.sql'), 'utf8');
  const sql = postgres(owner, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(hashtext('lienthong migrate'))`;
    await sql.unsafe(prelude);
    await migrate(drizzle(sql), { migrationsFolder: join(directory, 'migrations') });
    await grantRoles(sql, serving);
  } finally {
    // Ending the connection gives the lock back.
    await sql.end();
  }
}
