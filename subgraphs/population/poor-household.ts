import { povertyStandard } from '../law/poverty-standard.ts';
import { dayOf, dayText, workingDay } from './calendar.ts';
import { householdMembers, type KnownMember } from './household-members.ts';
import type { Truth } from './identity.ts';
import type { Commune } from './places.ts';
import { integer, type Random } from './random.ts';
import type { PoorHousehold } from './social-security-record.ts';

/** Since when a household is on the list of the poor or near-poor, and the day of its removal (the first one off it), or null. */
export type Listing = { standard: 'POOR' | 'NEAR_POOR'; recognisedOn: string; removedOn: string | null };

/** Share of households that were recognised at the review of 2024 and left the list at the next one (assumption). */
const REMOVED = 0.15;

/** Recognised at a yearly review (Decision 24/2021/QĐ-TTg, unsure), and some removed at the one of 2025. */
export function listing(next: Random, standard: Listing['standard'], removable: boolean): Listing {
  const removed = next() < REMOVED && removable;
  const review = removed ? '2024-11-18' : next() < 0.7 ? '2026-01-05' : '2025-11-17';
  return {
    standard,
    recognisedOn: dayText(workingDay(dayOf(review) + integer(next, 0, 20))),
    removedOn: removed ? dayText(workingDay(dayOf('2025-11-17') + integer(next, 0, 20))) : null,
  };
}

/**
 * Whether a household may leave the list at the age of its head, in months: one who draws a social pension as a poor person below 75 loses it
 * then, and would have another one by now if 75 since.
 */
export function isRemovable(age: number): boolean {
  return age < 75 * 12 || age > 77 * 12;
}

/** The household of a head, whose code is the index of the head's. `known`: members who are people of this population. */
export function poorHousehold(
  head: { index: number; truth: Truth; commune: Commune },
  { standard, recognisedOn, removedOn }: Listing,
  known: readonly KnownMember[],
  next: Random,
): PoorHousehold {
  const members = householdMembers(head.truth, known, next);
  return {
    householdCode: `${head.commune.code}-${String(head.index).padStart(8, '0')}`,
    standard,
    standardFrom: povertyStandard(recognisedOn).validFrom,
    recognisedOn,
    removedOn,
    memberCount: members.length,
    members,
    unitId: head.commune.id,
  };
}
