import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { clientName } from '../../schema/caller.ts';
import { type Manifest, ManifestError, parseManifest } from '../../schema/manifests/manifest.ts';

/** The operations that come with the schema: trusted for everyone. */
const common = join(import.meta.dirname, '..', '..', 'schema', 'manifests', 'operations.json');

/** Whose operations are trusted: everyone's, and by client those of one alone. */
export type Manifests = { common: Manifest; partners: ReadonlyMap<string, Manifest> };

/**
 * The common manifest and the partners'. ManifestError, with the problems of all files, where one cannot be used: a partner
 * whose manifest was left out would be refused everything.
 *
 * @param folder where the partners' lie, each NAME.json for the client of that name; undefined for none
 */
export async function readManifests(folder: string | undefined): Promise<Manifests> {
  const names = folder === undefined ? [] : await listManifests(folder);
  const read = await Promise.allSettled([
    readManifest(common),
    ...names.map((name) => readPartner(folder as string, name)),
  ]);
  const failures = read.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  const unexpected = failures.find((error) => !(error instanceof ManifestError));
  if (unexpected) throw unexpected;
  if (failures.length > 0) throw new ManifestError(failures.map(({ message }) => message).join('\n'));
  const [first, ...others] = read.map((result) => (result as PromiseFulfilledResult<Manifest>).value);
  return {
    common: first as Manifest,
    partners: new Map(others.map((manifest, index) => [clientOf(names[index] as string), manifest])),
  };
}

/** What changes when a manifest does. ManifestError where the folder cannot be read. */
export async function stampOf(folder: string): Promise<string> {
  const names = await listManifests(folder);
  const stamps = await Promise.all(
    names.map(async (name) => {
      // A file that is gone by now is a change that the next look finds.
      const found = await stat(join(folder, name), { bigint: true }).catch(() => undefined);
      return [name, found?.ino, found?.size, found?.mtimeNs, found?.ctimeNs].join(' ');
    }),
  );
  return stamps.join('\n');
}

/** Kubernetes lays `..data` beside what it mounts; an editor leaves its own files. */
async function listManifests(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(({ code }: NodeJS.ErrnoException) => {
    throw new ManifestError(`TRUSTED_DOCUMENTS: expected a folder of manifests, cannot read ${folder} (${code})`);
  });
  return names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
}

async function readPartner(folder: string, name: string): Promise<Manifest> {
  if (!clientName.test(clientOf(name)))
    throw new ManifestError(
      `${join(folder, name)}: expected a file called as the client's tokens name it: letters, digits and _ . : - alone`,
    );
  return readManifest(join(folder, name));
}

async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(path, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw new ManifestError(`${path}: cannot be read (${code})`);
  });
  return parseManifest(text, path);
}

const clientOf = (name: string) => name.slice(0, -'.json'.length);
