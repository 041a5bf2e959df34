import { dayText, firstDayOf, monthOf } from './calendar.ts';
import type { Truth } from './identity.ts';
import { fullName } from './names.ts';
import { integer, type Random } from './random.ts';
import type { HouseholdMember } from './social-security-record.ts';

/** Born since, one is below 70 at AS_OF: an older member would be due a social pension, so must be a person who can be paid it. */
const UNDER_70 = monthOf('1958-12');
/** A head born since has a spouse below 70. */
export const SPOUSE_BORN_FROM = UNDER_70 + 24;

/** A member who is a person of this population. */
export type KnownMember = Omit<HouseholdMember, 'personalNumber'> & { personalNumber: string };

/** The head, the known members, else a spouse for most below 70, and up to three children, whose surname is the father's. The young ones have no other record here. */
export function householdMembers(head: Truth, known: readonly KnownMember[], next: Random): HouseholdMember[] {
  const { personalNumber, sex, birthDate } = head;
  const members: HouseholdMember[] = [
    { personalNumber, fullName: head.fullName, sex, birthDate, relationship: 'HEAD' },
  ];
  const born = monthOf(birthDate);
  const birth = (month: number) => dayText(firstDayOf(month) + integer(next, 0, 27));
  let surname = head.fullName.split(' ')[0] as string;
  for (const { personalNumber, fullName, sex, birthDate, relationship } of known)
    members.push({ personalNumber, fullName, sex, birthDate, relationship });
  const spouse = known.find(({ relationship }) => relationship === 'SPOUSE');
  if (spouse?.sex === 'MALE') surname = spouse.fullName.split(' ')[0] as string;
  if (!spouse && next() < 0.6 && born > UNDER_70) {
    const other = sex === 'MALE' ? 'FEMALE' : 'MALE';
    const name = fullName(next, other, head.ethnicGroup);
    if (other === 'MALE') surname = name.split(' ')[0] as string;
    members.push({
      personalNumber: null,
      fullName: name,
      sex: other,
      birthDate: birth(born + integer(next, -24, 48)),
      relationship: 'SPOUSE',
    });
  }
  const children = integer(next, 0, 3);
  for (let at = 0; at < children; at++) {
    const month = born + 23 * 12 + at * 30 + integer(next, 0, 24);
    if (month > monthOf('2026-06')) break;
    if (month < UNDER_70) continue;
    const childSex = next() < 0.5 ? 'MALE' : 'FEMALE';
    const name = fullName(next, childSex, head.ethnicGroup);
    members.push({
      personalNumber: null,
      fullName: `${surname}${name.slice(name.indexOf(' '))}`,
      sex: childSex,
      birthDate: birth(month),
      relationship: 'CHILD',
    });
  }
  return members;
}
