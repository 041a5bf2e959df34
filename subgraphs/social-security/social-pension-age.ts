import { addMonths } from '../law/calendar.ts';
import { SOCIAL_PENSIONS } from '../law/social-pension.ts';

/**
 * The first day (yyyy-MM-dd) on which a person's age allows a social pension under the newest rule, not before that rule.
 *
 * @param poor whether the person is in a poor or near-poor household
 */
export function socialPensionAgeOn(birthDate: string, poor: boolean): string | null {
  const rule = SOCIAL_PENSIONS.at(-1);
  if (!rule) return null;
  const reached = addMonths(birthDate, (poor ? rule.ageIfPoor : rule.age) * 12);
  return [reached, rule.validFrom].toSorted().at(-1) as string;
}
