import type { Sql } from 'postgres';

type Beginning = {
  /** The tables that are emptied. */
  names: readonly string[];
  /** Of the key that ids of people are made with. */
  fingerprint: string;
  /** How many of what the generator counts by will be loaded. */
  size?: number | undefined;
  /** Which triggers are off meanwhile: those that note changes, or all, where the rows hold what triggers once did. */
  silenced: 'tracking' | 'all';
};

/**
 * Empties tables, drops what slows loading down, and remembers in the same transaction how to build it again (seed_state in
 * prelude.sql), so that the next load does so where this one dies. Gives the statements that build it.
 */
export async function beginLoad(sql: Sql, { names, fingerprint, size, silenced }: Beginning): Promise<string[]> {
  return sql.begin(async (tx) => {
    // First, because it waits for the index that a load which died may still be building.
    await tx.unsafe(`truncate ${names.map((name) => `"${name}"`).join(', ')}`);
    const [before] = await tx<{ restore: string[] }[]>`select restore from seed_state`;
    const found = await tx<{ create: string; drop: string }[]>`
      select pg_get_indexdef(indexrelid) as create, format('drop index %s', indexrelid::regclass) as drop, 1 as step
      from pg_index where indrelid = any(${names}::text[]::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
      union all
      select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)), format('alter table %s drop constraint %I', conrelid::regclass, conname), 2
      from pg_constraint where conrelid = any(${names}::text[]::regclass[]) and contype = 'f'
      union all
      select format('alter table %s enable trigger %I', tgrelid::regclass, tgname), format('alter table %s disable trigger %I', tgrelid::regclass, tgname), 3
      from pg_trigger where tgrelid = any(${names}::text[]::regclass[]) and not tgisinternal and tgenabled = 'O' and (starts_with(tgname, 'track_changes') or ${silenced === 'all'})
      order by step`;
    // A load that died while it built indexes had built some that it remembered: once each, foreign keys and triggers after them.
    const restore = [...new Set([...found.map(({ create }) => create), ...(before?.restore ?? [])])].toSorted(
      (a, b) => Number(a.startsWith('alter')) - Number(b.startsWith('alter')),
    );
    for (const { drop } of found.toReversed()) await tx.unsafe(drop);
    await tx`delete from seed_state`;
    await tx`insert into seed_state (key_fingerprint, restore, size) values (${fingerprint}, ${restore}, ${size ?? null})`;
    return restore;
  });
}

/** Builds what was dropped, in order; the planner then knows the tables. */
export async function buildAgain(sql: Sql, restore: readonly string[]): Promise<void> {
  for (const statement of restore) await sql.unsafe(statement);
  await sql`vacuum analyze`;
}
