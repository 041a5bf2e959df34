const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** True for a date of the (proleptic Gregorian) calendar written yyyy-MM-dd; 2026-02-29 is none. */
export function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (!year || !month || !day) return false;
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysInMonth(+year, +month);
}

/** Returns the text if it is a date; throws a RangeError otherwise. */
export function requireDate(text: string): string {
  if (!isDate(text)) throw new RangeError(`not a date (yyyy-MM-dd): ${text}`);
  return text;
}

/** The first day (yyyy-MM-dd) of a month (yyyy-MM); throws a RangeError if it is none. */
export function firstDay(month: string): string {
  if (!MONTH.test(month)) throw new RangeError(`not a month (yyyy-MM): ${month}`);
  return `${month}-01`;
}

/** Months since year 0 of a date or month: differences of two of these count calendar months. */
export function monthIndex(dateOrMonth: string): number {
  return Number(dateOrMonth.slice(0, 4)) * 12 + Number(dateOrMonth.slice(5, 7)) - 1;
}

/** The month (yyyy-MM) of a month index. */
export function monthAt(index: number): string {
  const year = Math.floor(index / 12);
  return `${String(year).padStart(4, '0')}-${String(index - year * 12 + 1).padStart(2, '0')}`;
}

/** The date a number of months later, clamped to the month's last day (2026-01-31 + 1 is 2026-02-28), as PostgreSQL does. */
export function addMonths(date: string, months: number): string {
  const month = monthAt(monthIndex(date) + months);
  const last = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  return `${month}-${String(Math.min(Number(date.slice(8)), last)).padStart(2, '0')}`;
}

/** The date a number of days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${requireDate(date)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Day of the week of a date: 0 Sunday .. 6 Saturday. */
export function weekday(date: string): number {
  return new Date(`${requireDate(date)}T00:00:00Z`).getUTCDay();
}

/** Full months passed between two dates; negative if `to` is earlier. */
export function fullMonthsBetween(from: string, to: string): number {
  const months = monthIndex(to) - monthIndex(from);
  return to < addMonths(from, months) ? months - 1 : months;
}

/** Full years of age on a date. One born on 29 February turns a year older on 28 February of common years (as `addMonths`). */
export function ageOn(birthDate: string, date: string): number {
  return Math.floor(fullMonthsBetween(birthDate, date) / 12);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
