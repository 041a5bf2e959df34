import { badUserInput } from '../kit/errors.ts';
import type { Exact } from '../kit/tally.ts';
import { dayBefore, today } from '../kit/today.ts';
import { firstDay, monthAt, monthIndex } from '../law/calendar.ts';

/** Months, yyyy-MM. */
export type Months = { month?: string | null | undefined; comparedWith?: string | undefined };

/** The first month at whose end all who then served are on record: those who left before July 2025 are not. */
const firstMonth = '2025-06';

const quarter = /-(03|06|09|12)$/;

/** The last month of the last quarter that has ended, in Việt Nam. */
export function lastQuarter(): string {
  const index = monthIndex(today());
  return monthAt(index - 1 - (index % 3));
}

/**
 * The last day, yyyy-MM-dd, of a month of which the records can tell.
 *
 * @param argument that gave it
 * @param exact whom the caller is told exactly: month by month a number that is not would give itself away. BAD_USER_INPUT
 */
export function endOf(month: string, argument: string, exact: Exact): string {
  const last = monthAt(monthIndex(today()) - 1);
  if (month < firstMonth || month > last)
    throw badUserInput(
      `Argument "${argument}": expected a month from ${firstMonth}, before which those who have left are not on record, to ${last}.`,
    );
  if (exact !== 'all' && !quarter.test(month))
    throw badUserInput(
      `Argument "${argument}": expected the last month of a quarter: month by month small groups would show in time.`,
    );
  return dayBefore(firstDay(monthAt(monthIndex(month) + 1)));
}
