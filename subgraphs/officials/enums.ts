import { pgEnum } from 'drizzle-orm/pg-core';

// The values are those of the schema's enums of the same names, where their meaning is written.

export const officialCategory = pgEnum('official_category', ['CAN_BO', 'CONG_CHUC', 'VIEN_CHUC']);

export const officialStatus = pgEnum('official_status', ['ACTIVE', 'SECONDED', 'RETIRED', 'LEFT', 'DECEASED']);

export const sex = pgEnum('sex', ['MALE', 'FEMALE']);

export const citizenMatchStatus = pgEnum('citizen_match_status', ['MATCHED', 'NOT_MATCHED']);

/** What comparing a record with the population register found (population-register/compare.ts). */
export const citizenOutcome = pgEnum('citizen_outcome', ['MATCHED', 'MISMATCH', 'NOT_FOUND', 'DECEASED', 'SUPERSEDED']);

export const positionGroup = pgEnum('position_group', ['MANAGEMENT', 'PROFESSIONAL', 'SUPPORT']);

export const appointmentAction = pgEnum('appointment_action', [
  'RECRUITMENT',
  'APPOINTMENT',
  'REAPPOINTMENT',
  'ELECTION',
  'TRANSFER',
  'ROTATION',
  'SECONDMENT',
  'RELIEF',
  'RESIGNATION',
  'EXIT',
  'RETIREMENT',
]);

export const trainingKind = pgEnum('training_kind', [
  'DEGREE',
  'POLITICAL_THEORY',
  'STATE_MANAGEMENT',
  'FOREIGN_LANGUAGE',
  'INFORMATION_TECHNOLOGY',
  'PROFESSIONAL',
]);

export const ratingGrade = pgEnum('rating_grade', ['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED']);

export const disciplineKind = pgEnum('discipline_kind', [
  'REPRIMAND',
  'WARNING',
  'REMOVAL',
  'DISMISSAL',
  'DEMOTION',
  'LOWERED_SALARY',
]);
