import type { Sql } from 'postgres';
import { vi } from 'vitest';

/**
 * Waits until no transaction of the whole server is as old as the last change noted in a database: a position counts as
 * changed what came after the oldest one under way, and other tests have theirs.
 *
 * @param sql the database, with its owner's rights
 */
export const settledChanges = (sql: Sql) =>
  vi.waitUntil(
    async () => {
      const [row] = await sql`
        select coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) as settled from changed_records`;
      return row?.settled;
    },
    { timeout: 50_000, interval: 50 },
  );
