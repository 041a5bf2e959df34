import { type DatedRow, findAsOf } from '../law/dated.ts';
import { synchronisationDeadline } from '../law/deadlines.ts';

/** Since when decisions have to reach the national database within a term. */
const DUTIES: readonly DatedRow[] = [{ validFrom: '2026-07-01', source: 'Decree 27/2026/NĐ-CP' }];

/** The day (yyyy-MM-dd) by which a decision had to reach the national database; null for one of before the duty was in force. */
export function updateDueOn(decidedOn: string): string | null {
  return findAsOf(DUTIES, decidedOn) && synchronisationDeadline(decidedOn);
}
