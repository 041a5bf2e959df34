import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDataFolder, processesOf, runScript } from '../support/process.ts';

const nobody = { uid: 65_534, gid: 65_534 };
const system = '/var/lib/lienthong';

/** The clusters that lie outside a data folder, because that is closed to the user PostgreSQL runs as. */
async function clustersOf(dataDir: string): Promise<string[]> {
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const names = await readdir(system).catch(() => []);
  return names.filter((name) => name.startsWith(`cluster-${digest}-`)).map((name) => join(system, name));
}

/** Whether others can get to this checkout: in a closed one nobody else can run anything. */
const isOpen =
  spawnSync('test', ['-r', join(import.meta.dirname, '..', '..', 'package.json')], { ...nobody, cwd: '/' }).status ===
  0;

/** An ordinary user runs the other tests of this room as himself; root can be both. */
describe.runIf(process.getuid?.() === 0)('started by root', () => {
  test.runIf(isOpen)('an ordinary user can, and root can join what that user made', async ({ onTestFinished }) => {
    const folder = await createDataFolder(onTestFinished);
    await chown(folder, nobody.uid, nobody.gid);
    const env = { DATA_DIR: join(folder, 'data'), HOME: folder };
    expect(await runScript('migrate', [], { env, user: nobody, npm: true })).toMatchObject({ code: 0 });
    expect(await runScript('migrate', [], { env })).toMatchObject({ code: 0 });
    expect(await runScript('migrate', [], { env, user: nobody })).toMatchObject({ code: 0 });
    expect(processesOf(folder)).toEqual([]);
  });

  test.runIf(isOpen)("an ordinary user is told that a data folder is root's", async ({ onTestFinished }) => {
    const folder = await createDataFolder(onTestFinished);
    expect(await runScript('migrate', [], { env: { DATA_DIR: folder }, user: nobody })).toEqual({
      code: 1,
      output: expect.stringMatching(/^lienthong: DATA_DIR: cannot be used as a folder \(EACCES\).*\n$/),
    });
  });

  test('root can under a folder that others cannot enter, and when the data folder is removed', async ({
    onTestFinished,
  }) => {
    const folder = await createDataFolder(onTestFinished);
    await chmod(folder, 0o700);
    const env = { DATA_DIR: join(folder, 'data') };
    const migrateAlone = async () => {
      expect(await runScript('migrate', ['--only', 'officials'], { env })).toMatchObject({ code: 0 });
      const clusters = await clustersOf(env.DATA_DIR);
      expect(clusters).toHaveLength(1);
      onTestFinished(() => rm(clusters[0] as string, { recursive: true, force: true }));
      expect(processesOf(clusters[0] as string)).toEqual([]);
      return clusters[0];
    };
    const first = await migrateAlone();
    await rm(env.DATA_DIR, { recursive: true });
    // Another cluster, and the first is removed.
    expect(await migrateAlone()).not.toBe(first);
  });
});
