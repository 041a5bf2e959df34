import { today } from './today.ts';

/**
 * The 1st of January so many years from this one, as yyyy-MM-dd: what an extract's SQL may know of time. It asks no clock,
 * because rows are read again where they change; another year is another SQL, after which they are all read again. A service
 * that runs on past the year's end keeps its own, so a bound needs a year to spare.
 */
export function startOfYear(years: number): string {
  return `${Number(today().slice(0, 4)) + years}-01-01`;
}
