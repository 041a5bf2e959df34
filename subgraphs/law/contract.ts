import { addMonths, isDate } from './calendar.ts';

/** Kind of an employment contract (hợp đồng lao động): không xác định thời hạn, xác định thời hạn. */
export type ContractKind = 'INDEFINITE' | 'DEFINITE';

export type ContractProblem =
  | 'MALFORMED_DATE'
  | 'ENDS_BEFORE_START'
  | 'END_MISSING'
  | 'END_UNEXPECTED'
  | 'LONGER_THAN_36_MONTHS';

const LONGEST_DEFINITE_MONTHS = 36;

/**
 * What is wrong with a contract's term; empty when nothing is. A definite one has an end, at most 36 months after its start
 * (an end on the very day 36 months later passes, as both ways of counting are met). An indefinite one has no agreed end: pass
 * null, also where it was ended later. Source: Labour Code 45/2019/QH14 art. 20.
 */
export function contractProblems(kind: ContractKind, from: string, to: string | null): ContractProblem[] {
  if (!isDate(from) || (to !== null && !isDate(to))) return ['MALFORMED_DATE'];
  if (kind === 'INDEFINITE') return to === null ? [] : ['END_UNEXPECTED'];
  if (to === null) return ['END_MISSING'];
  if (to < from) return ['ENDS_BEFORE_START'];
  return to > addMonths(from, LONGEST_DEFINITE_MONTHS) ? ['LONGER_THAN_36_MONTHS'] : [];
}
