import { badUserInput } from '../kit/errors.ts';
import { today } from '../kit/today.ts';
import { addDays, addMonths } from '../law/calendar.ts';

export type Step = 'DAY' | 'WEEK' | 'MONTH';

const mostDays = 400;

/** The moment at which a day ends in Vietnam, as a point in time that is no longer of it. */
export const endOfDay = (day: string) => `${addDays(day, 1)}T00:00:00+07:00`;

/**
 * The days of a trend, the earliest first: the last one, and before it each day, each seventh, or the last of each month.
 * BAD_USER_INPUT where the first comes after the last, and for more than 400.
 */
export function trendDays({ from, to, step }: { from?: string | null; to?: string | null; step: Step }): string[] {
  const last = to ?? today();
  const first = from ?? beginnings[step](last);
  if (first > last) throw badUserInput('Argument "from": expected a day that is not after "to".');
  const days = [last];
  for (let day = before[step](last); day >= first; day = before[step](day)) {
    if (days.length >= mostDays) throw badUserInput(`Argument "from": expected at most ${mostDays} steps before "to".`);
    days.push(day);
  }
  return days.reverse();
}

const beginnings: Record<Step, (last: string) => string> = {
  DAY: (last) => addDays(last, -30),
  WEEK: (last) => addDays(last, -26 * 7),
  MONTH: (last) => addMonths(last, -12),
};

const before: Record<Step, (day: string) => string> = {
  DAY: (day) => addDays(day, -1),
  WEEK: (day) => addDays(day, -7),
  MONTH: (day) => addDays(`${day.slice(0, 7)}-01`, -1),
};
