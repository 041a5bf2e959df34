import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import postgres, { type Sql } from 'postgres';
import { beginLoad, buildAgain } from '../bulk-load.ts';
import { copyIn, promptly } from '../copy-in.ts';
import { BackupError } from './backup-error.ts';
import { fileOf, type Manifest } from './manifest.ts';
import { appliedMigrations, quote, recordTables } from './tables.ts';

type Options = {
  /** Also where the tables hold records: they are lost. */
  force: boolean;
  /** Whether the embedded server holds it, where a start fills what nobody has filled to its end. */
  isEmbedded: boolean;
  stopping: AbortSignal;
};

/**
 * Loads a backup into a migrated database, whose own rows it replaces; the backup's files were verified. If it dies half-way it is
 * to be begun again. Afterwards changes are told from a new epoch on, so the rules of data quality read all of it.
 *
 * @param owner the address of its owner
 */
export async function restoreDatabase(
  owner: string,
  folder: string,
  manifest: Manifest,
  { force, isEmbedded, stopping }: Options,
): Promise<void> {
  stopping.throwIfAborted();
  // postgres.js does not always end a COPY whose connection is cut, so that is watched beside it.
  const cut = Promise.withResolvers<never>();
  cut.promise.catch(() => {});
  const giveUp = () => cut.reject(stopping.reason);
  stopping.addEventListener('abort', giveUp);
  const sql = postgres(owner, {
    ...promptly,
    max: 2,
    onnotice: () => {},
    onclose: () => cut.reject(new BackupError(`${manifest.subgraph}: the connection to the database was lost`)),
    // A turn lasts as long as its connection.
    max_lifetime: null,
    connection: { synchronous_commit: 'off' } as never,
  });
  try {
    await Promise.race([load(sql, folder, manifest, { force, isEmbedded }), cut.promise]);
  } finally {
    stopping.removeEventListener('abort', giveUp);
    await sql.end({ timeout: 0 });
  }
}

async function load(
  sql: Sql,
  folder: string,
  manifest: Manifest,
  { force, isEmbedded }: Omit<Options, 'stopping'>,
): Promise<void> {
  const turn = await sql.reserve();
  // Seeding's too: both empty the database.
  await turn`select pg_advisory_lock(hashtext('lienthong seed'))`;
  await refuseOther(turn, manifest);
  if (!force) await refuseRecords(turn, manifest);
  const names = manifest.tables.map(({ name }) => name);
  const restore = await beginLoad(sql, { names, fingerprint: manifest.personKey, silenced: 'all' });
  for (const table of manifest.tables) await copyFile(sql, folder, table, manifest.subgraph);
  await buildAgain(sql, restore);
  await continueNumbers(sql, names);
  await sql.begin(async (tx) => {
    // Waits for the disk, and so for all that was written before.
    await tx`set local synchronous_commit = on`;
    await tx`delete from seed_state`;
    const { seed, personKey, takenAt } = manifest;
    // An owner's records, in which the generator noted nothing, are not to be taken for an empty database.
    const noted = seed ?? (isEmbedded ? { fingerprint: personKey, completedAt: takenAt, size: null } : null);
    if (noted)
      await tx`insert into seed_state (key_fingerprint, completed_at, size) values (${noted.fingerprint}, ${noted.completedAt}::text::timestamptz, ${noted.size})`;
    await tx`select begin_epoch()`;
  });
}

/** A backup goes into the schema that it was taken of: what a newer one has beside it is made by migrating afterwards. */
async function refuseOther(sql: Sql, { subgraph, migrations, tables }: Manifest): Promise<void> {
  const [here, found] = [await appliedMigrations(sql), await recordTables(sql)];
  const columnsOf = (all: readonly { name: string; columns: readonly string[] }[]) =>
    JSON.stringify(all.map(({ name, columns }) => [name, ...columns]));
  if (JSON.stringify(here) !== JSON.stringify(migrations) || columnsOf(found) !== columnsOf(tables))
    throw new BackupError(
      `${subgraph}: expected a backup of this release's schema: restore it by the release that it was taken with, then migrate`,
    );
}

async function refuseRecords(sql: Sql, { subgraph, tables }: Manifest): Promise<void> {
  const exists = tables.map(({ name }) => `exists (select from ${quote(name)})`).join(' or ');
  const [row] = await sql.unsafe<{ found: boolean }[]>(`select ${exists} as found`);
  if (row?.found)
    throw new BackupError(`${subgraph}: holds records; restoring would replace them. Say --force if that is meant`);
}

async function copyFile(
  sql: Sql,
  folder: string,
  { name, columns, rows }: Manifest['tables'][number],
  subgraph: string,
): Promise<void> {
  const source = createReadStream(fileOf(folder, name));
  const text = createGunzip();
  const unpacked = pipeline(source, text);
  await Promise.all([
    unpacked,
    copyIn(sql.unsafe(`copy ${quote(name)} (${columns.map(quote).join(', ')}) from stdin`), text),
  ]);
  const [counted] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from ${quote(name)}`);
  if (counted?.count !== rows) throw new BackupError(`${subgraph}: ${name} holds another number of rows than it had`);
}

/** Numbers that PostgreSQL gives go on after those that were loaded. */
async function continueNumbers(sql: Sql, names: readonly string[]): Promise<void> {
  const numbered = await sql<{ table: string; column: string }[]>`
    select attrelid::regclass::text as table, attname::text as column from pg_attribute
    where attrelid = any (${names}::text[]::regclass[]) and attidentity <> ''`;
  for (const { table, column } of numbered)
    await sql.unsafe(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${quote(column)}), 0) + 1, false) from ${table}`,
      [table, column],
    );
}
