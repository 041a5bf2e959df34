import type { Sql } from 'postgres';
import type { ChangeKind, Changes, Extract, Position } from './extract.ts';
import { isKey } from './extract-keys.ts';

/**
 * The epoch of what prelude.sql keeps, and of the place it is kept in: a dump that is restored, another cluster or an older
 * copy of this one has the same records of changes, and not the same records.
 */
const here = `
  select concat_ws('.', epoch, (select system_identifier from pg_control_system()),
      (select timeline_id from pg_control_checkpoint()),
      (select oid from pg_database where datname = current_database()), 'changed_records'::regclass::oid) as epoch,
    pg_snapshot_xmin(pg_current_snapshot())::text as xid, pg_snapshot_xmax(pg_current_snapshot())::text as next
  from extract_state`;

/**
 * What has changed since a position, on a connection whose transaction has one snapshot: whatever was not yet committed at
 * the position, or began later. Keys are null for a position of another epoch or of the future, for more than `limit`, and
 * where something was noted that is no key.
 */
export async function findChanges(
  sql: Sql,
  extracts: readonly Extract[],
  since: Position | null,
  limit: number,
): Promise<Changes> {
  const [now] = await sql.unsafe<{ epoch: string; xid: string; next: string }[]>(here);
  if (!now) throw new Error('expected one row in extract_state');
  const position = { epoch: now.epoch, xid: now.xid };
  const isKnown =
    since !== null &&
    since.epoch === now.epoch &&
    /^\d{1,19}$/.test(since.xid) &&
    BigInt(since.xid) <= BigInt(now.next);
  if (!isKnown) return { position, keys: null };
  const found = await sql.unsafe<{ kind: ChangeKind; key: string }[]>(
    `select distinct kind, key from changed_records where xid >= '${since.xid}'::xid8 limit ${Math.trunc(limit) + 1}`,
  );
  if (found.length > limit) return { position, keys: null };
  // Whoever noted it meant some record: nobody can tell which.
  if (!found.every(({ kind, key }) => isKey(kind, key))) return { position, keys: null };
  const sources = await sql.unsafe<{ source: string }[]>(
    `select distinct source from changed_records where xid >= '${since.xid}'::xid8`,
  );
  const touched = extractsOf(
    extracts,
    sources.map(({ source }) => source),
  );
  const keysOf = (kind: ChangeKind) => found.flatMap((row) => (row.kind === kind ? [row.key] : []));
  return {
    position,
    keys: { PERSON: keysOf('PERSON'), EMPLOYER: keysOf('EMPLOYER'), REFERENCE: keysOf('REFERENCE') },
    touched,
  };
}

/** The names of the extracts whose SQL names one of some tables; of all where a table is unknown, or in none of them. */
export function extractsOf(extracts: readonly Extract[], tables: readonly string[]): string[] {
  const reading = tables.map((table) => extracts.filter(({ query }) => query.match(/\w+/g)?.includes(table)));
  const touched = reading.some((found) => found.length === 0) ? extracts : new Set(reading.flat());
  return [...touched].map(({ name }) => name);
}
