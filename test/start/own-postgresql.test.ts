import { expect, inject, test } from 'vitest';
import { databaseName, environmentName } from '../../schema/subgraph-name.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { ask, createDataFolder, processesOf, runScript, startScript } from '../support/process.ts';

test('over databases of your own nothing is migrated or filled unasked', async ({ onTestFinished }) => {
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  const urls: Record<string, DatabaseUrls> = {};
  for (const { name } of registry) urls[name] = await cluster.ensureDatabase(`own_${databaseName(name)}`);
  const addresses = (prefix: string, role: keyof DatabaseUrls) =>
    Object.fromEntries(
      registry.map(({ name }) => [`${prefix}_${environmentName(name)}`, urls[name]?.[role] as string]),
    );
  const folder = await createDataFolder(onTestFinished);
  const env = {
    DATA_DIR: folder,
    PORT: '0',
    PERSON_KEY: 'a key that only this test uses, of 32 characters',
    ...addresses('DATABASE_URL', 'application'),
  };
  const owners = addresses('DATABASE_OWNER_URL', 'owner');
  const asOwner = { env: { ...env, ...owners } };
  const sql = ownerConnection(urls.officials as DatabaseUrls);
  try {
    expect(await runScript('start', [], { env: { ...env, PERSON_KEY: '' } })).toEqual({
      code: 1,
      output: expect.stringMatching(/^lienthong: PERSON_KEY: expected a secret .*\n$/),
    });

    const start = startScript('start', [], { env });
    await start.until('Ctrl-C stops all of it.');
    expect(start.output()).toMatch(/\n {2}officials +has no tables yet: npm run migrate\n/);
    expect(await sql`select from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`).toHaveLength(
      0,
    );

    // Who serves may not migrate, and who migrates does not serve.
    for (const command of ['migrate', 'seed'])
      expect(await runScript(command, ['--only', 'officials'], { env })).toEqual({
        code: 1,
        output: expect.stringMatching(/^lienthong: DATABASE_OWNER_URL_OFFICIALS: expected the address .*\n$/),
      });
    const itself = { ...asOwner.env, DATABASE_URL_OFFICIALS: owners.DATABASE_OWNER_URL_OFFICIALS as string };
    expect(await runScript('migrate', [], { env: itself })).toEqual({
      code: 1,
      output: expect.stringMatching(/^lienthong: officials: the application's role: expected another .*\n$/),
    });
    expect(await runScript('subgraph', ['officials'], { env: itself })).toEqual({
      code: 1,
      output: expect.stringMatching(/^lienthong: DATABASE_URL_OFFICIALS: expected a role that owns neither .*\n$/),
    });
    const statistics = addresses('DATABASE_STATISTICS_URL', 'statistics').DATABASE_STATISTICS_URL_OFFICIALS as string;
    const withStatistics = { ...asOwner.env, DATABASE_STATISTICS_URL_OFFICIALS: statistics };
    expect(await runScript('migrate', [], { env: { ...withStatistics, DATABASE_URL_OFFICIALS: '' } })).toEqual({
      code: 1,
      output: expect.stringMatching(
        /^lienthong: DATABASE_URL_OFFICIALS: expected the application's address beside DATABASE_OWNER_URL_OFFICIALS and DATABASE_STATISTICS_URL_OFFICIALS\n$/,
      ),
    });
    const refused = async (address: string | undefined) => {
      const given = { ...withStatistics, DATABASE_STATISTICS_URL_OFFICIALS: address as string };
      const { code, output } = await runScript('subgraph', ['officials'], { env: given });
      expect(code).toBe(1);
      expect(output.split('\n')).toHaveLength(2);
      return /^lienthong: DATABASE_STATISTICS_URL_OFFICIALS: (.*)\n$/.exec(output)?.[1];
    };
    expect(await refused(urls.officials?.owner)).toMatch(/^expected a role that owns neither/);
    expect(await refused(urls.officials?.application)).toBe(
      'expected another role than that of DATABASE_URL_OFFICIALS',
    );

    expect(await runScript('migrate', [], asOwner)).toMatchObject({ code: 0 });
    expect(await runScript('seed', ['--officials', '100'], asOwner)).toMatchObject({ code: 0 });
    const answer = await ask(start.url(), '{ administrativeUnit(code: "79") { name } }');
    expect(answer).toMatchObject({ data: { administrativeUnit: { name: 'Hồ Chí Minh' } } });
    expect(await sql`select from officials limit 51`).toHaveLength(51);
    start.signalGroup('SIGINT');
    expect(await start.ended).toBe(0);
    expect(processesOf(folder)).toEqual([]);

    // Statistics by a role of their own, once it was migrated with.
    expect(await refused(statistics)).toBe('expected the role that `npm run migrate` was given');
    expect(await runScript('migrate', ['--only', 'officials'], { env: withStatistics })).toMatchObject({ code: 0 });
    const service = startScript('subgraph', ['officials'], { env: withStatistics });
    await service.until('answers at');
    expect(await sql`select from pg_stat_activity where usename = 'own_officials_statistics'`).toHaveLength(1);
    service.signalGroup('SIGINT');
    expect(await service.ended).toBe(0);

    // Records that the generator did not make.
    await sql`delete from seed_state`;
    const foreign = await runScript('seed', ['--officials', '100', '--only', 'officials'], asOwner);
    expect(foreign).toEqual({
      code: 1,
      output: expect.stringMatching(/^lienthong: officials: holds records .*--force.*\n$/),
    });
    expect(await sql`select from officials limit 1`).toHaveLength(1);
    const forced = await runScript('seed', ['--officials', '100', '--only', 'officials', '--force'], asOwner);
    expect(forced).toMatchObject({ code: 0 });
  } finally {
    await sql.end();
    await cluster.stop();
  }
});
