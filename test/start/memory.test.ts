import { appendFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { superuser } from '../../subgraphs/kit/embedded/initialize.ts';
import { memorySettings } from '../../subgraphs/kit/embedded/memory.ts';
import { ensurePassword } from '../../subgraphs/kit/embedded/password.ts';
import { createDataFolder } from '../support/process.ts';

const mebibyte = 2 ** 20;

test('the embedded PostgreSQL gets memory for its records once they are many, of the machine a quarter at most', async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  expect(await settingsOf(folder)).toEqual({ buffers: '256MB', libraries: '' });

  const clusterDirectory = join(folder, 'postgres');
  // No file of a table, and without a disk block: PostgreSQL leaves it alone.
  const many = await open(join(clusterDirectory, 'base', '1', 'records'), 'w');
  await many.truncate(700 * mebibyte);
  await many.close();
  const { buffers, libraries } = await settingsOf(folder);
  expect(Number(/^(\d+)MB$/.exec(buffers)?.[1])).toBeGreaterThan(700);
  expect(libraries).toBe('pg_prewarm');

  expect(await memorySettings(clusterDirectory, 2_048 * mebibyte)).toMatchObject({ shared_buffers: '512MB' });
  expect(await memorySettings(clusterDirectory, 1_024 * mebibyte)).toEqual({});

  // What an operator has set stands, wherever.
  await appendFile(join(clusterDirectory, 'postgresql.conf'), "\nshared_preload_libraries = 'auto_explain'\n");
  expect(await memorySettings(clusterDirectory, 2_048 * mebibyte)).toEqual({ shared_buffers: '512MB' });
  await appendFile(join(clusterDirectory, 'postgresql.auto.conf'), "shared_buffers = '300MB'\n");
  expect(await memorySettings(clusterDirectory, 2_048 * mebibyte)).toEqual({});
});

/** What the server says of itself that somebody who comes alone starts, and stops. */
async function settingsOf(folder: string) {
  const cluster = await joinCluster(folder, { exclusive: false });
  const address = new URL((await cluster.ensureDatabase('memory')).owner);
  // What is loaded an administrator alone may see.
  Object.assign(address, { username: superuser, password: await ensurePassword(folder) });
  const sql = postgres(address.href, { max: 1 });
  try {
    const [found] = await sql<{ buffers: string; libraries: string }[]>`
      select current_setting('shared_buffers') as buffers, current_setting('shared_preload_libraries') as libraries`;
    return { ...found } as { buffers: string; libraries: string };
  } finally {
    await sql.end();
    await cluster.stop();
  }
}
