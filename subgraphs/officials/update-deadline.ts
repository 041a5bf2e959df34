import { findAsOf } from '../law/dated.ts';
import { SYNCHRONISATION_DUTIES, synchronisationDeadline } from '../law/deadlines.ts';

/** The day (yyyy-MM-dd) by which a decision had to reach the national database; null for one of before the duty was in force. */
export function updateDueOn(decidedOn: string): string | null {
  return findAsOf(SYNCHRONISATION_DUTIES, decidedOn) && synchronisationDeadline(decidedOn);
}
