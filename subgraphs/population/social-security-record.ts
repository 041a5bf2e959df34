import type { Identity, Sex } from './story.ts';

export type InsuredCategory =
  | 'CIVIL_SERVANT'
  | 'PUBLIC_EMPLOYEE'
  | 'CONTRACT_WORKER'
  | 'VOLUNTARY'
  | 'PENSIONER'
  | 'HEALTH_INSURED';
export type InsuredStatus = 'CONTRIBUTING' | 'PAUSED' | 'PENSION' | 'NONE';
export type BenefitKind =
  | 'SICKNESS'
  | 'MATERNITY'
  | 'RETIREMENT'
  | 'SURVIVOR'
  | 'ACCIDENT_DISEASE'
  | 'UNEMPLOYMENT'
  | 'LUMP_SUM';

/** Exactly one of employerTaxCode and agencyId, neither for voluntary. `base` in VND. */
export type ContributionMonth = {
  month: string;
  base: number;
  employerTaxCode: string | null;
  agencyId: string | null;
  unemploymentInsured: boolean;
};

/** One row of insured persons: recordId('social-security', 'insured-person', story.index, n). n = 1 is the duplicate of n = 0. */
export type InsuredRecord = Identity & {
  n: number;
  /** 10 digits: the number before 2025-08-01, kept as crosswalk. */
  insuranceNumber: string;
  scheme: 'COMPULSORY' | 'VOLUNTARY' | 'HEALTH_ONLY';
  category: InsuredCategory;
  status: InsuredStatus;
  joinedOn: string;
  /** Months contributed in all, those of `contributions` included. */
  contributionMonths: number;
  updatedOn: string;
  /** At most the 12 CONTRIBUTION_MONTHS, oldest first; months without a contribution are missing. */
  contributions: ContributionMonth[];
};

/** `toMonth` inclusive, null while running. LUMP_SUM: fromMonth = toMonth and the whole sum. */
export type Benefit = {
  n: number;
  kind: BenefitKind;
  fromMonth: string;
  toMonth: string | null;
  monthlyAmount: number;
  decisionNumber: string;
  decidedOn: string;
};

/** `endedOn` is the last day paid, null while it runs. */
export type Pension = {
  startedOn: string;
  endedOn: string | null;
  monthlyAmount: number;
  contributionYears: number;
  ratePercent: number;
  decisionNumber: string;
};
/** Old card: 2-letter group, 1 benefit digit, 2 province, 10 insurance digits. `validTo` inclusive. */
export type HealthCard = {
  cardNumber: string;
  group: string;
  validFrom: string;
  validTo: string;
  facility: string;
  unitId: string;
};
/** `endedOn` as in Pension. */
export type SocialPension = {
  startedOn: string;
  endedOn: string | null;
  monthlyAmount: number;
  ground: 'AGE_75' | 'AGE_70_POOR';
  decisionNumber: string;
  unitId: string;
};
export type AssistanceGrant = {
  n: number;
  kind: 'CHILD_WITHOUT_CARE' | 'SINGLE_PARENT' | 'ELDERLY' | 'DISABILITY' | 'OTHER';
  coefficient: number;
  monthlyAmount: number;
  startedOn: string;
  endedOn: string | null;
  decisionNumber: string;
  unitId: string;
};
export type HouseholdMember = {
  personalNumber: string | null;
  fullName: string;
  sex: Sex;
  birthDate: string;
  relationship: 'HEAD' | 'SPOUSE' | 'CHILD' | 'PARENT' | 'OTHER';
};
/** The household this person heads. `standardFrom`: since when the poverty standard applied is in force. */
export type PoorHousehold = {
  householdCode: string;
  standard: 'POOR' | 'NEAR_POOR';
  standardFrom: string;
  recognisedOn: string;
  /** The day of removal from the list, the first one off it; null while on it. */
  removedOn: string | null;
  /** All members, the head included. */
  memberCount: number;
  /** The head first. Most others have no personal number here and no record elsewhere; those with one are people of the population. */
  members: HouseholdMember[];
  unitId: string;
};
export type MeritPerson = {
  kind:
    | 'REVOLUTIONARY'
    | 'MARTYR_RELATIVE'
    | 'HEROIC_MOTHER'
    | 'HERO'
    | 'WAR_INVALID'
    | 'SICK_SOLDIER'
    | 'TOXIC_EXPOSED'
    | 'IMPRISONED'
    | 'RESISTANCE'
    | 'SUPPORTER';
  injuryPercent: number | null;
  monthlyAmount: number;
  recognisedOn: string;
  decisionNumber: string;
  unitId: string;
};

/** What the social-security database holds about a person. All parts carry the identity as recorded. */
export type SocialSecurityRecord = {
  /** Identity of the parts below when there is no insured record. */
  identity: Identity;
  insured: InsuredRecord[];
  healthCard: HealthCard | null;
  benefits: Benefit[];
  pension: Pension | null;
  socialPension: SocialPension | null;
  assistance: AssistanceGrant[];
  poorHousehold: PoorHousehold | null;
  merit: MeritPerson | null;
};
