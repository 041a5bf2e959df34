import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { fillAll, findEmpty } from '../../subgraphs/fill.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { ownDatabase } from '../support/own-database.ts';
import { createDataFolder, processesOf, startScript } from '../support/process.ts';

test('Ctrl-C in the middle of the first fill stops all of it; a killed seed too is made good by the next start', async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  const env = { DATA_DIR: folder, SEED_OFFICIALS: '300', PORT: '0' };
  const first = startScript('start', [], { env, npm: true });
  await first.until('filling administrative-units');
  first.signalGroup('SIGINT');
  expect(await first.ended).toBe(0);
  expect(processesOf(folder)).toEqual([]);
  expect(first.output()).not.toContain('filled');

  const seed = startScript('seed', ['--officials', '20000', '--only', 'officials'], { env });
  await seed.until('filling officials');
  seed.signalGroup('SIGKILL');
  await seed.ended;

  const second = startScript('start', [], { env, npm: true });
  await second.until('Ctrl-C stops all of it.');
  expect(second.output()).toContain('filled officials');
  expect(await definitions(await databaseOf(folder, 'officials'))).toEqual(
    await definitions(inject('databaseUrls').officials?.owner as string),
  );
  second.signalGroup('SIGINT');
  expect(await second.ended).toBe(0);
  expect(processesOf(folder)).toEqual([]);
});

test('a seed that died while it built indexes is made good by the next', async () => {
  const database = await ownDatabase('officials', 'dead_seed', 100);
  try {
    const whole = await definitions(database.urls.owner);
    const sql = postgres(database.urls.owner, { max: 1 });
    // As the seed leaves it that dies after its last index: all of the tables that it fills are there, and all are remembered.
    await sql`update seed_state set completed_at = null, restore = array(
      select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'unit_provinces'
        and not exists (select from pg_constraint where conname = indexname))`;
    await sql.end();
    const config = { ...subgraphsEnvironment.parse({}), officials: 100 };
    const empty = () => findEmpty({ officials: database.urls }, config.personKey);
    expect(await empty()).toEqual(['officials']);
    await fillAll(config, { officials: database.urls }, ['officials'], () => {});
    expect(await empty()).toEqual([]);
    const other = Buffer.from('another key than that of the records');
    await expect(findEmpty({ officials: database.urls }, other)).rejects.toThrow(
      /^PERSON_KEY: expected the key that officials/,
    );
    expect(await definitions(database.urls.owner)).toEqual(whole);
  } finally {
    await database.stop();
  }
});

test('two seeds of one database take turns, and the second leaves alone what the first has filled where told so', async () => {
  const database = await ownDatabase('officials', 'two_seeds', 100);
  try {
    const whole = await definitions(database.urls.owner);
    const urls = { officials: database.urls };
    const config = subgraphsEnvironment.parse({});
    const fill = (officials: number, unlessComplete = false) =>
      fillAll({ ...config, officials }, urls, ['officials'], () => {}, { unlessComplete });
    await Promise.all([fill(200), fill(200)]);
    await fill(300, true);
    const sql = postgres(database.urls.owner, { max: 1 });
    const [made] = await sql`select count(*)::int as officials from officials`;
    expect(made?.officials).toBeLessThan(250);
    expect(await sql`select from seed_state where completed_at is not null`).toHaveLength(1);
    await sql.end();
    expect(await definitions(database.urls.owner)).toEqual(whole);
  } finally {
    await database.stop();
  }
});

async function databaseOf(folder: string, name: string): Promise<string> {
  const cluster = await joinCluster(folder, { exclusive: false });
  const { owner } = await cluster.ensureDatabase(name);
  await cluster.stop();
  return owner;
}

/** Every index and constraint of a database. */
async function definitions(url: string): Promise<string[]> {
  const sql = postgres(url, { max: 1 });
  const rows = await sql<{ definition: string }[]>`
    select indexdef as definition from pg_indexes where schemaname = 'public'
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
    order by definition`;
  await sql.end();
  expect(rows.length).toBeGreaterThan(10);
  return rows.map(({ definition }) => definition);
}
