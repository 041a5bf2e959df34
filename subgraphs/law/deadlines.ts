import { addDays, weekday } from './calendar.ts';
import type { DatedRow } from './dated.ts';
import { PUBLIC_HOLIDAYS } from './public-holidays.ts';

/** Since when decisions have to reach the national database within a term. */
export const SYNCHRONISATION_DUTIES: readonly DatedRow[] = [
  { validFrom: '2026-07-01', source: 'Decree 27/2026/NĐ-CP' },
];

/** Days after a decision by which the official's record has to be made, and working days by which an update is synchronised. */
const CREATE_DAYS = 3;
const SYNCHRONISE_WORKING_DAYS = 3;

/** Last day (yyyy-MM-dd) to create the record of a decision: 3 calendar days after it. Source: Decree 27/2026/NĐ-CP. */
export function creationDeadline(decidedOn: string): string {
  return addDays(decidedOn, CREATE_DAYS);
}

/** Last day (yyyy-MM-dd) to synchronise an agency's update: 3 working days after it. Source: Decree 27/2026/NĐ-CP. */
export function synchronisationDeadline(updatedOn: string): string {
  return addWorkingDays(updatedOn, SYNCHRONISE_WORKING_DAYS);
}

/** True on Monday to Friday, public holidays excepted. Holidays are known for the years of `PUBLIC_HOLIDAY_YEARS` alone. */
export function isWorkingDay(date: string): boolean {
  const day = weekday(date);
  return day !== 0 && day !== 6 && !PUBLIC_HOLIDAYS.has(date);
}

/** The date a number of working days later; the day itself does not count. */
export function addWorkingDays(date: string, days: number): string {
  let result = date;
  for (let left = days; left > 0; ) {
    result = addDays(result, 1);
    if (isWorkingDay(result)) left--;
  }
  return result;
}
