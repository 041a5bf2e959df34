import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { registry } from '../../subgraphs/registry.ts';

const root = join(import.meta.dirname, '..', '..');
const subgraphs = registry.map(({ name }) => `subgraphs/${name}`);

/** What the gateway and the subgraphs must agree on. */
const contract = ['schema/subgraph-name.ts', 'schema/caller.ts', 'schema/signature.ts'];

/** What each room may import beside itself; the first room that fits a file counts. */
const rooms: { room: RegExp; may: string[] }[] = [
  // The two main files join everything; only they read the environment.
  { room: /^gateway\/main\.ts$/, may: ['gateway', 'schema', 'subgraphs'] },
  // What is sent to browsers holds nothing of the server.
  { room: /^gateway\/explorer\/page\//, may: ['gateway/explorer/page', 'schema/operations/examples.json'] },
  {
    room: /^gateway\//,
    may: [
      'gateway',
      ...contract,
      'schema/access',
      'schema/coordinates.ts',
      'schema/contracts.ts',
      'schema/contracts',
      'schema/manifests/manifest.ts',
      // How the explorer shows the committed operations.
      'schema/operations/examples.json',
      'schema/secret-file.ts',
    ],
  },
  { room: /^schema\//, may: ['schema', 'subgraphs/registry.ts'] },
  { room: /^subgraphs\/kit\//, may: ['subgraphs/kit', ...contract] },
  { room: /^subgraphs\/law\//, may: ['subgraphs/law'] },
  { room: /^subgraphs\/gazetteer\//, may: ['subgraphs/gazetteer'] },
  { room: /^subgraphs\/population\//, may: ['subgraphs/population', 'subgraphs/law', 'subgraphs/gazetteer'] },
  ...subgraphs.map((folder) => ({
    room: new RegExp(`^${folder}/seed[a-z-]*\\.ts$`),
    may: [folder, 'subgraphs/kit', 'subgraphs/law', 'subgraphs/population', 'subgraphs/gazetteer'],
  })),
  ...subgraphs.map((folder) => ({ room: new RegExp(`^${folder}/`), may: [folder, 'subgraphs/kit', 'subgraphs/law'] })),
  // It serves any database with people in it, so it knows none of them: nor the generator, which is handed to it.
  { room: /^subgraphs\/population-register\//, may: ['subgraphs/population-register', 'subgraphs/kit'] },
  {
    room: /^subgraphs\/(commands\/)?[a-z-]+\.ts$/,
    may: ['subgraphs', ...contract, 'schema/subgraph-keys.ts', 'schema/secret-file.ts'],
  },
];

/** Inside a subgraph imports go one way. */
const layers = ['tables.ts', 'loaders.ts', 'service.ts', 'resolvers.ts', 'index.ts'];

const sources = (await Array.fromAsync(glob('{gateway,schema,subgraphs}/**/*.{ts,tsx}', { cwd: root }))).sort();

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const paths = [...text.matchAll(/(?:from|import) ?\(?'(\.[^']+)'/g)].map((match) => match[1] as string);
  return paths.map((path) => relative(root, join(root, dirname(file), path)));
}

test('every file imports only what its room may', () => {
  const wrong = sources.flatMap((file) => {
    const may = rooms.find(({ room }) => room.test(file))?.may;
    if (!may) return [`${file} is in no known room`];
    return importsOf(file)
      .filter((target) => !may.some((allowed) => target === allowed || target.startsWith(`${allowed}/`)))
      .map((target) => `${file} imports ${target}`);
  });
  expect(wrong).toEqual([]);
  expect(sources.length).toBeGreaterThan(50);
});

test('inside a subgraph index -> resolvers -> service -> loaders -> tables', () => {
  const wrong = subgraphs.flatMap((folder) =>
    layers.flatMap((layer, height) => {
      const file = `${folder}/${layer}`;
      if (!sources.includes(file)) return [];
      const above = layers.slice(height + 1).map((higher) => `${folder}/${higher}`);
      return importsOf(file)
        .filter((target) => above.includes(target))
        .map((target) => `${file} imports ${target}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test('the environment is read in the programs alone', () => {
  const readers = sources.filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'));
  expect(readers).toEqual(['gateway/issue-token.ts', 'gateway/main.ts', 'subgraphs/main.ts']);
});
