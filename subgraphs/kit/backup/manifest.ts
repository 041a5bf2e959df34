import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';

const tableSchema = z.strictObject({
  name: z.string().min(1),
  /** In the order of the file's columns. */
  columns: z.array(z.string().min(1)).min(1),
  rows: z.int().min(0),
  sha256: z.string().regex(/^[\da-f]{64}$/),
});

const manifestSchema = z.strictObject({
  format: z.literal(1),
  subgraph: z.string(),
  /** The moment that the rows are of. */
  takenAt: z.iso.datetime(),
  /** Hashes of the migrations that the database had, in order. */
  migrations: z.array(z.string()),
  /** Of the key that ids of people were made with. */
  personKey: z.string(),
  /** What the generator noted; null where the records are an owner's. */
  seed: z
    .strictObject({ fingerprint: z.string(), completedAt: z.string().nullable(), size: z.int().nullable() })
    .nullable(),
  tables: z.array(tableSchema),
});

/** What a database's folder in a backup holds beside `TABLE.copy.gz` for each table: PostgreSQL's COPY text, compressed. */
export type Manifest = z.infer<typeof manifestSchema>;
export type DumpedTable = z.infer<typeof tableSchema>;

export const manifestFile = 'backup.json';

export const fileOf = (folder: string, table: string): string => join(folder, `${table}.copy.gz`);

/** BackupError where the folder holds no whole backup of that subgraph's database. */
export async function readManifest(folder: string, subgraph: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw new BackupError(`${subgraph}: expected a backup in the folder (${code})`);
  });
  const read = manifestSchema.safeParse(parsed(text));
  if (!read.success || read.data.subgraph !== subgraph)
    throw new BackupError(`${subgraph}: ${manifestFile} is not that of a backup of it by this release`);
  return read.data;
}

/** Reads every file to its end; BackupError where one is missing or is not what was written. */
export async function verifyFiles(folder: string, { subgraph, tables }: Manifest): Promise<void> {
  for (const { name, sha256 } of tables) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(fileOf(folder, name)), hash).catch(({ code }: NodeJS.ErrnoException) => {
      throw new BackupError(`${subgraph}: the file of ${name} cannot be read (${code})`);
    });
    if (hash.digest('hex') !== sha256)
      throw new BackupError(`${subgraph}: the file of ${name} is not the one that was written: take another backup`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
