import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../environment.ts';

/**
 * The superuser's password of a data folder's cluster: a file readable by this user alone, made before the cluster. Two
 * processes at once on a new folder get the same one.
 *
 * @param dataDir absolute path; made where it is missing. EnvironmentError where it cannot be used.
 */
export async function ensurePassword(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres.password');
  try {
    await mkdir(dataDir, { recursive: true });
    // Looked for first: where there is a cluster, its password was there before it.
    const hasCluster = await exists(join(dataDir, 'postgres'));
    return (await read(file)) ?? (await make(file, hasCluster));
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new EnvironmentError(
      `DATA_DIR: cannot be used as a folder (${code}); it must be one that this user may write, and not another user's`,
    );
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

async function make(file: string, hasCluster: boolean): Promise<string> {
  if (hasCluster)
    throw new EnvironmentError(
      'DATA_DIR: holds a PostgreSQL cluster without its postgres.password: put the file back, or remove the folder to begin anew',
    );
  const own = `${file}.${process.pid}`;
  await writeFile(own, randomBytes(24).toString('base64url'), { mode: 0o600 });
  // A link appears complete or not at all, and only for the first.
  await link(own, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(own);
  return readFile(file, 'utf8');
}
