import { readdir, readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';
import { migrateAll } from '../../subgraphs/fill.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { administratorConnection } from '../support/administrator-connection.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { openTables } from './protected-tables.ts';
import { reaches } from './reach.ts';

const folder = 'subgraphs/officials/migrations';

test('a database of before row-level security is protected by the next migration, with its records', async () => {
  const { urls, stop } = await ownDatabase('officials', 'officials_upgrade', 200);
  const owner = ownerConnection(urls);
  const database = connectDatabase({ urls, name: 'upgrade', open: openTables, secret: Buffer.from('upgrade') });
  const seen = async (who: string) => {
    const caller = reaches[who]?.caller;
    if (!caller) throw new Error(`no reach ${who}`);
    return (await database.forCaller(caller).execute('select from officials')).length;
  };
  try {
    const [before, province] = [await seen('the whole country'), await seen('a province')];
    expect(province).toBeGreaterThan(0);
    expect(province).toBeLessThan(before);

    // As the version before left it, without what came later.
    await owner.unsafe(`drop table citizen_matches, citizen_match_runs, changed_records, extract_state cascade;
      drop type citizen_outcome`);
    const migrations = (await readdir(folder)).filter((name) => name.endsWith('.sql') && name >= '0006');
    const later = await Promise.all(migrations.sort().map((name) => readFile(`${folder}/${name}`, 'utf8')));
    const isDropped = (index: string) => later.some((text) => text.includes(`DROP INDEX "${index}"`));
    for (const [, index = ''] of later.join('\n').matchAll(/CREATE INDEX "(\w+)"/g))
      if (!isDropped(index)) await owner.unsafe(`drop index ${index}`);
    for (const { name } of await owner`select relname as name from pg_class where relrowsecurity`) {
      await owner.unsafe(`drop policy reach on ${name}; drop policy statistics on ${name}`);
      await owner.unsafe(`alter table ${name} disable row level security`);
    }
    for (const role of ['officials_upgrade_application', 'officials_upgrade_statistics'])
      await owner.unsafe(`revoke all on all tables in schema public from ${role}`);
    await owner.unsafe(`drop table unit_reach cascade`);
    await owner.unsafe(`drop function caller_sees_all, caller_agency, protect, protect_by_place, protect_by_parent`);
    await owner`delete from drizzle.__drizzle_migrations where id > 1`;
    await expect(seen('the whole country')).rejects.toThrow();

    await migrateAll({ officials: urls });
    expect([await seen('the whole country'), await seen('a province')]).toEqual([before, province]);
    expect(await seen('nobody')).toBe(0);
    expect(await database.statistics.execute('select from officials')).toHaveLength(before);
    // And once more, harmlessly.
    await migrateAll({ officials: urls });
    expect(await seen('a province')).toBe(province);
  } finally {
    await database.stop();
    await owner.end();
    await stop();
  }
});

test('a data folder of before the role of statistics gets it', async () => {
  const name = 'officials_upgrade_statistics';
  const { urls, stop } = await ownDatabase('officials', name, 200);
  const administrator = await administratorConnection(urls);
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  try {
    for (const { table } of await administrator`select relname as table from pg_class where relrowsecurity`)
      await administrator.unsafe(`drop policy statistics on ${table}; alter policy reach on ${table} to public`);
    await administrator.unsafe(`drop owned by ${name}_statistics; drop role ${name}_statistics`);

    expect(await cluster.ensureDatabase(name)).toEqual(urls);
    await migrateAll({ officials: urls });
    const database = connectDatabase({ urls, name: 'upgrade', open: openTables, secret: Buffer.from('upgrade') });
    await database.ask();
    expect(await database.statistics.execute('select from officials')).toHaveLength(
      (await administrator`select from officials`).length,
    );
    await database.stop();
  } finally {
    await administrator.end();
    await cluster.stop();
    await stop();
  }
});
