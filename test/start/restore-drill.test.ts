import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { seedState } from '../../subgraphs/kit/seed.ts';
import { runDrill } from '../drill/drill.ts';
import { createDataFolder, runScript } from '../support/process.ts';

// The short form of `npm run drill`.

test('what was lost with its data folder is there again, by the commands of the page', async ({ onTestFinished }) => {
  const folder = await createDataFolder(onTestFinished);
  const report = await runDrill({ folder, officials: 200, chosen: ['everything'] });
  expect(report.problems).toEqual([]);
  expect([report.rows > 10_000, report.answers > 30, report.meanwhile > 0]).toEqual([true, true, true]);
});

async function seedStateOf(dataDir: string) {
  const cluster = await joinCluster(dataDir, { exclusive: false });
  try {
    return await seedState((await cluster.ensureDatabase('officials')).owner);
  } finally {
    await cluster.stop();
  }
}

test('a backup that is damaged, of another key or over records is refused in a line, and nothing is touched', async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  const backup = join(folder, 'backup');
  const env = { DATA_DIR: join(folder, 'data') };
  const only = ['--only', 'officials'];
  expect(await runScript('seed', ['--officials', '100', ...only], { env })).toMatchObject({ code: 0 });
  const backUp = () => runScript('backup', [backup, ...only], { env });
  expect(await backUp()).toEqual({
    code: 0,
    output: expect.stringMatching(/^backed up officials as of 20.*: [\d,]+ rows of 11 tables in .* s\n$/),
  });
  expect(await backUp()).toEqual({
    code: 1,
    output: expect.stringMatching(/^lienthong: officials: expected a folder that holds no backup .*\n$/),
  });
  const restore = async (more: string[] = [], changed: Record<string, string> = {}) => {
    const { code, output } = await runScript('restore', [backup, ...only, ...more], { env: { ...env, ...changed } });
    return `${code} ${output}`;
  };
  expect(await restore()).toMatch(/^1 lienthong: officials: holds records; .*--force.*\n$/);
  expect(await restore(['--force'], { PERSON_KEY: 'another key, of 32 characters and more' })).toMatch(
    /^1 lienthong: PERSON_KEY: expected the key that the backup was taken under.*\n$/,
  );
  const manifest = join(backup, 'officials', 'backup.json');
  const text = await readFile(manifest, 'utf8');
  const { migrations } = JSON.parse(text) as { migrations: string[] };
  await writeFile(manifest, text.replace(migrations.at(-1) as string, 'of-another-release'));
  expect(await restore(['--force'])).toMatch(
    /^1 lienthong: officials: expected a backup of this release's schema.*\n$/,
  );
  // As of an owner's records, in which the generator noted nothing: no start may take them for an empty database.
  await writeFile(manifest, JSON.stringify({ ...JSON.parse(text), seed: null }));
  expect(await restore(['--force'])).toMatch(/^0 restored officials as of /);
  const state = await seedStateOf(env.DATA_DIR);
  expect(state).toMatchObject({ completed: true, size: null });
  await writeFile(manifest, text);
  expect(await restore(['--force'])).toMatch(/^0 restored officials as of /);
  expect(await seedStateOf(env.DATA_DIR)).toMatchObject({ completed: true, size: 100 });
  await appendFile(join(backup, 'officials', 'officials.copy.gz'), 'x');
  expect(await restore(['--force'])).toMatch(/^1 lienthong: officials: the file of officials is not the one .*\n$/);
  expect(await runScript('backup', [join(folder, 'second'), ...only], { env })).toMatchObject({ code: 0 });
  const rows = async (from: string) =>
    JSON.parse(await readFile(join(from, 'officials', 'backup.json'), 'utf8')).tables;
  expect(await rows(join(folder, 'second'))).toEqual(JSON.parse(text).tables);
});
