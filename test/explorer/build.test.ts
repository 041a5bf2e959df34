import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explorerEnvironment } from '../../gateway/explorer/environment.ts';
import { openExplorer } from '../../gateway/explorer/explorer.ts';
import { createLog } from '../../gateway/telemetry/log.ts';

const root = join(import.meta.dirname, '..', '..');
const build = (folder = root) =>
  spawnSync(process.execPath, ['gateway/explorer/build.ts', '--if-possible'], { cwd: folder, encoding: 'utf8' });

test('what is built already is not built again', () => {
  build();
  expect(build()).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test('without vite, as after npm ci --omit=dev, it says so, fails nothing and leaves what was built', async ({
  onTestFinished,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const inputs = ['package.json', 'package-lock.json', 'schema', 'gateway'];
  for (const input of inputs)
    await cp(join(root, input), join(folder, input), {
      recursive: true,
      filter: (path) => !/explorer\/dist/.test(path),
    });
  const dist = join(folder, 'gateway/explorer/dist');
  await mkdir(dist);
  await writeFile(join(dist, 'index.html'), 'an older build');
  expect(build(folder)).toMatchObject({
    status: 0,
    stdout: '',
    stderr: 'lienthong: the explorer is not built, because vite is missing here (npm ci --omit=dev)\n',
  });
  expect(await readFile(join(dist, 'index.html'), 'utf8')).toBe('an older build');
  expect((await readdir(join(folder, 'gateway/explorer'))).filter((name) => name.startsWith('dist.'))).toEqual([]);
});

test('EXPLORER=off serves nothing; what is neither on nor off is refused', async () => {
  const { isOn } = explorerEnvironment.parse({ EXPLORER: 'off' });
  expect(await openExplorer({ isOn, docs: 'all', log: createLog('silent') })).toBeUndefined();
  expect(explorerEnvironment.parse({}).isOn).toBe(true);
  expect(explorerEnvironment.safeParse({ EXPLORER: 'maybe' }).error?.issues[0]?.message).toBe('expected on or off');
});
