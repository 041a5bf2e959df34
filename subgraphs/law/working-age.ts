import { ageOn } from './calendar.ts';

/** Lowest age in years at which one registers as a worker. Source: Employment Law 74/2025/QH15; Labour Code art. 3. */
export const WORKING_AGE = 15;

/** True if one born on `birthDate` is 15 or older on `date` (both yyyy-MM-dd). */
export function isOfWorkingAge(birthDate: string, date: string): boolean {
  return ageOn(birthDate, date) >= WORKING_AGE;
}
