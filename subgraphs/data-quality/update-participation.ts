import { and, asc, eq, sql } from 'drizzle-orm';
import { anyOf } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { publishedOthers } from '../kit/disclosure.ts';
import { addMonths } from '../law/calendar.ts';
import { participation } from './tables.ts';
import type { Caller } from './visibility.ts';

/** `type QualityParticipation` of the schema. */
export type ParticipationRow = {
  ownerId: string;
  asOf: string;
  records: number | null;
  due: number | null;
  inTime: number | null;
  share: number | null;
  lastUpdatedAt: string | null;
  updating: boolean | null;
};

/** Months without any update after which an owner counts as one that has stopped. */
const updatedWithin = 6;

/** The fewest due of which a share of others is told. */
const leastOthers = 30;

/** The day as of which the last run told it: a later run may have judged an earlier day. */
const lastDay = sql`(select r.as_of from quality_runs r where r.state = 'COMPLETED'
  and exists (select from participation p where p.as_of = r.as_of) order by r.finished_at desc limit 1)`;

/** `(owners) => rows`: how owners keep up, as of the last run, by code. One statement. */
export const participationOf =
  (db: Database) =>
  async (ownerIds?: string[] | null): Promise<ParticipationRow[]> => {
    const rows = await db.statistics
      .select()
      .from(participation)
      .where(and(eq(participation.asOf, lastDay), anyOf(participation.ownerId, ownerIds, 'ownerIds')))
      .orderBy(asc(participation.ownerId));
    return rows.map((row) => tell(row, isOwn(db.caller, row.ownerId)));
  };

/** Whether all records of an owner are within a caller's reach: an agency below it reaches a part of them alone. */
function isOwn({ scopes, jurisdiction, agency }: Caller, ownerId: string): boolean {
  const reads = scopes.includes('quality:read') && scopes.includes('officials:read');
  return reads && (jurisdiction === 'national' || agency === ownerId);
}

function tell(row: typeof participation.$inferSelect, isOwn: boolean): ParticipationRow {
  const { ownerId, asOf, lastUpdatedAt } = row;
  const count = (number: number) => (isOwn ? number : publishedOthers({ others: number, people: number }));
  const [records, due, inTime] = [count(row.records), count(row.due), count(row.inTime)];
  const isTold = isOwn || records !== null;
  return {
    ownerId,
    asOf,
    records,
    due,
    inTime,
    share: shareOf(inTime ?? 0, due ?? 0, isOwn),
    lastUpdatedAt: isTold ? lastUpdatedAt : null,
    updating: isTold
      ? lastUpdatedAt !== null && Date.parse(lastUpdatedAt) >= Date.parse(addMonths(asOf, -updatedWithin))
      : null,
  };
}

/** Of others it follows from the counts as published, and so tells no more than they do. */
function shareOf(inTime: number, due: number, isOwn: boolean): number | null {
  if (due === 0 || (!isOwn && due < leastOthers)) return null;
  const share = (100 * inTime) / due;
  return isOwn ? Math.round(share * 100) / 100 : Math.min(100, Math.round(share));
}
