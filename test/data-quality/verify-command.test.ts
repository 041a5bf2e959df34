import { expect, onTestFinished, test } from 'vitest';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { asOwner, openDatabases } from '../../subgraphs/databases.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { createDataFolder, runScript } from '../support/process.ts';

test('`npm run quality -- --verify` ends with 0 on generated records, and with 1, naming the record, after one was made wrong', async () => {
  const folder = await createDataFolder(onTestFinished);
  const env = { DATA_DIR: folder };
  expect((await runScript('seed', ['--officials', '300'], { env })).output).toContain('filled for 300 officials');

  const clean = await runScript('quality', ['--verify'], { env });
  expect(clean.output).toMatch(/^official-coefficient +[1-9]\d* +[1-9]\d* +0 +0$/m);
  expect(clean.output).toMatch(/^\d+ rules +(\d+) +\1 +0 +0$/m);
  expect(clean.code).toBe(0);

  const id = await spoilOne(folder);
  const spoilt = await runScript('quality', ['--verify', '--no-match'], { env });
  expect(spoilt.output).toMatch(/^name-form +0 +1 +0 +1$/m);
  expect(spoilt.output).toContain(`false: ${id}`);
  expect(spoilt.code).toBe(1);
});

test('`--verify` with a part of the records is refused before anything runs', async () => {
  const { code, output } = await runScript('quality', ['--verify', '--owner', 'G09'], {
    env: { DATA_DIR: '/nowhere' },
  });
  expect(output).toContain('--verify: expected without --owner and --since');
  expect(code).toBe(1);
});

/** Puts a space too many into the name of one official without a fault of that kind; the official's id. */
async function spoilOne(folder: string): Promise<string> {
  const { urls, stop } = await openDatabases(subgraphsEnvironment.parse({ DATA_DIR: folder }), ['officials']);
  const sql = ownerConnection(asOwner(urls).officials as DatabaseUrls);
  try {
    const [row] = await sql<{ id: string }[]>`
      update officials set full_name = full_name || '  ' where id = (select id from officials order by id limit 1) returning id`;
    return row?.id ?? '';
  } finally {
    await sql.end();
    await stop();
  }
}
