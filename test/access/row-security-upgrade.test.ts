import { expect, test } from 'vitest';
import { migrateAll } from '../../subgraphs/fill.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { reaches } from './reach.ts';

test('a database of before row-level security is protected by the next migration, with its records', async () => {
  const { urls, stop } = await ownDatabase('officials', 'officials_upgrade', 200);
  const owner = ownerConnection(urls);
  const database = connectDatabase({ url: urls.application, name: 'upgrade', secret: Buffer.from('upgrade') });
  const seen = async (who: string) => {
    const caller = reaches[who]?.caller;
    if (!caller) throw new Error(`no reach ${who}`);
    return (await database.forCaller(caller).execute('select from officials')).length;
  };
  try {
    const [before, province] = [await seen('the whole country'), await seen('a province')];
    expect(province).toBeGreaterThan(0);
    expect(province).toBeLessThan(before);

    // As the version before left it.
    for (const { name } of await owner`select relname as name from pg_class where relrowsecurity`) {
      await owner.unsafe(`drop policy reach on ${name}`);
      await owner.unsafe(`alter table ${name} disable row level security`);
    }
    const [{ role } = {}] = await owner`select rolname as role from pg_roles where rolname like 'officials_upgrade_a%'`;
    await owner.unsafe(`revoke all on all tables in schema public from ${role}`);
    await owner.unsafe(`drop table unit_reach cascade`);
    await owner.unsafe(`drop function caller_sees_all, caller_agency, protect, protect_by_place, protect_by_parent`);
    await owner`delete from drizzle.__drizzle_migrations where id > 1`;
    await expect(seen('the whole country')).rejects.toThrow();

    await migrateAll({ officials: urls });
    expect([await seen('the whole country'), await seen('a province')]).toEqual([before, province]);
    expect(await seen('nobody')).toBe(0);
    // And once more, harmlessly.
    await migrateAll({ officials: urls });
    expect(await seen('a province')).toBe(province);
  } finally {
    await database.stop();
    await owner.end();
    await stop();
  }
});
