import { isEntitledToSocialPension } from '../law/social-pension.ts';
import { monthOf } from './calendar.ts';
import { type Fault, hasFault, NO_PENSION_AT_75 } from './faults.ts';
import type { Truth } from './identity.ts';
import type { Commune, Province } from './places.ts';
import { isRemovable, type Listing, listing } from './poor-household.ts';
import { PURPOSE } from './purpose.ts';
import { integer, pick, type Random, random } from './random.ts';
import { rareFault } from './rare-faults.ts';
import { RARE_FAULTS_OF_PENSIONERS } from './rare-faults-of-insured.ts';
import { AS_OF, type Sex } from './story.ts';
import type { World } from './world.ts';

/** KIN live in the poor household of another: see kin.ts. */
type Sort = 'PENSIONER' | 'ELDER' | 'POOR' | 'MERIT' | 'KIN';
/** The facts of a person who is neither official nor worker. Months: see calendar.ts. */
export type OtherLife = {
  sort: Sort;
  truth: Truth;
  province: Province;
  commune: Commune;
  /** The list of poor households that the own household, or for KIN the head's, is or was on; null for most. */
  listing: Listing | null;
  /** The month of death, the last one paid; null for the living. */
  died: number | null;
  faults: Fault[];
};

const NOW = monthOf(AS_OF);
/** Share of pensioners and of elders who died while they were paid (assumption). */
const DIED = 0.05;
/** No pension begins at this age or later, so one who dies has been paid for years. */
const DEATHS_FROM = 68 * 12;
const NEAR_POOR_PENSIONERS = 0.03;

/** The life of person `index` as the head of a household: what kin.ts does not overrule. */
export function ownLife(world: World, index: number): OtherLife {
  const next = random(world.seed, index, PURPOSE.elder);
  const u = next();
  const sort: Sort = u < 0.48 ? 'PENSIONER' : u < 0.78 ? 'ELDER' : u < 0.92 ? 'POOR' : 'MERIT';
  const province = pick(next, world.places.provinces);
  const commune = pick(next, province.communes);
  const sex: Sex = next() < 0.55 ? 'FEMALE' : 'MALE';
  const age = ageOf(next, sort);
  const truth = world.identities.identity(random(world.seed, index, PURPOSE.identity), index, {
    sex,
    birthMonth: NOW - age,
    province,
    commune,
  });
  const listed = listingOf(next, sort, age);
  const dies = (sort === 'PENSIONER' || (sort === 'ELDER' && !listed)) && age >= DEATHS_FROM && next() < DIED;
  const died = dies ? integer(next, monthOf('2025-09'), monthOf('2026-09')) : null;
  const life = { sort, truth, province, commune, listing: listed, died };
  const faults = forgotten(world, index, life);
  const rare = faults.length === 0 && rareFault(world.seed, index, RARE_FAULTS_OF_PENSIONERS, life);
  return { ...life, faults: rare ? [rare] : faults };
}

/** NO_PENSION_AT_75 for some of those who are entitled to a social pension. */
export function forgotten(
  world: World,
  index: number,
  { sort, truth, listing, died }: Pick<OtherLife, 'sort' | 'truth' | 'listing' | 'died'>,
): Fault[] {
  const poor = listing !== null && listing.removedOn === null;
  const person = { birthDate: truth.birthDate, poor, pension: sort === 'PENSIONER' };
  const entitled = died === null && isEntitledToSocialPension(person, AS_OF);
  return entitled && hasFault(world.seed, index, PURPOSE.noPension, NO_PENSION_AT_75) ? ['NO_PENSION_AT_75'] : [];
}

function listingOf(next: Random, sort: Sort, age: number): Listing | null {
  if (sort === 'PENSIONER') return next() < NEAR_POOR_PENSIONERS ? listing(next, 'NEAR_POOR', true) : null;
  if (sort !== 'POOR' && !(sort === 'ELDER' && next() < 0.25)) return null;
  return listing(next, next() < 0.55 ? 'POOR' : 'NEAR_POOR', isRemovable(age));
}

/** Age in months. Persons with merit are kept below 75, where a social pension would be due. */
function ageOf(next: Random, sort: Exclude<Sort, 'KIN'>): number {
  const [from, to] = { PENSIONER: [63, 90], ELDER: [66, 97], POOR: [24, 69], MERIT: [55, 74] }[sort] as [
    number,
    number,
  ];
  return integer(next, from * 12, to * 12 + 10);
}
