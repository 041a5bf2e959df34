import { isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

// Conditions that only this database's filters are made of (the others: kit/conditions.ts); each is undefined where the filter
// does not ask for it.

/** Whether nothing has ended it. */
export function paid(endedOn: PgColumn, wanted: boolean | null | undefined): SQL | undefined {
  if (wanted == null) return undefined;
  return wanted ? isNull(endedOn) : isNotNull(endedOn);
}

/** Whether a sub-select finds anything, as wanted; no condition where nothing is wanted. */
export function whether(wanted: boolean | null | undefined, select: SQL): SQL | undefined {
  if (wanted == null) return undefined;
  return wanted ? sql`exists (${select})` : sql`not exists (${select})`;
}
