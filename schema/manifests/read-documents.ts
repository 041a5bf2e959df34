import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DocumentFile } from './make-manifest.ts';
import { ManifestError } from './manifest.ts';

/**
 * The .graphql (and .gql) files among some files and in some folders, at any depth, in the order of their names. ManifestError
 * where there are none.
 *
 * @param root what paths in messages are relative to
 */
export function readDocuments(paths: readonly string[], root = process.cwd()): DocumentFile[] {
  const files = paths.flatMap((path) => listFiles(path));
  return [...new Set(files)].map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') }));
}

function listFiles(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new ManifestError(`${path}: expected a .graphql file or a folder of them, found nothing there`);
  if (!found.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(graphql|gql)$/.test(name),
  );
  if (files.length === 0) throw new ManifestError(`${path}: expected a folder with .graphql files in it`);
  return files.sort().map((name) => join(path, name));
}
