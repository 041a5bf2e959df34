import { join } from 'node:path';
import postgres from 'postgres';
import { describe, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { migrateDatabase } from '../../subgraphs/kit/migrate.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';

describe.each(registry.map(({ name }) => ({ name })))('$name', ({ name }) => {
  test('no function that runs with its owner’s rights is for everyone', async () => {
    const owner = ownerConnection(inject('databaseUrls')[name] as DatabaseUrls);
    const open = await owner`select oid::regprocedure::text as function from pg_proc
      where prosecdef and pronamespace = 'public'::regnamespace and has_function_privilege('public', oid, 'execute')`;
    await owner.end();
    expect(open.map((row) => row.function)).toEqual([]);
  });
});

test('who may make a temporary table gets nothing by a trigger on it, in a database of before too', async () => {
  const own = await ownDatabase('labor-employment', 'owner_rights', 200);
  const owner = ownerConnection(own.urls);
  const role = new URL(own.urls.application).username;
  // As every database was that the prelude of before has made.
  await owner.unsafe(
    `grant temporary on database owner_rights to ${role}; grant execute on all functions in schema public to public`,
  );
  const other = postgres(own.urls.application, { max: 1, onnotice: () => {} });
  const attach = async (call: string) => {
    await other.unsafe('create temp table if not exists bait (key text)');
    return other.unsafe(
      `create or replace trigger bait after insert on bait referencing new table as new_rows for each statement execute function ${call}`,
    );
  };
  const taking = `record_changes('PERSON', 'select id::text from workers')`;
  try {
    await expect(attach(taking)).resolves.toBeDefined();
    await migrateDatabase(own.urls, join(import.meta.dirname, '../../subgraphs/labor-employment'));
    await owner.unsafe(`grant temporary on database owner_rights to ${role}`);
    await expect(attach(taking)).rejects.toThrow('permission denied for function record_changes');
    await expect(attach('begin_epoch_of_change()')).rejects.toThrow(
      'permission denied for function begin_epoch_of_change',
    );
    for (const call of ['begin_epoch()', `track('workers', 'PERSON', 'select 1')`, `protect('workers', 'true')`])
      await expect(other.unsafe(`select ${call}`)).rejects.toThrow('permission denied for function');
  } finally {
    await other.end();
    await owner.end();
    await own.stop();
  }
});
