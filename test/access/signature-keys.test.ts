import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { SubgraphKeyError, subgraphKeys, subgraphKeysEnvironment } from '../../schema/subgraph-keys.ts';
import { readEnvironment } from '../../subgraphs/kit/environment.ts';

async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-keys-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const read = (env: Record<string, string>) => readEnvironment(env, { keys: subgraphKeysEnvironment }).keys;
const [fresh, old] = ['n'.repeat(32), 'o'.repeat(40)];

test('SUBGRAPH_KEY_* gives the keys of a subgraph, the one to sign with first', async () => {
  const given = read({ SUBGRAPH_KEY_OFFICIALS: `${fresh}, ${old}`, SUBGRAPH_KEY_LABOR_EMPLOYMENT: old, PATH: '/bin' });
  const dataDir = await makeFolder();
  expect(await subgraphKeys('officials', { given, dataDir })).toEqual([Buffer.from(fresh), Buffer.from(old)]);
  expect(await subgraphKeys('labor-employment', { given, dataDir })).toEqual([Buffer.from(old)]);
  expect(await readdir(dataDir)).toEqual([]);
});

test.each([
  ['too short', 'k'.repeat(31)],
  ['the second too short', `${fresh},short`],
  ['an empty second', `${fresh},`],
  ['three', `${fresh},${old},${old}`],
])('a key that cannot be used is told by its variable, never by its value: %s', (_, value) => {
  expect(() => read({ SUBGRAPH_KEY_OFFICIALS: value })).toThrow(
    /^SUBGRAPH_KEY_OFFICIALS: expected a secret of at least 32 characters, or two as NEW,OLD while it is being replaced$/,
  );
});

test('a folder of keys is read each time, for any subgraph; what is given by a variable comes first', async () => {
  const [keysFolder, dataDir] = [await makeFolder(), await makeFolder()];
  const find = (name: string, given = {}) => subgraphKeys(name, { given, keysFolder, dataDir, isProduction: true });
  await expect(find('officials')).rejects.toThrow(
    /officials or SUBGRAPH_KEY_OFFICIALS: expected a secret .* NODE_ENV is production$/,
  );
  expect(await find('taxes')).toEqual([]);
  await writeFile(join(keysFolder, 'officials'), `${fresh}, ${old}\n`);
  await writeFile(join(keysFolder, 'taxes'), old);
  expect(await find('officials')).toEqual([Buffer.from(fresh), Buffer.from(old)]);
  expect(await find('taxes')).toEqual([Buffer.from(old)]);
  expect(await find('officials', read({ SUBGRAPH_KEY_OFFICIALS: old }))).toEqual([Buffer.from(old)]);
  expect(await readdir(dataDir)).toEqual([]);
});

test('a file of the folder of keys that cannot be used is told by its path, never by its value', async () => {
  const keysFolder = await makeFolder();
  const find = () => subgraphKeys('officials', { given: {}, keysFolder, dataDir: keysFolder });
  await writeFile(join(keysFolder, 'officials'), 'too-short');
  await expect(find()).rejects.toThrow(SubgraphKeyError);
  await expect(find()).rejects.toThrow(
    /^SUBGRAPH_KEYS_DIR: \S+officials: expected a secret of at least 32 characters, .*$/,
  );
  await expect(find()).rejects.not.toThrow(/too-short/);
  await rm(join(keysFolder, 'officials'));
  await mkdir(join(keysFolder, 'officials'));
  await expect(find()).rejects.toThrow(/cannot be read \(EISDIR\)/);
});

test('in development each database has a key of its own in the data folder, for this user alone', async () => {
  const dataDir = join(await makeFolder(), 'data');
  const find = (name: string) => subgraphKeys(name, { given: {}, dataDir });
  const [[officials], [labour], [again]] = await Promise.all([
    find('officials'),
    find('labor-employment'),
    find('officials'),
  ]);
  expect(officials?.length).toBeGreaterThanOrEqual(32);
  expect(again).toEqual(officials);
  expect(labour).not.toEqual(officials);
  expect(await find('officials')).toEqual([officials]);

  const modeOf = async (...path: string[]) => (await stat(join(dataDir, ...path))).mode & 0o777;
  expect(await modeOf('subgraph-keys', 'officials')).toBe(0o600);
  expect(await modeOf('subgraph-keys')).toBe(0o700);
  // PostgreSQL, which may run as another user, must get through.
  expect(await modeOf()).toBe(0o777 & ~process.umask());
  expect((await readdir(join(dataDir, 'subgraph-keys'))).sort()).toEqual(['labor-employment', 'officials']);
});

test('both ends, started at once on a new folder, find the same key', async () => {
  const dataDir = join(await makeFolder(), 'data');
  const script = `import { subgraphKeys } from ${JSON.stringify(join(import.meta.dirname, '../../schema/subgraph-keys.ts'))};
    const keys = await subgraphKeys('officials', { given: {}, dataDir: process.argv[1] });
    process.stdout.write(keys.join());`;
  const runs = Array.from({ length: 6 }, () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, dataDir]),
  );
  const found = (await Promise.all(runs)).map(({ stdout }) => stdout);
  expect(new Set(found)).toEqual(new Set([await readFile(join(dataDir, 'subgraph-keys', 'officials'), 'utf8')]));
});

test.each(['reviews', '../escape'])('a subgraph that is not ours has no key unless one is given: %s', async (name) => {
  const dataDir = await makeFolder();
  expect(await subgraphKeys(name, { given: {}, dataDir })).toEqual([]);
  expect(await readdir(dataDir)).toEqual([]);
});

test('a key file that cannot be used is told clearly, without what it holds', async () => {
  const dataDir = await makeFolder();
  await mkdir(join(dataDir, 'subgraph-keys'));
  const file = join(dataDir, 'subgraph-keys', 'officials');
  const find = () => subgraphKeys('officials', { given: {}, dataDir });

  await writeFile(file, 'secret');
  await expect(find()).rejects.toThrow(SubgraphKeyError);
  await expect(find()).rejects.toThrow(/^DATA_DIR: subgraph-keys\/officials is shorter than 32 characters: remove it/);

  await writeFile(file, `${'k'.repeat(40)}\n`);
  expect(await find()).toEqual([Buffer.from('k'.repeat(40))]);

  await rm(file);
  await mkdir(file);
  await expect(find()).rejects.toThrow(/^DATA_DIR: the key of "officials" cannot be read or made \(EISDIR\)/);
});
