import { PURPOSE } from './purpose.ts';
import { uniform } from './random.ts';

/** Faults that can be injected in a person's or an employer's records. */
export type Fault = OfficialFault | 'STALE' | PersonFault | EmployerFault | RareFault;

/** At most one of these befalls an official. */
type OfficialFault =
  | 'OLD_UNIT_CODE'
  | 'WRONG_COEFFICIENT'
  | 'NUMBER_MISMATCH'
  | 'DUPLICATE_OFFICIAL'
  | 'RETIRED_STILL_PAID'
  | 'EXCELLENT_WITH_DISCIPLINE'
  | 'INSURED_BASE_DIFFERS'
  | 'OFFICIAL_IN_LABOUR_REGISTER'
  | 'OFFICIAL_PRIVATE_EMPLOYER';
type PersonFault =
  | 'CITIZEN_NOT_MATCHED'
  | 'LATE_UPDATE'
  | 'DUPLICATE_INSURANCE_NUMBER'
  | 'BENEFIT_BESIDE_CONTRIBUTION'
  | 'NO_PENSION_AT_75';
type EmployerFault =
  | 'EMPLOYER_STOPPED_CONTRIBUTING'
  | 'SUSPECT_TAX_CODE'
  | 'EMPLOYER_FORMER_UNIT'
  | 'EXCELLENT_OVER_QUOTA';
/** At most one of these befalls a person, and none who has another fault but STALE. */
export type RareFault = keyof typeof RARE_FAULTS;

/**
 * Share of officials whose record does not agree with the national population database.
 * Source: 1,365,761 of 1,436,507 records (95.08 %) matched (domain.md, 1).
 */
export const CITIZEN_NOT_MATCHED = 0.0492;

/** Owners whose records are up to date; the others' are STALE. Source: 12 of 34 localities, 3 of 28 ministries (domain.md, 1). */
export const UP_TO_DATE_PROVINCES = 12;
export const UP_TO_DATE_MINISTRIES = 3;

// The rates below are assumptions: no figure is published. They are chosen so that each fault is found some ten times among 10,000 officials.

/** Share of officials outside central agencies still recorded at a unit, or an agency, that the reform of 2025-07-01 ended. */
export const OLD_UNIT_CODE = 0.03;
/** Share of officials whose recorded coefficient is not that of their rank and step (Decree 204/2004/NĐ-CP). */
export const WRONG_COEFFICIENT = 0.012;
/** Share of officials whose recorded sex or birth date contradicts their personal number. */
export const NUMBER_MISMATCH = 0.004;
/** Share of officials recorded twice, by two agencies. */
export const DUPLICATE_OFFICIAL = 0.006;
/** Share of officials who are retired or dead and still on the payroll. */
export const RETIRED_STILL_PAID = 0.002;
/** Share of officials rated excellent in a year with a discipline (Decree 335/2025/NĐ-CP). */
export const EXCELLENT_WITH_DISCIPLINE = 0.0015;
/** Share of officials whose insured base is not (coefficient + allowances) x base salary of the month. */
export const INSURED_BASE_DIFFERS = 0.02;
/** Share of officials registered as workers, which officials are not (Decree 318/2025/NĐ-CP). */
export const OFFICIAL_IN_LABOUR_REGISTER = 0.006;
/** Share of officials insured through a private employer. */
export const OFFICIAL_PRIVATE_EMPLOYER = 0.004;

/** Share of up-to-date owners' officials in service whose last update came over 3 working days after its decision (Decree 27/2026/NĐ-CP). */
export const LATE_UPDATE = 0.03;
/** Share of insured officials and workers with a second insurance number. */
export const DUPLICATE_INSURANCE_NUMBER = 0.008;
/** Share of receivers of unemployment benefit for whom an employer contributes in a paid month. */
export const BENEFIT_BESIDE_CONTRIBUTION = 0.06;
/** Share of those entitled to a social pension (Law 41/2024/QH15 art. 21) who have none. */
export const NO_PENSION_AT_75 = 0.05;
/** Share of employers in business that paid no contribution for the last 3 months. */
export const EMPLOYER_STOPPED_CONTRIBUTING = 0.02;
/** Share of employers whose tax code's check digit cannot be told. */
export const SUSPECT_TAX_CODE = 0.01;
/** Share of employers without another fault that are recorded in a commune that the reform of 2025-07-01 ended. */
export const EMPLOYER_FORMER_UNIT = 0.02;
/** Share of agencies of 5 officials or more that rated more than 20 % of their goods excellent in one year (Decree 335/2025/NĐ-CP). */
export const EXCELLENT_OVER_QUOTA = 0.03;

/**
 * Shares of those whom a rare fault can befall (rare-faults-of-*.ts say whom) and who have no other: each is found a few times among 10,000
 * officials, which is why those of few people, such as the retired, are larger. They alter finished records, so nobody else's change.
 */
export const RARE_FAULTS = {
  // Of officials in service.
  /** A number that lacks a digit, or begins with no place's prefix. */
  OFFICIAL_NUMBER_FORM: 0.001,
  /** A name with a space too many, or in decomposed letters. */
  UNTIDY_NAME: 0.001,
  /** A step beyond the last of the rank, where over-frame seniority belongs. */
  STEP_BEYOND_RANK: 0.001,
  /** Unemployment insurance of a civil servant, or none of a public employee. */
  UNEMPLOYMENT_INSURANCE_REVERSED: 0.001,
  /** Never registered with the social insurance. */
  OFFICIAL_NOT_INSURED: 0.001,
  /** No contribution for the last three months. */
  CONTRIBUTIONS_MISSING: 0.001,
  /** Residence, ethnic group or title left empty. */
  MISSING_FIELDS: 0.001,
  /** No appointment, or no salary step. */
  MISSING_HISTORY: 0.001,
  /** Recorded again by the same agency, under a number with another first digit. */
  RECORDED_UNDER_TWO_NUMBERS: 0.001,
  /** A date of retirement that is not the law's. */
  RETIREMENT_DATE_DIFFERS: 0.001,
  /** From the age of 50: a pension drawn beside the service. */
  PENSION_BESIDE_SERVICE: 0.004,
  // Of officials who retired or left.
  /** Since December 2025, of owners that keep their records up to date, which are a third: the status is recorded, the day of leaving is not. */
  LEFT_WITHOUT_DATE: 0.05,
  /** Likewise: retired and on a pension, still in service by the record. */
  RETIREMENT_NOT_RECORDED: 0.06,
  /** The agency goes on contributing for two months or until now. */
  CONTRIBUTION_AFTER_LEAVING: 0.02,
  /** Retired after 15 years and more, and the pension never settled. */
  RETIRED_WITHOUT_PENSION: 0.02,
  // Of workers with a job.
  /** As OFFICIAL_NUMBER_FORM. */
  WORKER_NUMBER_FORM: 0.001,
  /** Another day of birth than the social insurance has. */
  WORKER_IDENTITY_DIFFERS: 0.001,
  /** At a large employer, never registered with the social insurance. */
  WORKER_NOT_INSURED: 0.003,
  /** A definite contract of four years. */
  CONTRACT_TOO_LONG: 0.002,
  /** An indefinite contract with an agreed end, or a definite one without. */
  CONTRACT_DATES: 0.001,
  /** A definite contract of a year, over for months, on which work goes on. */
  CONTRACT_EXPIRED: 0.002,
  /** The contract was never reported. */
  EMPLOYED_WITHOUT_CONTRACT: 0.001,
  /** A residence that the reform of 2025-07-01 ended. */
  WORKER_FORMER_UNIT: 0.001,
  /** Insured under the number of another worker, whose papers were lent. */
  SHARED_INSURANCE_NUMBER: 0.001,
  // Of pensioners.
  /** As OFFICIAL_NUMBER_FORM. */
  INSURED_NUMBER_FORM: 0.006,
  /** As WORKER_FORMER_UNIT. */
  INSURED_FORMER_UNIT: 0.006,
  /** From the age of 75: a social pension beside the pension. */
  SOCIAL_PENSION_BESIDE_PENSION: 0.01,
} as const;

const EXCLUSIVE: readonly (readonly [OfficialFault, number])[] = [
  ['OLD_UNIT_CODE', OLD_UNIT_CODE],
  ['WRONG_COEFFICIENT', WRONG_COEFFICIENT],
  ['NUMBER_MISMATCH', NUMBER_MISMATCH],
  ['DUPLICATE_OFFICIAL', DUPLICATE_OFFICIAL],
  ['RETIRED_STILL_PAID', RETIRED_STILL_PAID],
  ['EXCELLENT_WITH_DISCIPLINE', EXCELLENT_WITH_DISCIPLINE],
  ['INSURED_BASE_DIFFERS', INSURED_BASE_DIFFERS],
  ['OFFICIAL_IN_LABOUR_REGISTER', OFFICIAL_IN_LABOUR_REGISTER],
  ['OFFICIAL_PRIVATE_EMPLOYER', OFFICIAL_PRIVATE_EMPLOYER],
];

/** The one fault of an official's records that decides on what is recorded, or null for most. */
export function officialFault(seed: number, index: number): OfficialFault | null {
  let u = uniform(seed, index, FAULT_PURPOSE);
  for (const [fault, rate] of EXCLUSIVE) {
    if (u < rate) return fault;
    u -= rate;
  }
  return null;
}

/** Whether chance gives person, employer or agency `index` a fault of its own rate, independent of the others. */
export function hasFault(seed: number, index: number, purpose: number, rate: number): boolean {
  return uniform(seed, index, FAULT_PURPOSE + purpose) < rate;
}

/** Whether an official's record is not matched: always where it contradicts its number, and by chance for as many others as the share leaves. */
export function isUnmatched(seed: number, index: number, fault: OfficialFault | null): boolean {
  return fault === 'NUMBER_MISMATCH' || hasFault(seed, index, PURPOSE.unmatched, UNMATCHED_OF_OTHERS);
}

const UNMATCHED_OF_OTHERS = (CITIZEN_NOT_MATCHED - NUMBER_MISMATCH) / (1 - NUMBER_MISMATCH);

const FAULT_PURPOSE = 9000;
