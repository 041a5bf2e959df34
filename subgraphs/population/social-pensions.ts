import { addMonths } from '../law/calendar.ts';
import { SOCIAL_PENSIONS, socialPensionAmount } from '../law/social-pension.ts';
import { dayText, firstDayOf, lastDayOf, monthOf } from './calendar.ts';
import type { OtherLife } from './other-life.ts';
import { integer, type Random } from './random.ts';
import type { SocialPension } from './social-security-record.ts';
import { AS_OF } from './story.ts';

/**
 * The social pension that a person without a pension draws or drew, null where none. From the month in which the age is reached, for the poor
 * from the month after their household was recognised, not before the law; until death or, below the age of the others, until the household
 * left the list.
 */
export function socialPensionOf({ truth, listing, commune, died }: OtherLife, next: Random): SocialPension | null {
  const rule = SOCIAL_PENSIONS[SOCIAL_PENSIONS.length - 1] as (typeof SOCIAL_PENSIONS)[number];
  const first = monthOf(rule.validFrom);
  const reached = (age: number) => Math.max(first, monthOf(addMonths(truth.birthDate, age * 12)));
  const byAge = reached(rule.age);
  const asPoor = listing ? Math.max(reached(rule.ageIfPoor), monthOf(listing.recognisedOn) + 1) : byAge;
  const removed = listing?.removedOn ? monthOf(listing.removedOn) : null;
  const poor = asPoor < byAge && (removed === null || asPoor <= removed);
  const started = poor ? asPoor : byAge;
  const last = died ?? (poor ? removed : null);
  if (started > monthOf(AS_OF) || (last !== null && last < started)) return null;
  return {
    startedOn: dayText(firstDayOf(started)),
    endedOn: last === null ? null : dayText(lastDayOf(last)),
    monthlyAmount: socialPensionAmount(AS_OF),
    ground: poor ? 'AGE_70_POOR' : 'AGE_75',
    decisionNumber: `${integer(next, 11, 3999)}/QĐ-UBND`,
    unitId: commune.id,
  };
}
