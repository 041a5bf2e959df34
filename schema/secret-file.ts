import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The text of a secret that is made once, in a folder of the data folder: readable by this user alone. Several processes at
 * once on a new folder get the same one. Rejects with the file system's own error.
 *
 * @param folder made where it is missing, closed to others
 * @param make the secret, where there is none
 */
export async function ensureSecretFile(
  folder: string,
  name: string,
  make: () => string | Promise<string>,
): Promise<string> {
  // Not in one go: the data folder itself must stay open to the user that PostgreSQL runs as.
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  return (await read(file)) ?? (await write(file, await make()));
}

function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

async function write(file: string, secret: string): Promise<string> {
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, secret, { mode: 0o600 });
  // A link appears complete or not at all, and only for the first.
  await link(own, file)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    })
    .finally(() => rm(own));
  return readFile(file, 'utf8');
}
