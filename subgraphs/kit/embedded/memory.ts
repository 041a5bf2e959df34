import { type Dirent, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';

const mebibyte = 2 ** 20;

/** MB that PostgreSQL keeps pages in where its records are few (initialize.ts). */
const least = 256;

/**
 * What a server of many records is started with: memory for their pages, of the machine's (or the container's) a quarter at most, and
 * pages that were in use at its last stop read again in the background. Records of a person stand far apart, so a page of a list that
 * crosses databases meets some 400 pages of PostgreSQL: to fetch each from the system costs more than to read it, and from a disk a
 * hundred times as much. Nothing where records are few: they fit as it is.
 *
 * @returns settings by name
 */
export async function memorySettings(
  clusterDirectory: string,
  memory: number = availableMemory(),
): Promise<Record<string, string>> {
  const records = Math.ceil((await sizeOfRecords(clusterDirectory)) / mebibyte);
  const megabytes = Math.min(records, Math.floor(memory / 4 / mebibyte));
  if (megabytes <= least) return {};
  const configured = await readConfiguration(clusterDirectory);
  return {
    ...(configured('shared_buffers') === `${least}MB` && { shared_buffers: `${megabytes}MB` }),
    ...(configured('shared_preload_libraries') === undefined && { shared_preload_libraries: 'pg_prewarm' }),
  };
}

/** What the cluster's own files say of a setting: an operator's word stands. */
async function readConfiguration(clusterDirectory: string): Promise<(name: string) => string | undefined> {
  // The second is written by ALTER SYSTEM, and counts before the first.
  const files = ['postgresql.conf', 'postgresql.auto.conf'].map((name) =>
    readFile(join(clusterDirectory, name), 'utf8').catch(() => ''),
  );
  const text = (await Promise.all(files)).join('\n');
  return (name) => [...text.matchAll(new RegExp(`^\\s*${name}[\\s=]+'?([^'#\\s]+)`, 'gm'))].at(-1)?.[1];
}

/** Bytes that this process and those it starts may use. */
function availableMemory(): number {
  // 0 where nothing is known of a limit, and more than there is where there is none.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Bytes of tables and indexes of all databases. */
async function sizeOfRecords(clusterDirectory: string): Promise<number> {
  const found = await readdir(join(clusterDirectory, 'base'), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).reduce((sum, entry) => sum + sizeOf(entry), 0);
}

/** At once, because some thousand files are told sooner one by one than through the pool of threads. */
const sizeOf = ({ parentPath, name }: Dirent) => statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0;
