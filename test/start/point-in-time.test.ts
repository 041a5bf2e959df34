import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { stopServer } from '../../subgraphs/kit/embedded/server.ts';
import { archiveAll, loseData, startArchivingServer, takeBase } from '../drill/archiving-server.ts';
import { runCommands } from '../drill/commands.ts';
import { createDataFolder, runScript } from '../support/process.ts';

test("an agency's server is back as it was before a mistake, by the commands of the page", async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  const server = await startArchivingServer(join(folder, 'agency'));
  const { location, pgdata, archive, base, addressOf } = server;
  const { runAs } = location;
  let sql = server.open();
  await server.createDatabase(sql, 'officials');
  const env = {
    DATA_DIR: join(folder, 'data'),
    PERSON_KEY: 'a key that only this test uses, of 32 characters',
    DATABASE_URL_OFFICIALS: addressOf('officials_app', 'officials'),
    DATABASE_STATISTICS_URL_OFFICIALS: addressOf('officials_stats', 'officials'),
    DATABASE_OWNER_URL_OFFICIALS: addressOf('officials_owner', 'officials'),
  };
  const succeed = async (script: string, ...args: string[]) =>
    expect(await runScript(script, [...args, '--only', 'officials'], { env })).toMatchObject({ code: 0 });
  await succeed('seed', '--officials', '100');
  await takeBase(sql, server);

  let officials = server.open('officials');
  await officials`update officials set full_name = 'Written After The Base' where id = (select id from officials order by id limit 1)`;
  const count = async () => (await officials`select count(*)::int as count from ratings`)[0]?.count as number;
  const before = await count();
  const [until] = await sql`select clock_timestamp()::text as now`;
  await officials`delete from ratings`;
  await archiveAll(sql);
  await officials.end();
  await loseData(sql, server);

  // What cp makes belongs to who takes the base: here to root, where tests run as root.
  if (runAs) execFileSync('chown', ['-R', `${runAs.uid}:${runAs.gid}`, base]);
  const path = `${location.bin}:${process.env.PATH}`;
  await runCommands(
    'Recover',
    { PATH: path, PGDATA: pgdata, ARCHIVE: archive, BASE: base, UNTIL: until?.now as string },
    runAs,
  );
  onTestFinished(() => stopServer(location).catch(() => {}));
  sql = server.open();
  while ((await sql`select pg_is_in_recovery() as recovering`)[0]?.recovering) await sleep(50);
  officials = server.open('officials');
  expect(await count()).toBe(before);
  expect(before).toBeGreaterThan(50);
  expect(await officials`select from officials where full_name = 'Written After The Base'`).toHaveLength(1);
  // Another timeline: whoever follows the changes of this database reads it anew (kit/extract-changes.ts).
  expect((await sql`select timeline_id::int as timeline from pg_control_checkpoint()`)[0]?.timeline).toBe(2);
  await officials.end();
  await sql.end();
  await succeed('migrate');
});
