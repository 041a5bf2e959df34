import type { Sql } from 'postgres';

/** Made anew by migrating, or true of the database that they stood in alone: where changes were noted, and under which salt. */
const ownTables = ['changed_records', 'extract_state', 'seed_state', 'unit_provinces', 'unit_reach'];

/** The tables of records, with the columns that a row brings: generated ones are PostgreSQL's. */
export function recordTables(sql: Sql): Promise<{ name: string; columns: string[] }[]> {
  return sql<{ name: string; columns: string[] }[]>`
    select relname::text as name, array_agg(attname::text order by attnum) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all (${ownTables})
      and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
    group by relname order by relname`;
}

/** Hashes of the migrations that the database has; none where it was never migrated. */
export async function appliedMigrations(sql: Sql): Promise<string[]> {
  const [made] = await sql`select where to_regclass('drizzle.__drizzle_migrations') is not null`;
  if (!made) return [];
  const rows = await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by created_at`;
  return rows.map(({ hash }) => hash);
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
