import { monthOf } from './calendar.ts';
import { type KnownMember, SPOUSE_BORN_FROM } from './household-members.ts';
import { fullName } from './names.ts';
import { forgotten, type OtherLife, ownLife } from './other-life.ts';
import { isRemovable } from './poor-household.ts';
import { PURPOSE } from './purpose.ts';
import { integer, random } from './random.ts';
import { AS_OF, type Sex } from './story.ts';
import type { World } from './world.ts';

const NOW = monthOf(AS_OF);
/** Of each three neighbours the second and the third may be the spouse and a parent of the first, if that one heads a poor household. */
const GROUP = 3;
const SPOUSE_SHARE = 0.6;

/** The life of a person who is neither official nor worker: their own, or that of a spouse or a parent in a poor household. */
export function otherLife(world: World, index: number): OtherLife {
  const head = headOf(world, index);
  const kin = head === null ? null : kinOf(world, index, ownLife(world, head));
  return kin ?? ownLife(world, index);
}

/** The members of the household of person `index` who are people of this population, beside the head. */
export function knownMembers(world: World, index: number): KnownMember[] {
  return [index + 1, index + 2].flatMap((at): KnownMember[] => {
    if (at >= world.size || headOf(world, at) !== index) return [];
    const { sort, truth } = otherLife(world, at);
    return sort === 'KIN' ? [{ ...truth, relationship: at === index + 1 ? 'SPOUSE' : 'PARENT' }] : [];
  });
}

function headOf({ officials, workers }: World, index: number): number | null {
  const first = officials + workers;
  const place = (index - first) % GROUP;
  return place === 0 ? null : index - place;
}

function kinOf(world: World, index: number, head: OtherLife): OtherLife | null {
  if (head.sort !== 'POOR' || head.listing === null) return null;
  const { province, commune, listing } = head;
  const next = random(world.seed, index, PURPOSE.kin);
  const isSpouse = headOf(world, index) === index - 1;
  const headBorn = monthOf(head.truth.birthDate);
  const birthMonth = headBorn + (isSpouse ? integer(next, -24, 48) : -integer(next, 22 * 12, 27 * 12));
  const age = NOW - birthMonth;
  if (isSpouse ? next() >= SPOUSE_SHARE || headBorn < SPOUSE_BORN_FROM : !isPlausibleParent(age, listing.removedOn))
    return null;
  const sex: Sex = isSpouse ? (head.truth.sex === 'MALE' ? 'FEMALE' : 'MALE') : next() < 0.7 ? 'FEMALE' : 'MALE';
  const { ethnicGroup } = head.truth;
  const identity = world.identities.identity(random(world.seed, index, PURPOSE.identity), index, {
    sex,
    birthMonth,
    province,
    commune,
  });
  const name = fullName(next, sex, ethnicGroup);
  const surname = head.truth.fullName.split(' ', 1)[0];
  const truth = {
    ...identity,
    ethnicGroup,
    // A father's surname is his child's; among the Ê Đê the clan is the mother's and stands last.
    fullName:
      isSpouse || sex === 'FEMALE' || ethnicGroup === 'Ê Đê' ? name : `${surname}${name.slice(name.indexOf(' '))}`,
  };
  const life = { sort: 'KIN' as const, truth, province, commune, listing, died: null };
  return { ...life, faults: forgotten(world, index, life) };
}

function isPlausibleParent(age: number, removedOn: string | null): boolean {
  return age >= 68 * 12 && age < 92 * 12 && (removedOn === null || isRemovable(age));
}
