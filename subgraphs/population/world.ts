import type { Employers } from './employers.ts';
import type { Identities } from './identity.ts';
import type { Offices } from './offices.ts';
import type { Places } from './places.ts';

/** What all stories of a population share. */
export type World = {
  seed: number;
  /** People 0 .. officials-1 are officials, the next `workers` workers, the others neither. */
  officials: number;
  workers: number;
  size: number;
  places: Places;
  offices: Offices;
  employers: Employers;
  identities: Identities;
};
