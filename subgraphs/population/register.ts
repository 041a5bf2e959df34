import { dayOf, dayText, firstDayOf, lastDayOf } from './calendar.ts';
import { type CorrectedField, correctedIdentity } from './corrected-identity.ts';
import { isUnmatched } from './faults.ts';
import { otherLife } from './kin.ts';
import { officialRecords } from './official.ts';
import { type OfficialLife, officialLife } from './official-life.ts';
import type { OtherLife } from './other-life.ts';
import { PURPOSE } from './purpose.ts';
import { hash, uniform } from './random.ts';
import { AS_OF, type Identity } from './story.ts';
import { type WorkerLife, workerLife } from './worker-life.ts';
import type { World } from './world.ts';

/** A person as the population register knows them under a number. */
export type Citizen = Pick<Identity, 'fullName' | 'sex' | 'birthDate'> &
  (
    | { status: 'ALIVE' }
    | { status: 'DECEASED'; diedOn: string }
    // Who has another number now.
    | { status: 'SUPERSEDED'; supersededBy: string }
  );

/** What comparing an official's record with the register must find. */
export type ExpectedMatch = {
  outcome: 'MATCHED' | 'MISMATCH' | 'NOT_FOUND' | 'DECEASED' | 'SUPERSEDED';
  mismatchedFields: CorrectedField[];
};

/** The population register of the same people: each answer is a function of the number, nothing is kept. */
export type CitizenRegister = {
  /** Who has, or had, this number; null where the register does not know it. */
  citizen(personalNumber: string): Citizen | null;
  /** Of record `n` of official `index`. RangeError for anyone else. */
  expectedMatch(index: number, n?: number): ExpectedMatch;
};

/** How the register knows an official that is not matched: the kinds, each up to its share of them (assumption). */
const KINDS = [
  ['UNKNOWN', 0.5],
  ['CORRECTED', 0.75],
  ['RENUMBERED', 0.95],
  ['DECEASED', 1],
] as const;
type Kind = (typeof KINDS)[number][0] | 'AS_TRUE';

const LAST_DAY = dayOf(AS_OF);

export function citizenRegister(world: World): CitizenRegister {
  return {
    citizen: (personalNumber) => holder(world, personalNumber) ?? formerHolder(world, personalNumber),
    expectedMatch(index, n = 0) {
      if (!(index >= 0 && index < world.officials))
        throw new RangeError(`no official ${index}: there are ${world.officials}`);
      return expectedMatch(world, officialLife(world, index), n);
    },
  };
}

function holder(world: World, personalNumber: string): Citizen | null {
  const life = lifeOf(world, personalNumber);
  if (life === null) return null;
  if ('office' in life) return official(world, life);
  const known = knownAs(life.truth);
  if (!('died' in life) || life.died === null) return { ...known, status: 'ALIVE' };
  const day = Number(personalNumber.slice(6)) % 28;
  return { ...known, status: 'DECEASED', diedOn: dayText(lastDayOf(life.died) - day) };
}

/** The life of the person who was given this number at birth. */
function lifeOf(world: World, personalNumber: string): OfficialLife | WorkerLife | OtherLife | null {
  const index = world.identities.holderOf(personalNumber);
  if (index === null) return null;
  const life =
    index < world.officials
      ? officialLife(world, index)
      : index < world.officials + world.workers
        ? workerLife(world, index)
        : otherLife(world, index);
  return life.truth.personalNumber === personalNumber ? life : null;
}

/** Who got this number in place of another. */
function formerHolder(world: World, personalNumber: string): Citizen | null {
  const former = world.identities.replacement(personalNumber);
  const index = world.identities.holderOf(former);
  if (index === null || index >= world.officials || !isUnmatched(world.seed, index, null)) return null;
  const life = officialLife(world, index);
  if (life.truth.personalNumber !== former || kindOf(world, life) !== 'RENUMBERED') return null;
  return alive(life) ?? { ...knownAs(life.truth), status: 'DECEASED', diedOn: dayOfDeath(world, life) };
}

function official(world: World, life: OfficialLife): Citizen | null {
  const kind = kindOf(world, life);
  const known = knownAs(life.truth);
  if (kind === 'UNKNOWN') return null;
  if (kind === 'RENUMBERED')
    return {
      ...known,
      status: 'SUPERSEDED',
      supersededBy: world.identities.replacement(life.truth.personalNumber),
    };
  if (kind === 'CORRECTED') return { ...correctedIdentity(world.seed, life.index, known).known, status: 'ALIVE' };
  const deceased: Citizen = { ...known, status: 'DECEASED', diedOn: dayOfDeath(world, life) };
  return kind === 'DECEASED' ? deceased : (alive(life) ?? deceased);
}

function alive(life: OfficialLife): Citizen | null {
  return life.status === 'DECEASED' ? null : { ...knownAs(life.truth), status: 'ALIVE' };
}

/** In the month before the record says so, or lately where it does not. */
function dayOfDeath(world: World, { index, left }: OfficialLife): string {
  const day = hashOf(world, index);
  return dayText(left === null ? LAST_DAY - 10 - (day % 90) : firstDayOf(left) - 4 - (day % 20));
}

function kindOf(world: World, life: OfficialLife): Kind {
  if (!life.faults.includes('CITIZEN_NOT_MATCHED') || life.faults.includes('NUMBER_MISMATCH')) return 'AS_TRUE';
  const u = uniform(world.seed, life.index, PURPOSE.register);
  const kind = KINDS.find(([, upTo]) => u < upTo)?.[0] ?? 'UNKNOWN';
  // What could not be told from another kind, or from another person, is unknown.
  if (kind === 'DECEASED' && life.left !== null) return 'UNKNOWN';
  if (kind === 'CORRECTED' && life.status === 'DECEASED') return 'UNKNOWN';
  if (kind === 'RENUMBERED' && lifeOf(world, world.identities.replacement(life.truth.personalNumber))) return 'UNKNOWN';
  return kind;
}

function expectedMatch(world: World, life: OfficialLife, n: number): ExpectedMatch {
  // Those numbers are nobody's (rare-faults-of-officials.ts).
  if (life.faults.includes(n === 0 ? 'OFFICIAL_NUMBER_FORM' : 'RECORDED_UNDER_TWO_NUMBERS'))
    return { outcome: 'NOT_FOUND', mismatchedFields: [] };
  if (life.faults.includes('NUMBER_MISMATCH')) {
    const [record] = officialRecords(world, life.index);
    return { outcome: 'MISMATCH', mismatchedFields: [record?.sex === life.truth.sex ? 'BIRTH_DATE' : 'SEX'] };
  }
  const kind = kindOf(world, life);
  if (kind === 'CORRECTED')
    return { outcome: 'MISMATCH', mismatchedFields: [correctedIdentity(world.seed, life.index, life.truth).field] };
  const outcome = {
    UNKNOWN: 'NOT_FOUND',
    RENUMBERED: 'SUPERSEDED',
    DECEASED: 'DECEASED',
    AS_TRUE: life.status === 'DECEASED' ? 'DECEASED' : 'MATCHED',
  } as const;
  return { outcome: outcome[kind], mismatchedFields: [] };
}

const knownAs = ({ fullName, sex, birthDate }: Identity) => ({ fullName, sex, birthDate });

const hashOf = ({ seed }: World, index: number) => hash(seed, index, PURPOSE.registerDay);
