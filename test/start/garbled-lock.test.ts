import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { createDataFolder } from '../support/process.ts';

test.each([
  ['nothing', ''],
  ['no number', 'restored\n'],
  ["another program's number", '1\n'],
])('the embedded PostgreSQL starts where its lock file holds %s', async (_, text) => {
  const folder = await createDataFolder(onTestFinished);
  await (await joinCluster(folder, { exclusive: false })).stop();
  await writeFile(join(folder, 'postgres', 'postmaster.pid'), text);
  const cluster = await joinCluster(folder, { exclusive: false });
  const sql = ownerConnection(await cluster.ensureDatabase('garbled'));
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end();
  await cluster.stop();
});
