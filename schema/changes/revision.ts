import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Said when the revision that was asked for cannot be read. */
export class RevisionError extends Error {}

/** What the check reads of one edition of the schema; null where it has none. */
export type Edition = {
  api: string | null;
  /** With the rules of access. */
  supergraph: string | null;
  /** The contracts' schemas, by name. */
  contracts: ReadonlyMap<string, string>;
  /** The operations that came with it, as a manifest. */
  manifest: string | null;
  changelog: string;
};

const paths = {
  api: 'schema/api.graphql',
  supergraph: 'schema/supergraph.graphql',
  contracts: 'schema/contracts',
  manifest: 'schema/manifests/operations.json',
  changelog: 'schema/CHANGELOG.md',
};

/** The edition of the working tree in a folder. */
export function readWorkingTree(folder: string): Edition {
  const read = (path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null);
  const contracts = existsSync(join(folder, paths.contracts)) ? readdirSync(join(folder, paths.contracts)) : [];
  return readEdition(read, contracts);
}

/** The edition of a commit. RevisionError where git cannot read it. */
export function readCommit(folder: string, commit: string): Edition {
  const names = git(folder, ['ls-tree', '--name-only', `${commit}:./schema`]);
  if (names === null) throw new RevisionError(`git cannot read schema/ of ${commit}`);
  const contracts = git(folder, ['ls-tree', '--name-only', `${commit}:./${paths.contracts}`]) ?? '';
  return readEdition((path) => git(folder, ['show', `${commit}:./${path}`]), contracts.split('\n'));
}

function readEdition(read: (path: string) => string | null, names: readonly string[]): Edition {
  const contracts = names.flatMap((file): [string, string][] => {
    const text = file.endsWith('.graphql') ? read(`${paths.contracts}/${file}`) : null;
    return text === null ? [] : [[file.slice(0, -'.graphql'.length), text]];
  });
  return {
    api: read(paths.api),
    supergraph: read(paths.supergraph),
    contracts: new Map(contracts),
    manifest: read(paths.manifest),
    changelog: read(paths.changelog) ?? '',
  };
}

/**
 * The commit to compare with. Without a revision: where this branch left the main one, or on the main branch itself the commit before;
 * null where there is none, as in a clone of the last commit alone. RevisionError for a revision that is not there.
 */
export function findBase(folder: string, revision: string | undefined): string | null {
  const commitOf = (name: string) =>
    git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])?.trim() || null;
  if (revision !== undefined) {
    const commit = commitOf(revision);
    if (commit === null) throw new RevisionError('BASE: expected a commit, branch or tag of this repository');
    return commit;
  }
  const head = commitOf('HEAD');
  for (const main of ['origin/main', 'main']) {
    const commit = commitOf(main) && git(folder, ['merge-base', 'HEAD', main])?.trim();
    if (commit && commit !== head) return commit;
  }
  return commitOf('HEAD~1');
}

/** Null where git fails, whatever it says. */
function git(folder: string, args: string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 << 20,
    });
  } catch {
    return null;
  }
}
