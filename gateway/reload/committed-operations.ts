import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'schema', 'operations');

/** The texts of the supported operations: what is asked most. */
export async function committedOperations(): Promise<string[]> {
  const names = (await Array.fromAsync(glob('*.graphql', { cwd: folder }))).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
