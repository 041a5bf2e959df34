import { type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { byVietnamese } from '../kit/collation.ts';

export const sex = pgEnum('sex', ['MALE', 'FEMALE']);
export const insuranceScheme = pgEnum('insurance_scheme', ['COMPULSORY', 'VOLUNTARY', 'HEALTH_ONLY']);
export const insuredCategory = pgEnum('insured_category', [
  'CIVIL_SERVANT',
  'PUBLIC_EMPLOYEE',
  'CONTRACT_WORKER',
  'VOLUNTARY',
  'PENSIONER',
  'HEALTH_INSURED',
]);
export const insuredStatus = pgEnum('insured_status', ['CONTRIBUTING', 'PAUSED', 'PENSION', 'NONE']);
export const benefitKind = pgEnum('benefit_kind', [
  'SICKNESS',
  'MATERNITY',
  'RETIREMENT',
  'SURVIVOR',
  'ACCIDENT_DISEASE',
  'UNEMPLOYMENT',
  'LUMP_SUM',
]);
export const socialPensionGround = pgEnum('social_pension_ground', ['AGE_75', 'AGE_70_POOR']);
export const assistanceKind = pgEnum('assistance_kind', [
  'CHILD_WITHOUT_CARE',
  'SINGLE_PARENT',
  'ELDERLY',
  'DISABILITY',
  'OTHER',
]);
export const povertyStatus = pgEnum('poverty_status', ['POOR', 'NEAR_POOR']);
export const relationship = pgEnum('household_relationship', ['HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'OTHER']);
export const meritKind = pgEnum('merit_kind', [
  'REVOLUTIONARY',
  'MARTYR_RELATIVE',
  'HEROIC_MOTHER',
  'HERO',
  'WAR_INVALID',
  'SICK_SOLDIER',
  'TOXIC_EXPOSED',
  'IMPRISONED',
  'RESISTANCE',
  'SUPPORTER',
]);

const vnd = (name: string) => bigint(name, { mode: 'number' });
const folded = (): SQL => sql`fold_name(full_name)`;

// Months are stored as their first day; `..._to` is the first day after, `..._on` a day itself. `unit_id` is a unit of another database
// (`code@validFrom`) as recorded: where the person lives, or where the commune pays, the unit that pays. `province_id` is the
// province above it (its row of today for a unit of today, its last row for a former unit), stored because the hierarchy is not here.
const place = { unitId: text('unit_id').notNull(), provinceId: text('province_id') };

/** One record of an insured person. A person may have several: `person_id` is not unique. */
export const insuredPersons = pgTable(
  'insured_persons',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    personalNumber: text('personal_number').notNull(),
    fullName: text('full_name').notNull(),
    foldedName: text('folded_name').notNull().generatedAlwaysAs(folded),
    sex: sex('sex').notNull(),
    birthDate: date('birth_date').notNull(),
    ...place,
    scheme: insuranceScheme('scheme').notNull(),
    category: insuredCategory('category').notNull(),
    status: insuredStatus('status').notNull(),
    joinedOn: date('joined_on').notNull(),
    contributionMonths: integer('contribution_months').notNull(),
    /** This and the next three repeat the newest row of contribution_months, because lists filter and group by them. */
    lastContributionMonth: date('last_contribution_month'),
    insuredBase: vnd('insured_base'),
    employerTaxCode: text('employer_tax_code'),
    agencyId: text('agency_id'),
    updatedOn: date('updated_on').notNull(),
  },
  (t) => [
    index('insured_persons_name').on(byVietnamese(t.fullName), t.id),
    index('insured_persons_birth_date').on(t.birthDate, t.id),
    index('insured_persons_joined_on').on(t.joinedOn, t.id),
    index('insured_persons_contribution_months').on(t.contributionMonths, t.id),
    index('insured_persons_unit').on(t.unitId, byVietnamese(t.fullName), t.id),
    index('insured_persons_province').on(t.provinceId, byVietnamese(t.fullName), t.id),
    // Under a province also in the other orders: a unit's are few enough to sort.
    index('insured_persons_province_birth_date').on(t.provinceId, t.birthDate, t.id),
    index('insured_persons_province_joined_on').on(t.provinceId, t.joinedOn, t.id),
    index('insured_persons_province_months').on(t.provinceId, t.contributionMonths, t.id),
    index('insured_persons_agency').on(t.agencyId, byVietnamese(t.fullName), t.id),
    index('insured_persons_employer').on(t.employerTaxCode, byVietnamese(t.fullName), t.id),
    index('insured_persons_person').on(t.personId, t.id),
    index('insured_persons_last_month').on(t.lastContributionMonth),
    index('insured_persons_base').on(t.insuredBase),
    index('insured_persons_updated_on').on(t.updatedOn),
    // What few records have; past the others a page walks the index of its order.
    index('insured_persons_not_contributing')
      .on(t.status, byVietnamese(t.fullName), t.id)
      .where(sql`status <> 'CONTRIBUTING'`),
    index('insured_persons_not_compulsory')
      .on(t.scheme, byVietnamese(t.fullName), t.id)
      .where(sql`scheme <> 'COMPULSORY'`),
    index('insured_persons_not_working')
      .on(t.category, byVietnamese(t.fullName), t.id)
      .where(sql`category in ('VOLUNTARY', 'PENSIONER', 'HEALTH_INSURED')`),
    index('insured_persons_name_search').using('gin', t.foldedName.op('gin_trgm_ops')),
  ],
);

/** The crosswalk: an old insurance number and the record it leads to. */
export const insuranceNumbers = pgTable(
  'insurance_numbers',
  {
    insuranceNumber: text('insurance_number').notNull(),
    insuredPersonId: uuid('insured_person_id')
      .notNull()
      .references(() => insuredPersons.id),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
  },
  (t) => [
    primaryKey({ columns: [t.insuranceNumber, t.insuredPersonId] }),
    index('insurance_numbers_insured_person').on(t.insuredPersonId),
  ],
);

/**
 * The big one, 12 rows a person and year: no id of its own, and the amounts are computed from dated rates when read. `base` is
 * an integer, not a bigint as other money, because the law caps it (20 reference levels: 50.6 million). A unique index, not a
 * primary key: seeding builds indexes after loading, but keys during it, which wrote two thirds more log for these rows.
 */
export const contributionMonths = pgTable(
  'contribution_months',
  {
    insuredPersonId: uuid('insured_person_id')
      .notNull()
      .references(() => insuredPersons.id),
    month: date('month').notNull(),
    base: integer('base').notNull(),
    unemploymentInsured: boolean('unemployment_insured').notNull(),
    employerTaxCode: text('employer_tax_code'),
    agencyId: text('agency_id'),
  },
  (t) => [
    uniqueIndex('contribution_months_insured_person').on(t.insuredPersonId, t.month),
    index('contribution_months_employer').on(t.employerTaxCode, t.month).where(sql`employer_tax_code is not null`),
    index('contribution_months_agency').on(t.agencyId, t.month).where(sql`agency_id is not null`),
    check('contribution_months_first_day', sql`extract(day from ${t.month}) = 1`),
  ],
);

export const benefits = pgTable(
  'benefits',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    insuredPersonId: uuid('insured_person_id').references(() => insuredPersons.id),
    ...place,
    kind: benefitKind('kind').notNull(),
    firstMonth: date('first_month').notNull(),
    lastMonth: date('last_month'),
    /** Of a month; of a lump sum the whole. */
    amount: vnd('amount').notNull(),
    decisionNumber: text('decision_number').notNull(),
    decidedOn: date('decided_on').notNull(),
  },
  (t) => [
    index('benefits_first_month').on(t.firstMonth, t.id),
    index('benefits_amount').on(t.amount, t.id),
    index('benefits_kind').on(t.kind, t.firstMonth, t.id),
    index('benefits_unit').on(t.unitId),
    index('benefits_province').on(t.provinceId),
    index('benefits_person').on(t.personId),
    index('benefits_insured_person').on(t.insuredPersonId),
  ],
);

export const pensions = pgTable(
  'pensions',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    insuredPersonId: uuid('insured_person_id').references(() => insuredPersons.id),
    ...place,
    startedOn: date('started_on').notNull(),
    endedOn: date('ended_on'),
    monthlyAmount: vnd('monthly_amount').notNull(),
    contributionYears: smallint('contribution_years').notNull(),
    ratePercent: numeric('rate_percent', { precision: 5, scale: 2, mode: 'number' }).notNull(),
    decisionNumber: text('decision_number').notNull(),
  },
  (t) => [
    index('pensions_started_on').on(t.startedOn, t.id),
    index('pensions_ended').on(t.startedOn, t.id).where(sql`ended_on is not null`),
    index('pensions_amount').on(t.monthlyAmount, t.id),
    index('pensions_unit').on(t.unitId),
    index('pensions_province').on(t.provinceId),
    index('pensions_person').on(t.personId),
    index('pensions_insured_person').on(t.insuredPersonId),
  ],
);

export const healthCards = pgTable(
  'health_cards',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    number: text('number').notNull(),
    group: text('holder_group').notNull(),
    fullName: text('full_name').notNull(),
    foldedName: text('folded_name').notNull().generatedAlwaysAs(folded),
    sex: sex('sex').notNull(),
    birthDate: date('birth_date').notNull(),
    ...place,
    facility: text('facility').notNull(),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
  },
  (t) => [
    index('health_cards_name').on(byVietnamese(t.fullName), t.id),
    index('health_cards_birth_date').on(t.birthDate, t.id),
    index('health_cards_group').on(t.group),
    index('health_cards_unit').on(t.unitId),
    index('health_cards_province').on(t.provinceId),
    index('health_cards_person').on(t.personId),
    index('health_cards_name_search').using('gin', t.foldedName.op('gin_trgm_ops')),
  ],
);

export const socialPensions = pgTable(
  'social_pensions',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    fullName: text('full_name').notNull(),
    birthDate: date('birth_date').notNull(),
    ...place,
    ground: socialPensionGround('ground').notNull(),
    startedOn: date('started_on').notNull(),
    endedOn: date('ended_on'),
    monthlyAmount: vnd('monthly_amount').notNull(),
    decisionNumber: text('decision_number').notNull(),
  },
  (t) => [
    index('social_pensions_started_on').on(t.startedOn, t.id),
    index('social_pensions_ended').on(t.startedOn, t.id).where(sql`ended_on is not null`),
    index('social_pensions_amount').on(t.monthlyAmount, t.id),
    index('social_pensions_unit').on(t.unitId),
    index('social_pensions_province').on(t.provinceId),
    index('social_pensions_person').on(t.personId),
  ],
);

export const assistanceGrants = pgTable(
  'assistance_grants',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    ...place,
    kind: assistanceKind('kind').notNull(),
    coefficient: numeric('coefficient', { precision: 5, scale: 3, mode: 'number' }).notNull(),
    monthlyAmount: vnd('monthly_amount').notNull(),
    startedOn: date('started_on').notNull(),
    endedOn: date('ended_on'),
    decisionNumber: text('decision_number').notNull(),
  },
  (t) => [
    index('assistance_grants_unit').on(t.unitId),
    index('assistance_grants_province').on(t.provinceId),
    index('assistance_grants_person').on(t.personId),
  ],
);

export const poorHouseholds = pgTable(
  'poor_households',
  {
    id: uuid('id').primaryKey(),
    householdCode: text('household_code').notNull(),
    ...place,
    /** The name of a row of law/poverty-standard.ts. */
    standardId: text('standard_id').notNull(),
    status: povertyStatus('status').notNull(),
    recognisedOn: date('recognised_on').notNull(),
    removedOn: date('removed_on'),
    /** As recorded: some members may not be on record one by one. */
    memberCount: smallint('member_count').notNull(),
  },
  (t) => [
    index('poor_households_recognised_on').on(t.recognisedOn, t.id),
    index('poor_households_member_count').on(t.memberCount, t.id),
    index('poor_households_unit').on(t.unitId, t.recognisedOn, t.id),
    index('poor_households_province').on(t.provinceId, t.recognisedOn, t.id),
    index('poor_households_province_members').on(t.provinceId, t.memberCount, t.id),
    index('poor_households_standard').on(t.standardId, t.status),
  ],
);

/** `ordinal` 0 is the head. */
export const poorHouseholdMembers = pgTable(
  'poor_household_members',
  {
    householdId: uuid('household_id')
      .notNull()
      .references(() => poorHouseholds.id),
    ordinal: smallint('ordinal').notNull(),
    personId: uuid('person_id'),
    fullName: text('full_name').notNull(),
    birthDate: date('birth_date').notNull(),
    relationship: relationship('relationship').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.householdId, t.ordinal] }),
    index('poor_household_members_person').on(t.personId).where(sql`person_id is not null`),
  ],
);

export const meritPersons = pgTable(
  'merit_persons',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    fullName: text('full_name').notNull(),
    foldedName: text('folded_name').notNull().generatedAlwaysAs(folded),
    ...place,
    kind: meritKind('kind').notNull(),
    injuryPercent: smallint('injury_percent'),
    monthlyAmount: vnd('monthly_amount').notNull(),
    recognisedOn: date('recognised_on').notNull(),
    decisionNumber: text('decision_number').notNull(),
  },
  (t) => [
    index('merit_persons_name').on(byVietnamese(t.fullName), t.id),
    index('merit_persons_recognised_on').on(t.recognisedOn, t.id),
    index('merit_persons_kind').on(t.kind),
    index('merit_persons_unit').on(t.unitId),
    index('merit_persons_province').on(t.provinceId),
    index('merit_persons_person').on(t.personId),
    index('merit_persons_name_search').using('gin', t.foldedName.op('gin_trgm_ops')),
  ],
);

export type InsuredPersonRow = typeof insuredPersons.$inferSelect;
export type ContributionMonthRow = typeof contributionMonths.$inferSelect;
export type BenefitRow = typeof benefits.$inferSelect;
export type PensionRow = typeof pensions.$inferSelect;
export type HealthCardRow = typeof healthCards.$inferSelect;
export type SocialPensionRow = typeof socialPensions.$inferSelect;
export type AssistanceGrantRow = typeof assistanceGrants.$inferSelect;
export type PoorHouseholdRow = typeof poorHouseholds.$inferSelect;
export type PoorHouseholdMemberRow = typeof poorHouseholdMembers.$inferSelect;
export type MeritPersonRow = typeof meritPersons.$inferSelect;
