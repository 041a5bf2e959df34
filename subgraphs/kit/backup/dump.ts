import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import postgres, { type ReservedSql } from 'postgres';
import { BackupError } from './backup-error.ts';
import { type DumpedTable, fileOf, type Manifest, manifestFile } from './manifest.ts';
import { appliedMigrations, quote, recordTables } from './tables.ts';

export type Snapshot = {
  /** Writes the rows of that moment to a folder that appears when it is whole. BackupError where it is there already. */
  write: (folder: string, personKey: string) => Promise<Manifest>;
  stop: () => Promise<void>;
};

/**
 * Holds a moment of a database: whoever writes meanwhile is not waited for and not seen. Those of several databases that are
 * opened together are of nearly the same moment.
 *
 * @param owner the address of its owner, who sees every row
 */
export async function openSnapshot(owner: string, subgraph: string): Promise<Snapshot> {
  // postgres.js does not always end a COPY whose connection is cut, so that is watched beside it.
  const cut = Promise.withResolvers<never>();
  cut.promise.catch(() => {});
  const sql = postgres(owner, {
    max: 1,
    onnotice: () => {},
    onclose: () => cut.reject(new BackupError(`${subgraph}: the connection to the database was lost`)),
    // A moment lasts as long as its connection.
    max_lifetime: null,
  });
  const stop = () => sql.end({ timeout: 0 });
  try {
    const held = await sql.reserve();
    await held`begin transaction isolation level repeatable read read only`;
    const [now] = await held<{ at: Date }[]>`select now() as at`;
    const takenAt = (now as { at: Date }).at.toISOString();
    return {
      write: (folder, personKey) => Promise.race([write(held, { subgraph, folder, personKey, takenAt }), cut.promise]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Writing = { subgraph: string; folder: string; personKey: string; takenAt: string };

async function write(held: ReservedSql, { subgraph, folder, personKey, takenAt }: Writing): Promise<Manifest> {
  const migrations = await appliedMigrations(held);
  if (migrations.length === 0) throw new BackupError(`${subgraph}: has no tables yet: npm run migrate`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const [seed = null] = await held<NonNullable<Manifest['seed']>[]>`
    select key_fingerprint as fingerprint, completed_at::text as "completedAt", size from seed_state`;
  const tables: DumpedTable[] = [];
  for (const table of await recordTables(held)) tables.push(await copyOut(held, table, unfinished));
  const manifest: Manifest = { format: 1, subgraph, takenAt, migrations, personKey, seed: seed && { ...seed }, tables };
  await writeFile(join(unfinished, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(unfinished, folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    throw new BackupError(`${subgraph}: expected a folder that holds no backup of it yet`);
  });
  return manifest;
}

async function copyOut(
  held: ReservedSql,
  { name, columns }: { name: string; columns: string[] },
  folder: string,
): Promise<DumpedTable> {
  const list = columns.map(quote).join(', ');
  const hash = createHash('sha256');
  let rows = 0;
  const counted = new Transform({
    transform(piece: Buffer, _, done) {
      // Line feeds within values are written as \n.
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows += 1;
      done(null, piece);
    },
  });
  const hashed = new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      done(null, piece);
    },
  });
  const source = await held.unsafe(`copy ${quote(name)} (${list}) to stdout`).readable();
  await pipeline(
    source,
    counted,
    createGzip({ level: 1 }),
    hashed,
    createWriteStream(fileOf(folder, name), { mode: 0o600, flush: true }),
  );
  // postgres.js leaves its socket paused where the reader was behind at the end, and the next answer would never be read.
  source._read(0);
  return { name, columns, rows, sha256: hash.digest('hex') };
}
