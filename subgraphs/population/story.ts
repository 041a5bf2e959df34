import type { Employer } from './employer.ts';
import type { Fault } from './faults.ts';
import type { LabourRecord } from './labour-record.ts';
import type { OfficialRecord } from './official-record.ts';
import type { SocialSecurityRecord } from './social-security-record.ts';

/** Dates are 'yyyy-MM-dd', months 'yyyy-MM', money whole VND, coefficients multiples of the base salary. */
export type Sex = 'MALE' | 'FEMALE';
export type PersonKind = 'OFFICIAL' | 'WORKER' | 'OTHER';

/** The date the generated records are "as of": no record is later. */
export const AS_OF = '2026-10-31';

/** The twelve contribution months up to AS_OF, oldest first: 2025-11 .. 2026-10. */
export const CONTRIBUTION_MONTHS: readonly string[] = [
  '2025-11',
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-06',
  '2026-07',
  '2026-08',
  '2026-09',
  '2026-10',
];

/** What identifies a person, true or as some database recorded it. `residenceUnitId` is a commune id (`code@validFrom`). */
export type Identity = {
  /** 12 digits; hash it with kit/person-key.ts to get `person_id`. */
  personalNumber: string;
  fullName: string;
  sex: Sex;
  birthDate: string;
  residenceUnitId: string;
};

/** One synthetic person: the truth, and what each database records about them (built when called, cache it if used twice). */
export type Story = {
  /** Position in the population: pass it to recordId(). */
  index: number;
  kind: PersonKind;
  /** The truth. Records below may differ from it: store what the RECORD says, never this. */
  truth: Identity;
  /** Faults injected in this person's records, [] for most. Never stored in a database. */
  faults: readonly Fault[];
  /** Records in the officials database: none, one, or two (recorded twice). */
  officials(): OfficialRecord[];
  /** The record in the labour-employment database. */
  labour(): LabourRecord | null;
  /** The records in the social-security database; its parts may all be empty. */
  socialSecurity(): SocialSecurityRecord;
};

/** `part` leaves out the people who have nothing in that database, which is faster. */
export type PeopleOptions = { part?: 'officials' | 'labour' | 'social-security' };

/** Payroll quota (biên chế) of an agency in a year. */
export type PayrollQuota = {
  agencyId: string;
  /** The unit served, as in OfficialRecord. */
  unitId: string | null;
  year: number;
  /** Posts in all, and of these for cadres and civil servants, and for public employees. */
  quota: number;
  civilServantPosts: number;
  publicEmployeePosts: number;
};

export type Population = {
  /** Number of officials asked for (indices 0 .. officials - 1). */
  officials: number;
  /** Number of people in all. */
  size: number;
  asOf: string;
  /** The key given to createPopulation: for kit/person-key.ts. */
  personKey: Buffer;
  people(options?: PeopleOptions): Iterable<Story>;
  /** The person at an index: a function of (seed, size, index) alone. */
  story(index: number): Story;
  /** All employers, each once; a function of the seed and size. */
  employers(): Iterable<Employer>;
  employer(index: number): Employer;
  employerCount: number;
  /** Quotas of 2025 and 2026 for every agency that has officials. */
  payrollQuotas(): Iterable<PayrollQuota>;
};

/** Faults that are not a person's: what checks by owner, agency or employer should find. Never stored. */
export type InjectedFaults = {
  /** Codes of the ministries and provinces that keep their records up to date; the others' are STALE. */
  upToDateOwners: readonly string[];
  /** Agencies that rated too many excellent: fault EXCELLENT_OVER_QUOTA. Those with an EXCELLENT_WITH_DISCIPLINE may break the quota too. */
  overRatedAgencies(): Iterable<{ agencyId: string; year: number }>;
  /** Faults of an employer. */
  employerFaults(index: number): Fault[];
};
