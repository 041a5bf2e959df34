/**
 * Dates as integers, for speed: a day is days since 1970-01-01, a month is year x 12 + month - 1. Their texts are made once and kept
 * (a century is 36,525 short strings).
 */
const dayTexts = new Map<number, string>();
const monthTexts = new Map<number, string>();

export function dayText(day: number): string {
  let text = dayTexts.get(day);
  if (text === undefined) {
    text = new Date(day * 86_400_000).toISOString().slice(0, 10);
    dayTexts.set(day, text);
  }
  return text;
}

export function monthText(month: number): string {
  let text = monthTexts.get(month);
  if (text === undefined) {
    text = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    monthTexts.set(month, text);
  }
  return text;
}

const firstDays = new Map<number, number>();

export function firstDayOf(month: number): number {
  let day = firstDays.get(month);
  if (day === undefined) {
    day = Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
    firstDays.set(month, day);
  }
  return day;
}

export function lastDayOf(month: number): number {
  return firstDayOf(month + 1) - 1;
}

/** The month of 'yyyy-MM' or 'yyyy-MM-dd'. */
export function monthOf(text: string): number {
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
}

/** The day of 'yyyy-MM-dd'. */
export function dayOf(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
}

/** The day itself, or the Monday after if it falls on a weekend: decisions are signed on working days. */
export function workingDay(day: number): number {
  const weekday = (day + 4) % 7;
  return weekday === 6 ? day + 2 : weekday === 0 ? day + 1 : day;
}

/** A point in time of a day in Vietnam, during office hours: minute 0..539 counts from 08:00. */
export function instant(day: number, minute: number): string {
  const hour = 8 + Math.floor(minute / 60);
  return `${dayText(day)}T${hour < 10 ? '0' : ''}${hour}:${String(minute % 60).padStart(2, '0')}:00+07:00`;
}
