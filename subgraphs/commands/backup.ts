import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubgraphsConfig } from '../config.ts';
import { asOwner, openDatabases } from '../databases.ts';
import { migrateAll } from '../fill.ts';
import { BackupError } from '../kit/backup/backup-error.ts';
import { openSnapshot, type Snapshot } from '../kit/backup/dump.ts';
import { type Manifest, readManifest, verifyFiles } from '../kit/backup/manifest.ts';
import { restoreDatabase } from '../kit/backup/restore.ts';
import { databaseErrorCode, isDatabaseDown } from '../kit/database-error.ts';
import { keyFingerprint } from '../kit/person-key.ts';

type Options = {
  config: SubgraphsConfig;
  names: string[];
  folder: string;
  print: (line: string) => void;
  stopping: AbortSignal;
};

/**
 * Writes every row of the named databases to a folder, a folder in it for each, while they serve. What it is of is held in all of them
 * first, so that it is nearly the same moment in each. EnvironmentError where one cannot be read, or the folder holds one already.
 */
export async function backupAll(stack: AsyncDisposableStack, options: Options): Promise<void> {
  const { config, names, folder, print, stopping } = options;
  const databases = await openDatabases(config, names, { stopping });
  stack.defer(() => databases.stop());
  const urls = asOwner(databases.urls);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // It holds what people told the state: closed also where the folder was there.
  await chmod(folder, 0o700);
  const there = await readdir(folder);
  const taken = names.filter((name) => there.includes(name));
  if (taken.length > 0) throw new BackupError(`${taken.join(', ')}: expected a folder that holds no backup of it yet`);
  const held: [string, Snapshot][] = [];
  for (const name of names) {
    const snapshot = await told(name, openSnapshot(urls[name]?.owner as string, name));
    stack.defer(() => snapshot.stop());
    stopping.addEventListener('abort', () => snapshot.stop());
    held.push([name, snapshot]);
  }
  const personKey = keyFingerprint(config.personKey);
  for (const [name, snapshot] of held) {
    stopping.throwIfAborted();
    const began = performance.now();
    const manifest = await told(name, snapshot.write(join(folder, name), personKey));
    await snapshot.stop();
    print(`backed up ${described(name, manifest, began)}`);
  }
}

/**
 * Loads the named databases from a folder that `backupAll` wrote, after it has read all of its files to their end. EnvironmentError
 * where a file is damaged, the key of people is another, the schema is another release's, or a database holds records.
 */
export async function restoreAll(stack: AsyncDisposableStack, options: Options & { force: boolean }): Promise<void> {
  const { config, names, folder, print, force, stopping } = options;
  const manifests = new Map<string, Manifest>();
  for (const name of names) {
    const manifest = await readManifest(join(folder, name), name);
    if (manifest.personKey !== keyFingerprint(config.personKey))
      throw new BackupError(
        'PERSON_KEY: expected the key that the backup was taken under: under another one its records find nobody',
      );
    await verifyFiles(join(folder, name), manifest);
    manifests.set(name, manifest);
  }
  const databases = await openDatabases(config, names, { stopping });
  stack.defer(() => databases.stop());
  const urls = asOwner(databases.urls);
  await migrateAll(urls);
  for (const [name, manifest] of manifests) {
    const began = performance.now();
    const isEmbedded = databases.isEmbedded(name);
    const owner = urls[name]?.owner as string;
    await told(name, restoreDatabase(owner, join(folder, name), manifest, { force, isEmbedded, stopping }));
    print(`restored ${described(name, manifest, began)}`);
  }
}

async function told<T>(name: string, work: Promise<T>): Promise<T> {
  return await work.catch((error: unknown) => {
    if (isDatabaseDown(error))
      throw new BackupError(`${name}: the owner's address does not let us in (${databaseErrorCode(error)})`);
    throw error;
  });
}

function described(name: string, { tables, takenAt }: Manifest, began: number): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  return `${name} as of ${takenAt}: ${rows.toLocaleString('en-US')} rows of ${tables.length} tables in ${seconds} s`;
}
