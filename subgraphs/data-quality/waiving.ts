import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import { visibleTo } from './filters.ts';
import { findings, waivers } from './tables.ts';

/** `(id, reason) => done`: says of a finding that it is none, if it is open and the caller may see it. */
export const addWaiver = (db: Database) => async (id: string, reason: string) => {
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
};

/** `(id, fingerprint) => done`: takes back that a finding, as it was found then, is none. */
export const withdrawWaiver = (db: Database) => async (id: string, fingerprint: string) => {
  await db
    .write()
    .update(waivers)
    .set({ withdrawnBy: db.caller.subject, withdrawnAt: sql`now()` })
    .where(and(eq(waivers.findingId, id), eq(waivers.fingerprint, fingerprint), isNull(waivers.withdrawnAt)));
};
