import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** All that a build depends on: what the pages import, the operations and the schema that they show, and the versions of the packages. */
const inputs = [
  'gateway/explorer',
  'gateway/limits/cost-weights.ts',
  'schema/access',
  'schema/api.graphql',
  'schema/caller.ts',
  'schema/contracts',
  'schema/contracts.ts',
  'schema/coordinates.ts',
  'schema/errors.md',
  'schema/operations',
  'schema/supergraph.graphql',
  'package-lock.json',
];

/** The same for the same sources, wherever they are. */
export function sourceHash(): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesOf(join(root, input))))
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found ? [path] : [];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({ name }) => !name.startsWith('dist') && !name.endsWith('.md'))
    .flatMap(({ name }) => filesOf(join(path, name)));
}
