import { isEntitledToSocialPension } from '../law/social-pension.ts';
import { monthOf } from './calendar.ts';
import { type Fault, hasFault, NO_PENSION_AT_75 } from './faults.ts';
import type { Truth } from './identity.ts';
import type { Commune, Province } from './places.ts';
import { PURPOSE } from './purpose.ts';
import { integer, pick, type Random, random } from './random.ts';
import { AS_OF, type Sex } from './story.ts';
import type { World } from './world.ts';

type Sort = 'PENSIONER' | 'ELDER' | 'POOR' | 'MERIT';
/** The facts of a person who is neither official nor worker. */
export type OtherLife = {
  sort: Sort;
  truth: Truth;
  province: Province;
  commune: Commune;
  poor: 'POOR' | 'NEAR_POOR' | null;
  faults: Fault[];
};

const NOW = monthOf(AS_OF);

export function otherLife(world: World, index: number): OtherLife {
  const next = random(world.seed, index, PURPOSE.elder);
  const u = next();
  const sort: Sort = u < 0.48 ? 'PENSIONER' : u < 0.78 ? 'ELDER' : u < 0.92 ? 'POOR' : 'MERIT';
  const province = pick(next, world.places.provinces);
  const commune = pick(next, province.communes);
  const sex: Sex = next() < 0.55 ? 'FEMALE' : 'MALE';
  const truth = world.identities.identity(random(world.seed, index, PURPOSE.identity), index, {
    sex,
    birthMonth: NOW - ageOf(next, sort),
    province,
    commune,
  });
  const poor = sort === 'POOR' || (sort === 'ELDER' && next() < 0.25) ? (next() < 0.55 ? 'POOR' : 'NEAR_POOR') : null;
  const entitled = isEntitledToSocialPension(
    { birthDate: truth.birthDate, poor: poor !== null, pension: sort === 'PENSIONER' },
    AS_OF,
  );
  const forgotten = entitled && hasFault(world.seed, index, PURPOSE.noPension, NO_PENSION_AT_75);
  return { sort, truth, province, commune, poor, faults: forgotten ? ['NO_PENSION_AT_75'] : [] };
}

/** Age in months. Persons with merit are kept below 75, where a social pension would be due. */
function ageOf(next: Random, sort: Sort): number {
  const [from, to] = { PENSIONER: [63, 90], ELDER: [66, 97], POOR: [24, 69], MERIT: [55, 74] }[sort] as [
    number,
    number,
  ];
  return integer(next, from * 12, to * 12 + 10);
}
