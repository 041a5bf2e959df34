import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import { badUserInput } from '../kit/errors.ts';
import { visibleTo } from './filters.ts';
import { createLoaders } from './loaders.ts';
import { requireReason } from './require-reason.ts';
import { type FindingRow, findings, waivers } from './tables.ts';

export type Service = ReturnType<typeof createService>;

/**
 * What resolvers read through, and two writes beside it: that a finding is none, and back. Both write `waivers` alone, of which no row ever goes: what becomes of the finding,
 * the database's own trigger does (migrations/0002_waiving.sql), and who may, its policies.
 */
export function createService(db: Database) {
  const loaders = createLoaders(db);
  const visible = async (id: string): Promise<FindingRow> => {
    const row = await loaders.findingById.load(id);
    if (!row) throw badUserInput('Argument "id": expected the id of a finding that you may see.');
    return row;
  };
  /** As it is now: it was read before it was changed. */
  const again = (id: string) => loaders.findingById.clear(id).load(id);
  return {
    ...loaders,
    /** BAD_USER_INPUT for a finding that is not open or out of the caller's sight, and for too short or long a reason. */
    waive: async (id: string, given: string): Promise<FindingRow | null> => {
      const reason = requireReason(given);
      const { state } = await visible(id);
      if (state === 'RESOLVED') throw notOpen();
      if (state === 'OPEN') {
        // Read once more, so that what a run changes meanwhile is not waived unseen.
        const open = db
          .select({
            id: sql<string>`gen_random_uuid()`.as('id'),
            findingId: findings.id,
            fingerprint: findings.fingerprint,
            reason: sql<string>`${reason}::text`.as('reason'),
            waivedBy: sql<string>`${db.caller.subject}::text`.as('waived_by'),
            waivedAt: sql<string>`now()`.as('waived_at'),
            withdrawnBy: sql<string>`null::text`.as('withdrawn_by'),
            withdrawnAt: sql<string>`null::timestamptz`.as('withdrawn_at'),
          })
          .from(findings)
          .where(and(eq(findings.id, id), eq(findings.state, 'OPEN'), visibleTo(db.caller)));
        await db.write().insert(waivers).select(open).onConflictDoNothing();
      }
      loaders.waiversByFindingId.clear(id);
      const row = await again(id);
      if (row?.state !== 'WAIVED') throw notOpen();
      return row;
    },
    /** BAD_USER_INPUT for a finding that is resolved or out of the caller's sight. */
    unwaive: async (id: string): Promise<FindingRow | null> => {
      const { state, fingerprint } = await visible(id);
      if (state === 'RESOLVED') throw notOpen();
      if (state === 'WAIVED')
        await db
          .write()
          .update(waivers)
          .set({ withdrawnBy: db.caller.subject, withdrawnAt: sql`now()` })
          .where(and(eq(waivers.findingId, id), eq(waivers.fingerprint, fingerprint), isNull(waivers.withdrawnAt)));
      loaders.waiversByFindingId.clear(id);
      return again(id);
    },
  };
}

const notOpen = () =>
  badUserInput('Argument "id": expected an open finding; this one is resolved or has just changed.');
