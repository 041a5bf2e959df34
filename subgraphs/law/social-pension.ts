import { ageOn } from './calendar.ts';
import { asOf, type DatedRow } from './dated.ts';

/** Social pension (trợ cấp hưu trí xã hội): VND a month, from which age, and from which age for the poor and near-poor. */
export const SOCIAL_PENSIONS: readonly (DatedRow & {
  readonly amount: number;
  readonly age: number;
  readonly ageIfPoor: number;
})[] = [
  {
    validFrom: '2025-07-01',
    source: 'Law 41/2024/QH15 art. 21; Decree 176/2025/NĐ-CP',
    amount: 500_000,
    age: 75,
    ageIfPoor: 70,
  },
];

/** What decides on a social pension: `poor` is a poor or near-poor household, `pension` any pension or monthly insurance allowance. */
export type SocialPensionCase = { birthDate: string; poor: boolean; pension: boolean };

/** True if one is entitled to a social pension on a date (yyyy-MM-dd); RangeError before July 2025. */
export function isEntitledToSocialPension(person: SocialPensionCase, date: string): boolean {
  const rule = asOf(SOCIAL_PENSIONS, date);
  return !person.pension && ageOn(person.birthDate, date) >= (person.poor ? rule.ageIfPoor : rule.age);
}

/** The national amount in VND a month on a date; provinces may top it up. RangeError before July 2025. */
export function socialPensionAmount(date: string): number {
  return asOf(SOCIAL_PENSIONS, date).amount;
}
