import type { PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig } from 'drizzle-orm/pg-core';
import postgres, { type Sql } from 'postgres';
import { beginLoad, buildAgain } from './bulk-load.ts';
import { createCopyBuffer } from './copy.ts';
import { promptly } from './copy-in.ts';
import { EnvironmentError } from './environment.ts';

/** One generated row and the table it goes to. */
export type SeedRow = readonly [PgTable, Record<string, unknown>];

/** A row for a table, checked against its columns by the compiler. COPY applies no column defaults: give every value. */
export function row<T extends PgTable>(table: T, values: T['$inferInsert']): SeedRow {
  return [table, values];
}

const flushCharacters = 1 << 20;
const flushesInFlight = 2;

export type SeedOptions = {
  /** Leaves alone what a seed has filled to its end, perhaps while this one waited for its turn. */
  unlessComplete?: boolean;
  /** Makes it give up half-way; the next seed begins anew. */
  stopping?: AbortSignal | undefined;
  /** How many of what the generator counts by were asked for; remembered beside the rows. */
  size?: number;
};

/**
 * Empties a database and streams rows into it by COPY: bounded memory, two COPYs at once. Indexes and foreign keys are
 * dropped first and built at the end, which is several times faster, and the triggers that note changes are off; if the
 * process dies in between, the next seed restores them (see seed_state in prelude.sql). Readers see the tables fill. Two
 * seeds of one database take turns.
 *
 * @param url the database, with its owner's rights
 * @param tables every table of the database
 * @param fingerprint of the key that the rows' person keys were made with, remembered beside them
 */
export async function seedDatabase(
  url: string,
  tables: PgTable[],
  rows: Iterable<SeedRow>,
  fingerprint: string,
  { unlessComplete, stopping, size }: SeedOptions = {},
): Promise<void> {
  stopping?.throwIfAborted();
  // postgres.js does not always end a COPY whose connection is cut, so that is watched beside it.
  const cut = Promise.withResolvers<never>();
  const giveUp = () => cut.reject(stopping?.reason);
  stopping?.addEventListener('abort', giveUp);
  const sql = postgres(url, {
    ...promptly,
    max: flushesInFlight + 1,
    onnotice: () => {},
    onclose: () => cut.reject(new EnvironmentError('the connection to a database was lost while it was being filled')),
    // A turn lasts as long as its connection.
    max_lifetime: null,
    connection: { synchronous_commit: 'off' } as never,
  });
  const fill = async () => {
    const turn = await sql.reserve();
    await turn`select pg_advisory_lock(hashtext('lienthong seed'))`;
    if (unlessComplete && (await readState(turn))?.completed) return;
    const names = tables.map((table) => getTableConfig(table).name);
    const restore = await beginLoad(sql, { names, fingerprint, size, silenced: 'tracking' });
    await copyRows(sql, rows);
    await buildAgain(sql, restore);
    await sql.begin(async (tx) => {
      // Waits for the disk, and so for all that was written before.
      await tx`set local synchronous_commit = on`;
      await tx`update seed_state set completed_at = now(), restore = '{}'`;
      // What was filled was not noted record by record (track_* in prelude.sql).
      await tx`select begin_epoch()`;
    });
  };
  try {
    await Promise.race([fill(), cut.promise]);
  } finally {
    stopping?.removeEventListener('abort', giveUp);
    // At once: everything was awaited, and the turn is given up with its connection.
    await sql.end({ timeout: 0 });
  }
}

type SeedState = { fingerprint: string; completed: boolean; size: number | null };

/** Whether the generator has filled this database, and under which key; null where it never ran. */
export async function seedState(url: string): Promise<SeedState | null> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await readState(sql);
  } finally {
    await sql.end();
  }
}

async function readState(sql: Sql): Promise<SeedState | null> {
  const [state] = await sql<
    SeedState[]
  >`select key_fingerprint as fingerprint, completed_at is not null as completed, size from seed_state`;
  return state ?? null;
}

/** Whether any of the tables has a row. */
export async function holdsRecords(url: string, tables: PgTable[]): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const exists = tables.map((table) => `exists (select from "${getTableConfig(table).name}")`);
    const [row] = await sql.unsafe<{ found: boolean }[]>(`select ${exists.join(' or ')} as found`);
    return row?.found ?? false;
  } finally {
    await sql.end();
  }
}

async function copyRows(sql: Sql, rows: Iterable<SeedRow>): Promise<void> {
  const buffers = new Map<PgTable, ReturnType<typeof createCopyBuffer>>();
  const running = new Set<Promise<unknown>>();
  let failure: unknown;
  const flush = async (buffer: ReturnType<typeof createCopyBuffer>) => {
    const copy: Promise<unknown> = buffer
      .take()(sql)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => running.delete(copy));
    running.add(copy);
    if (running.size >= flushesInFlight) await Promise.race(running);
    if (failure) throw failure;
  };
  for (const [table, values] of rows) {
    let buffer = buffers.get(table);
    if (!buffer) {
      buffer = createCopyBuffer(table);
      buffers.set(table, buffer);
    }
    if (buffer.add(values) > flushCharacters) await flush(buffer);
  }
  for (const buffer of buffers.values()) await flush(buffer);
  await Promise.all(running);
  if (failure) throw failure;
}
