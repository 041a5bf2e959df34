import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { databasesOf } from '../../subgraphs/data-quality/run/scope.ts';
import { asOwner, openDatabases } from '../../subgraphs/databases.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { superuser } from '../../subgraphs/kit/embedded/initialize.ts';
import { ensurePassword } from '../../subgraphs/kit/embedded/password.ts';
import { administratorConnection } from '../support/administrator-connection.ts';
import { createDataFolder, runScript } from '../support/process.ts';
import { qualityDatabases } from '../support/quality-databases.ts';

/** Those that need no officials have run, those that do have not, and matching is told in a line. */
function expectTheOthersToRun({ code, output }: { code: number | string; output: string }) {
  expect(output).toContain('lienthong: population-register: records were not compared: ');
  for (const rule of rules) {
    const row = output
      .split('\n')
      .map((line) => line.split(/ {2,}/))
      .findLast(([first]) => first === rule.id);
    if (databasesOf(rule).includes('officials')) expect(row?.[1]).toMatch(/^NOT RUN: .*officials /);
    else expect(row).toHaveLength(6);
  }
  expect(output).not.toMatch(/^ {4}at /m);
  expect(code).toBe(1);
}

test('at an address of its own', async () => {
  const databases = await qualityDatabases('officials_down');
  onTestFinished(() => databases.stop());
  const { owner } = databases.urls.officials as DatabaseUrls;
  const administrator = await administratorConnection({ owner: databases.database });
  onTestFinished(() => administrator.end());
  const name = new URL(owner).pathname.slice(1);
  await administrator.unsafe(`alter database "${name}" allow_connections false`);
  onTestFinished(async () => void (await administrator.unsafe(`alter database "${name}" allow_connections true`)));
  expectTheOthersToRun(await runScript('quality', [], { env: databases.environment }));
});

test('on the embedded server', async () => {
  const folder = await createDataFolder(onTestFinished);
  const env = { DATA_DIR: folder };
  expect(await runScript('seed', ['--officials', '200'], { env })).toMatchObject({ code: 0 });
  const { urls, stop } = await openDatabases(subgraphsEnvironment.parse(env), ['data-quality']);
  onTestFinished(stop);
  const address = new URL((asOwner(urls)['data-quality'] as DatabaseUrls).owner);
  Object.assign(address, { username: superuser, password: await ensurePassword(folder), pathname: '/postgres' });
  const administrator = postgres(address.href, { max: 1, onnotice: () => {} });
  await administrator`alter database officials allow_connections false`.finally(() => administrator.end());
  expectTheOthersToRun(await runScript('quality', [], { env }));
});
