import { buildGazetteer } from '../gazetteer/gazetteer.ts';
import { createEmployers } from './employers.ts';
import type { Fault } from './faults.ts';
import { createIdentities, type Truth } from './identity.ts';
import { otherLife } from './kin.ts';
import { isRegisteredOfficial, labourRecord } from './labour.ts';
import { createOffices } from './offices.ts';
import { officialRecords } from './official.ts';
import { overQuotaYear } from './official-history.ts';
import { officialInsurance } from './official-insurance.ts';
import { officialLife } from './official-life.ts';
import { otherInsurance } from './other-insurance.ts';
import { payrollQuotas } from './payroll-quotas.ts';
import { readPlaces } from './places.ts';
import { rareRecords } from './rare-records.ts';
import { type CitizenRegister, citizenRegister } from './register.ts';
import {
  AS_OF,
  type InjectedFaults,
  type PeopleOptions,
  type PersonKind,
  type Population,
  type Story,
} from './story.ts';
import { workerInsurance } from './worker-insurance.ts';
import { workerLife } from './worker-life.ts';
import type { World } from './world.ts';

/** Workers and other people for each official, and people for each employer. */
const WORKERS_PER_OFFICIAL = 1;
const OTHERS_PER_OFFICIAL = 0.4;
const WORKERS_PER_EMPLOYER = 12;

export type PopulationOptions = {
  /** How many officials: 10,000 by default in a first start, 1,436,507 at national size. */
  officials: number;
  seed?: number;
  personKey: Buffer;
  /** Told after every 1,000 people of an iteration, and at its end. */
  onProgress?: (done: number, total: number) => void;
};

/**
 * The synthetic people of a country with this many officials. The same seed and number always give the same people, whoever asks and in
 * whatever order; nothing is kept, so each database can be filled by an iteration of its own in bounded memory.
 */
export function createPopulation({
  officials,
  seed = 2026,
  personKey,
  onProgress,
}: PopulationOptions): Population & InjectedFaults & CitizenRegister {
  if (!Number.isInteger(officials) || officials < 1)
    throw new RangeError(`officials must be a whole number above 0, not ${officials}`);
  const gazetteer = buildGazetteer();
  const places = readPlaces(gazetteer);
  const workers = Math.round(officials * WORKERS_PER_OFFICIAL);
  const size = officials + workers + Math.round(officials * OTHERS_PER_OFFICIAL);
  const employerCount = Math.max(40, Math.round(workers / WORKERS_PER_EMPLOYER));
  const world: World = {
    seed,
    officials,
    workers,
    size,
    places,
    offices: createOffices(gazetteer, places, seed, officials),
    employers: createEmployers(places, seed, employerCount),
    identities: createIdentities(seed, size),
  };
  return {
    officials,
    size,
    asOf: AS_OF,
    personKey,
    employerCount,
    story: (index) => storyOf(world, index),
    *people(options: PeopleOptions = {}) {
      for (let index = 0; index < size; index++) {
        if (onProgress && index % 1000 === 0) onProgress(index, size);
        if (isIn(world, index, options.part)) yield storyOf(world, index);
      }
      onProgress?.(size, size);
    },
    upToDateOwners: world.offices.upToDateOwners,
    *overRatedAgencies() {
      for (const office of world.offices.list) {
        const year = overQuotaYear(office, seed);
        if (year) yield { agencyId: office.agencyId, year };
      }
    },
    employerFaults: (index) => world.employers.faults(index),
    employer: (index) => world.employers.employer(index),
    *employers() {
      for (let index = 0; index < employerCount; index++) yield world.employers.employer(index);
    },
    payrollQuotas: () => payrollQuotas(world),
    ...citizenRegister(world),
  };
}

function isIn(world: World, index: number, part: PeopleOptions['part']): boolean {
  const kind = kindOf(world, index);
  if (part === 'officials') return kind === 'OFFICIAL';
  if (part === 'labour') return kind === 'WORKER' || (kind === 'OFFICIAL' && isRegisteredOfficial(world, index));
  return true;
}

function kindOf({ officials, workers }: World, index: number): PersonKind {
  return index < officials ? 'OFFICIAL' : index < officials + workers ? 'WORKER' : 'OTHER';
}

/** Truth and faults are made when first read: a seed that stores the records alone does not pay for them twice. */
function storyOf(world: World, index: number): Story {
  if (!Number.isInteger(index) || index < 0 || index >= world.size)
    throw new RangeError(`no person ${index}: there are ${world.size}`);
  const kind = kindOf(world, index);
  let life: { truth: Truth; faults: readonly Fault[] } | undefined;
  const known = () => {
    life ??=
      kind === 'OFFICIAL'
        ? officialLife(world, index)
        : kind === 'WORKER'
          ? workerLife(world, index)
          : otherLife(world, index);
    return life;
  };
  const rare = rareRecords(world, index, { kind, faults: () => known().faults });
  return {
    index,
    kind,
    get truth() {
      const { ethnicGroup: _, ...identity } = known().truth;
      return identity;
    },
    get faults() {
      return known().faults;
    },
    officials: () => (kind === 'OFFICIAL' ? rare.officials(officialRecords(world, index)) : []),
    labour: () => rare.labour(labourRecord(world, index)),
    socialSecurity: () =>
      rare.socialSecurity(
        kind === 'OFFICIAL'
          ? officialInsurance(world, index)
          : kind === 'WORKER'
            ? workerInsurance(world, index)
            : otherInsurance(world, index),
      ),
  };
}
