import { sql } from 'drizzle-orm';
import {
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { byVietnamese } from '../kit/collation.ts';
import {
  appointmentAction,
  citizenMatchStatus,
  citizenOutcome,
  disciplineKind,
  officialCategory,
  officialStatus,
  positionGroup,
  ratingGrade,
  sex,
  trainingKind,
} from './enums.ts';

// drizzle-kit makes the types of those enums that this module exports.
export * from './enums.ts';

const coefficient = (name: string) => numeric(name, { precision: 5, scale: 3, mode: 'number' });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

export const jobPositions = pgTable('job_positions', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  group: positionGroup('position_group').notNull(),
});

export const officials = pgTable(
  'officials',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    personalNumber: text('personal_number').notNull(),
    fullName: text('full_name').notNull(),
    foldedName: text('folded_name').notNull().generatedAlwaysAs(sql`fold_name(full_name)`),
    sex: sex('sex').notNull(),
    birthDate: date('birth_date').notNull(),
    residenceUnitId: text('residence_unit_id'),
    ethnicGroup: text('ethnic_group'),
    partyMemberSince: date('party_member_since'),
    category: officialCategory('category').notNull(),
    status: officialStatus('status').notNull(),
    agencyId: text('agency_id').notNull(),
    ownerId: text('owner_id').notNull().generatedAlwaysAs(sql`split_part(agency_id, '.', 1)`),
    unitId: text('unit_id'),
    /** The province above the unit (gazetteer/province-index.ts); null where the unit is. */
    provinceId: text('province_id'),
    jobPositionCode: text('job_position_code')
      .notNull()
      .references(() => jobPositions.code),
    title: text('title'),
    titleEn: text('title_en'),
    rankCode: text('rank_code').notNull(),
    step: smallint('step').notNull(),
    coefficient: coefficient('coefficient').notNull(),
    positionAllowance: coefficient('position_allowance').notNull(),
    overFramePercent: smallint('over_frame_percent').notNull(),
    hiredOn: date('hired_on').notNull(),
    leftOn: date('left_on'),
    /** The first day of the month. */
    lastPaidMonth: date('last_paid_month'),
    /** Follows from sex and birth date (law/retirement.ts); stored because lists filter and order by it. */
    retirementDate: date('retirement_date').notNull(),
    citizenMatch: citizenMatchStatus('citizen_match').notNull(),
    /** Since when `citizenMatch` says so: the record's own row is written where that changes alone. */
    citizenMatchedAt: instant('citizen_matched_at'),
    lastDecisionOn: date('last_decision_on').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    // One for each order offered; the id makes the order total (keyset pages).
    index('officials_by_name').on(byVietnamese(table.fullName), table.id),
    index('officials_by_coefficient').on(table.coefficient, table.id),
    index('officials_by_retirement').on(table.retirementDate, table.id),
    index('officials_by_update').on(table.updatedAt, table.id),
    // The lists under a unit, a province and an agency, in the default order.
    index('officials_by_unit').on(table.unitId, byVietnamese(table.fullName), table.id),
    index('officials_by_province').on(table.provinceId, byVietnamese(table.fullName), table.id),
    // Under a province also in the other orders: a unit's or an agency's are few enough to sort.
    index('officials_by_province_coefficient').on(table.provinceId, table.coefficient, table.id),
    index('officials_by_province_retirement').on(table.provinceId, table.retirementDate, table.id),
    index('officials_by_province_update').on(table.provinceId, table.updatedAt, table.id),
    index('officials_by_agency').on(table.agencyId, byVietnamese(table.fullName), table.id),
    // text_pattern_ops: agencies below one are found by prefix, whatever the database's collation.
    index('officials_below_agency').on(table.agencyId.op('text_pattern_ops')),
    index('officials_by_person').on(table.personId),
    index('officials_by_job_position').on(table.jobPositionCode),
    index('officials_by_rank').on(table.rankCode),
    // Category, status and sex have few values: a filter on them walks the index of the order. What few records have does not.
    index('officials_out_of_office')
      .on(table.status, byVietnamese(table.fullName), table.id)
      .where(sql`status <> 'ACTIVE'`),
    index('officials_by_beginning_of_unit').on(
      // Written as the filter `unitValidFrom` writes it.
      sql`split_part(unit_id, '@', 2)`,
      byVietnamese(table.fullName),
      table.id,
    ),
    index('officials_unmatched').on(byVietnamese(table.fullName), table.id).where(sql`citizen_match = 'NOT_MATCHED'`),
    // Written as the filter `formerUnits` writes it.
    index('officials_under_former_units')
      .on(byVietnamese(table.fullName), table.id)
      .where(sql`unit_id like '___%@start'`),
    index('officials_paid_after_leaving')
      .on(byVietnamese(table.fullName), table.id)
      .where(sql`last_paid_month >= left_on`),
    index('officials_name_search').using('gin', table.foldedName.op('gin_trgm_ops')),
  ],
);

/** The histories of an official: `ordinal` counts from 0, earliest first, so the key needs no id of its own. */
const history = {
  officialId: uuid('official_id')
    .notNull()
    .references(() => officials.id, { onDelete: 'cascade' }),
  ordinal: smallint('ordinal').notNull(),
};

export const appointments = pgTable(
  'appointments',
  {
    ...history,
    action: appointmentAction('action').notNull(),
    title: text('title').notNull(),
    titleEn: text('title_en').notNull(),
    agencyId: text('agency_id').notNull(),
    unitId: text('unit_id'),
    decisionNumber: text('decision_number').notNull(),
    decidedOn: date('decided_on').notNull(),
    effectiveFrom: date('effective_from').notNull(),
    effectiveTo: date('effective_to'),
  },
  (table) => [
    primaryKey({ columns: [table.officialId, table.ordinal] }),
    // Who ever served in a place or an agency, for statistics of earlier months.
    index('appointments_by_unit').on(table.unitId, table.officialId),
    index('appointments_by_agency').on(table.agencyId.op('text_pattern_ops'), table.officialId),
    // All that statistics of earlier months read of who served where, in the order of each history: written as service-posts.ts has it.
    index('appointments_posts')
      .on(table.officialId, table.effectiveFrom, table.ordinal, table.unitId, table.agencyId)
      .where(sql`action not in ('SECONDMENT', 'EXIT', 'RETIREMENT')`),
  ],
);

export const salarySteps = pgTable(
  'salary_steps',
  {
    ...history,
    rankCode: text('rank_code').notNull(),
    step: smallint('step').notNull(),
    coefficient: coefficient('coefficient').notNull(),
    overFramePercent: smallint('over_frame_percent').notNull(),
    positionAllowance: coefficient('position_allowance').notNull(),
    decisionNumber: text('decision_number').notNull(),
    effectiveFrom: date('effective_from').notNull(),
    effectiveTo: date('effective_to'),
  },
  (table) => [primaryKey({ columns: [table.officialId, table.ordinal] })],
);

export const trainings = pgTable(
  'trainings',
  {
    ...history,
    kind: trainingKind('kind').notNull(),
    level: text('level').notNull(),
    levelEn: text('level_en').notNull(),
    field: text('field').notNull(),
    fieldEn: text('field_en').notNull(),
    institution: text('institution').notNull(),
    startedOn: date('started_on').notNull(),
    completedOn: date('completed_on').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.officialId, table.ordinal] }),
    // All that statistics by education read: written as degrees.ts has it.
    index('trainings_degrees').on(table.officialId, table.level).where(sql`kind = 'DEGREE'`),
  ],
);

export const ratings = pgTable(
  'ratings',
  {
    officialId: history.officialId,
    year: smallint('year').notNull(),
    score: numeric('score', { precision: 5, scale: 2, mode: 'number' }),
    grade: ratingGrade('grade').notNull(),
    decidedOn: date('decided_on').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.officialId, table.year] }),
    index('ratings_by_grade').on(table.grade, table.year, table.officialId),
  ],
);

export const rewards = pgTable(
  'rewards',
  {
    ...history,
    name: text('name').notNull(),
    nameEn: text('name_en').notNull(),
    decisionNumber: text('decision_number').notNull(),
    decidedOn: date('decided_on').notNull(),
  },
  (table) => [primaryKey({ columns: [table.officialId, table.ordinal] })],
);

export const disciplines = pgTable(
  'disciplines',
  {
    ...history,
    kind: disciplineKind('kind').notNull(),
    reason: text('reason').notNull(),
    reasonEn: text('reason_en').notNull(),
    decisionNumber: text('decision_number').notNull(),
    decidedOn: date('decided_on').notNull(),
    effectiveTo: date('effective_to'),
  },
  (table) => [primaryKey({ columns: [table.officialId, table.ordinal] })],
);

/** What the population register said of each record, and when; written by `npm run match` alone. */
export const citizenMatches = pgTable(
  'citizen_matches',
  {
    officialId: uuid('official_id')
      .primaryKey()
      .references(() => officials.id, { onDelete: 'cascade' }),
    outcome: citizenOutcome('outcome').notNull(),
    /** FULL_NAME, SEX, BIRTH_DATE: with MISMATCH, and with DECEASED where they differ too; empty otherwise. */
    mismatchedFields: text('mismatched_fields').array().notNull(),
    /** The number that replaces the recorded one: with SUPERSEDED; null otherwise. */
    supersedingNumber: text('superseding_number'),
    checkedAt: instant('checked_at').notNull(),
    /** A hash of the fields that were compared: where it differs from the record's, the record has changed since. */
    fingerprint: text('fingerprint').notNull(),
  },
  (table) => [
    // Few are not matched, and they are what is looked for.
    index('citizen_matches_to_mend').on(table.outcome, table.officialId).where(sql`outcome <> 'MATCHED'`),
  ],
);

/** Runs of `npm run match`: one that did not finish is resumed by the next. */
export const citizenMatchRuns = pgTable('citizen_match_runs', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  startedAt: instant('started_at').notNull(),
  /** The records checked before are checked again: set once, so that a resumed run has the same. */
  cutoff: instant('cutoff').notNull(),
  finishedAt: instant('finished_at'),
});

export const payrollQuotas = pgTable(
  'payroll_quotas',
  {
    agencyId: text('agency_id').notNull(),
    year: smallint('year').notNull(),
    /** The unit that the agency serves. */
    unitId: text('unit_id'),
    provinceId: text('province_id'),
    civilServantPosts: integer('civil_servant_posts').notNull(),
    publicEmployeePosts: integer('public_employee_posts').notNull(),
    posts: integer('posts').notNull().generatedAlwaysAs(sql`civil_servant_posts + public_employee_posts`),
  },
  (table) => [
    primaryKey({ columns: [table.agencyId, table.year] }),
    index('payroll_quotas_by_unit').on(table.unitId, table.year),
    index('payroll_quotas_by_province').on(table.provinceId, table.year),
  ],
);

export type OfficialRow = typeof officials.$inferSelect;
export type SalaryStepRow = typeof salarySteps.$inferSelect;
export type AppointmentRow = typeof appointments.$inferSelect;
export type PayrollQuotaRow = typeof payrollQuotas.$inferSelect;
export type CitizenMatchRow = typeof citizenMatches.$inferSelect;
