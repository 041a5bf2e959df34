import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { databaseName, environmentName } from '../../schema/subgraph-name.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ask, createDataFolder, processesOf, runScript, startScript } from '../support/process.ts';

test('over databases of your own nothing is migrated or filled unasked', async ({ onTestFinished }) => {
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  const urls: Record<string, string> = {};
  for (const { name } of registry) urls[name] = await cluster.ensureDatabase(`own_${databaseName(name)}`);
  const folder = await createDataFolder(onTestFinished);
  const env = {
    DATA_DIR: folder,
    PORT: '0',
    PERSON_KEY: 'a key that only this test uses, of 32 characters',
    ...Object.fromEntries(registry.map(({ name }) => [`DATABASE_URL_${environmentName(name)}`, urls[name] as string])),
  };
  const sql = postgres(urls.officials as string, { max: 1, onnotice: () => {} });
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

    expect(await runScript('migrate', [], { env })).toMatchObject({ code: 0 });
    expect(await runScript('seed', ['--officials', '100'], { env })).toMatchObject({ code: 0 });
    const answer = await ask(
      start.url(),
      '{ officials(first: 1) { nodes { unit { name } person { id } } totalCount } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.officials.totalCount).toBeGreaterThan(50);
    start.signalGroup('SIGINT');
    expect(await start.ended).toBe(0);
    expect(processesOf(folder)).toEqual([]);

    // Records that the generator did not make.
    await sql`delete from seed_state`;
    const foreign = await runScript('seed', ['--officials', '100', '--only', 'officials'], { env });
    expect(foreign).toEqual({
      code: 1,
      output: expect.stringMatching(/^lienthong: officials: holds records .*--force.*\n$/),
    });
    expect(await sql`select from officials limit 1`).toHaveLength(1);
    const forced = await runScript('seed', ['--officials', '100', '--only', 'officials', '--force'], { env });
    expect(forced).toMatchObject({ code: 0 });
  } finally {
    await sql.end();
    await cluster.stop();
  }
});
