import type { Sex } from './story.ts';

export type OfficialCategory = 'CAN_BO' | 'CONG_CHUC' | 'VIEN_CHUC';
export type OfficialStatus = 'ACTIVE' | 'SECONDED' | 'RETIRED' | 'LEFT' | 'DECEASED';
export type CitizenMatch = 'MATCHED' | 'NOT_MATCHED';
export type PositionGroup = 'MANAGEMENT' | 'PROFESSIONAL' | 'SUPPORT';
export type AppointmentAction =
  | 'RECRUITMENT'
  | 'APPOINTMENT'
  | 'REAPPOINTMENT'
  | 'ELECTION'
  | 'TRANSFER'
  | 'ROTATION'
  | 'SECONDMENT'
  | 'RELIEF'
  | 'RESIGNATION'
  | 'EXIT'
  | 'RETIREMENT';
export type TrainingKind =
  | 'DEGREE'
  | 'POLITICAL_THEORY'
  | 'STATE_MANAGEMENT'
  | 'FOREIGN_LANGUAGE'
  | 'INFORMATION_TECHNOLOGY'
  | 'PROFESSIONAL';
export type RatingGrade = 'EXCELLENT' | 'GOOD' | 'COMPLETED' | 'NOT_COMPLETED';
export type DisciplineKind = 'REPRIMAND' | 'WARNING' | 'REMOVAL' | 'DISMISSAL' | 'DEMOTION' | 'LOWERED_SALARY';

/** Job position (vị trí việc làm). */
export type JobPosition = { code: string; name: string; nameEn: string; group: PositionGroup };

/** `effectiveTo` is exclusive, null while in force. A secondment names the receiving agency. */
export type Appointment = {
  action: AppointmentAction;
  title: string;
  titleEn: string;
  agencyId: string;
  unitId: string | null;
  decisionNumber: string;
  decidedOn: string;
  effectiveFrom: string;
  effectiveTo: string | null;
};

/** A stretch of one rank, step, position allowance and over-frame percentage, from the first of a month; `effectiveTo` is exclusive, null for the current one. */
export type SalaryStep = {
  rankCode: string;
  step: number;
  coefficient: number;
  overFramePercent: number;
  positionAllowance: number;
  decisionNumber: string;
  effectiveFrom: string;
  effectiveTo: string | null;
};

export type Training = {
  kind: TrainingKind;
  level: string;
  levelEn: string;
  field: string;
  fieldEn: string;
  institution: string;
  startedOn: string;
  completedOn: string;
};
/** `score` 0..100, null before 2025 (grades alone were given then); one row a year 2023..2025. */
export type YearlyRating = { year: number; score: number | null; grade: RatingGrade; decidedOn: string };
export type Reward = { name: string; nameEn: string; decisionNumber: string; decidedOn: string };
export type Discipline = {
  kind: DisciplineKind;
  reason: string;
  reasonEn: string;
  decisionNumber: string;
  decidedOn: string;
  effectiveTo: string | null;
};

/** One row of the officials database. */
export type OfficialRecord = {
  /** 0, or 1 for the second record of a person recorded twice: recordId('officials', 'official', story.index, n). */
  n: number;
  personalNumber: string;
  fullName: string;
  sex: Sex;
  birthDate: string;
  /** Null only with the fault MISSING_FIELDS, as the ethnic group. */
  residenceUnitId: string | null;
  ethnicGroup: string | null;
  /** Sensitive: date of joining the party, or null. */
  partyMemberSince: string | null;
  category: OfficialCategory;
  status: OfficialStatus;
  agencyId: string;
  /** Unit served or worked in; null in central agencies. May be a former unit (fault OLD_UNIT_CODE). */
  unitId: string | null;
  jobPosition: JobPosition;
  /** Leadership title held, or null. */
  title: string | null;
  titleEn: string | null;
  rankCode: string;
  step: number;
  /** Salary coefficient of the rank and step as recorded (may be wrong). */
  coefficient: number;
  /** Sum of allowances as a coefficient of the base salary: position allowance (phụ cấp chức vụ). */
  positionAllowance: number;
  /** Over-frame seniority (vượt khung), whole percent of the coefficient: 0, 5, 6, 7 ... */
  overFramePercent: number;
  hiredOn: string;
  /** First day no longer in service: retired, left or died; null while in service. */
  leftOn: string | null;
  /** The date of retirement that follows from sex and birth date as recorded; another one with the fault RETIREMENT_DATE_DIFFERS. */
  retirementDate: string;
  /** Last month paid by the payroll, null when never; in service: the last month before AS_OF's end. */
  lastPaidMonth: string | null;
  citizenMatch: CitizenMatch;
  /** When last compared with the population database. */
  citizenMatchedAt: string | null;
  /** The last decision recorded. */
  lastDecisionOn: string;
  /** When the record was made and last updated, ISO 8601 with +07:00. */
  createdAt: string;
  updatedAt: string;
  appointments: Appointment[];
  salarySteps: SalaryStep[];
  trainings: Training[];
  ratings: YearlyRating[];
  rewards: Reward[];
  disciplines: Discipline[];
};
