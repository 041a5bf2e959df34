import { type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { byVietnamese } from '../kit/collation.ts';

export const workerStatus = pgEnum('worker_status', ['EMPLOYED', 'UNEMPLOYED', 'INACTIVE']);
export const sex = pgEnum('sex', ['MALE', 'FEMALE']);
export const education = pgEnum('education', [
  'NONE',
  'PRIMARY',
  'VOCATIONAL',
  'COLLEGE',
  'UNIVERSITY',
  'POSTGRADUATE',
]);
export const contractKind = pgEnum('contract_kind', ['INDEFINITE', 'DEFINITE']);
export const employerStatus = pgEnum('employer_status', ['ACTIVE', 'SUSPENDED', 'DISSOLVED']);
export const taxCodeCheck = pgEnum('tax_code_check', ['VALID', 'SUSPECT', 'INVALID']);
export const vacancyStatus = pgEnum('vacancy_status', ['OPEN', 'FILLED', 'WITHDRAWN']);
export const jobSeekerStatus = pgEnum('job_seeker_status', ['SEEKING', 'PLACED', 'WITHDRAWN']);
/** Which decision a VSIC code is read by: 27/2018/QĐ-TTg or 36/2025/QĐ-TTg. */
export const industryEdition = pgEnum('industry_edition', ['VSIC_2018', 'VSIC_2025']);
export const wageRegion = pgEnum('wage_region', ['I', 'II', 'III', 'IV']);
export const claimStatus = pgEnum('claim_status', ['RECEIVING', 'ENDED', 'SUSPENDED', 'REFUSED']);

const vnd = (name: string) => bigint(name, { mode: 'number' });
const day = (name: string) => date(name, { mode: 'string' });

// `unit_id` is an administrative unit of another database: `code@validFrom`. `province_id` is the province above it: its row of
// today for a commune of today, its last row for a former unit. It is stored because that hierarchy is not in this database.

/** VSCO; codes of a level start with the code of the level above. */
export const occupations = pgTable(
  'occupations',
  {
    code: text('code').primaryKey(),
    name: text('name').notNull(),
    nameEn: text('name_en').notNull(),
    level: smallint('level').notNull(),
    parentCode: text('parent_code'),
    /** What was not checked against the decision. */
    unsure: text('unsure'),
  },
  (t) => [index('occupations_parent_code').on(t.parentCode), index('occupations_level_code').on(t.level, t.code)],
);

/** VSIC; `id` is `code@edition`, because a code can mean another industry in another edition. */
export const industries = pgTable(
  'industries',
  {
    id: text('id').primaryKey(),
    code: text('code').notNull(),
    edition: industryEdition('edition').notNull(),
    name: text('name').notNull(),
    nameEn: text('name_en').notNull(),
    level: smallint('level').notNull(),
    parentId: text('parent_id'),
    /** The letter of the section: digits do not tell it. */
    section: text('section').notNull(),
    /** What was not checked against the decision. */
    unsure: text('unsure'),
  },
  (t) => [
    index('industries_parent_id').on(t.parentId),
    index('industries_level_code').on(t.level, t.code),
    uniqueIndex('industries_code_edition').on(t.code, t.edition),
  ],
);

export const employers = pgTable(
  'employers',
  {
    taxCode: text('tax_code').primaryKey(),
    /** What law/tax-code.ts says of `tax_code`, kept so that lists can be filtered by it. */
    taxCodeCheck: taxCodeCheck('tax_code_check').notNull(),
    name: text('name').notNull(),
    nameEn: text('name_en').notNull(),
    foldedName: text('folded_name').generatedAlwaysAs((): SQL => sql`fold_name(${employers.name})`),
    industryId: text('industry_id').references(() => industries.id),
    unitId: text('unit_id').notNull(),
    provinceId: text('province_id'),
    status: employerStatus('status').notNull(),
    foundedOn: day('founded_on').notNull(),
    updatedOn: day('updated_on').notNull(),
  },
  (t) => [
    index('employers_name').on(byVietnamese(t.name), t.taxCode),
    index('employers_founded_on').on(t.foundedOn, t.taxCode),
    index('employers_unit_id').on(t.unitId, byVietnamese(t.name), t.taxCode),
    index('employers_province_id').on(t.provinceId, byVietnamese(t.name), t.taxCode),
    index('employers_not_active').on(t.status, byVietnamese(t.name), t.taxCode).where(sql`status <> 'ACTIVE'`),
    index('employers_industry_id').on(t.industryId),
    index('employers_unusual_tax_code').on(t.taxCodeCheck).where(sql`${t.taxCodeCheck} <> 'VALID'`),
    index('employers_folded_name').using('gin', t.foldedName.op('gin_trgm_ops')),
  ],
);

export const workers = pgTable(
  'workers',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    personalNumber: text('personal_number').notNull(),
    fullName: text('full_name').notNull(),
    foldedName: text('folded_name').generatedAlwaysAs((): SQL => sql`fold_name(${workers.fullName})`),
    sex: sex('sex').notNull(),
    birthDate: day('birth_date').notNull(),
    status: workerStatus('status').notNull(),
    education: education('education').notNull(),
    unitId: text('unit_id').notNull(),
    provinceId: text('province_id'),
    registeredOn: day('registered_on').notNull(),
    updatedOn: day('updated_on').notNull(),
  },
  (t) => [
    index('workers_person_id').on(t.personId),
    index('workers_full_name').on(byVietnamese(t.fullName), t.id),
    index('workers_registered_on').on(t.registeredOn, t.id),
    index('workers_updated_on').on(t.updatedOn, t.id),
    index('workers_birth_date').on(t.birthDate),
    index('workers_unit_id').on(t.unitId, byVietnamese(t.fullName), t.id),
    index('workers_province_id').on(t.provinceId, byVietnamese(t.fullName), t.id),
    // Under a province also in the other orders: a unit's are few enough to sort.
    index('workers_province_registered_on').on(t.provinceId, t.registeredOn, t.id),
    index('workers_province_updated_on').on(t.provinceId, t.updatedOn, t.id),
    index('workers_status').on(t.status, byVietnamese(t.fullName), t.id),
    index('workers_folded_name').using('gin', t.foldedName.op('gin_trgm_ops')),
  ],
);

export const employmentContracts = pgTable(
  'employment_contracts',
  {
    id: uuid('id').primaryKey(),
    workerId: uuid('worker_id')
      .notNull()
      .references(() => workers.id),
    employerTaxCode: text('employer_tax_code')
      .notNull()
      .references(() => employers.taxCode),
    /** The contract of the worker's main job: at most one for each worker, and in force. */
    isMain: boolean('is_main').notNull(),
    kind: contractKind('kind').notNull(),
    startedOn: day('started_on').notNull(),
    /** Last day agreed; null when indefinite. */
    expiresOn: day('expires_on'),
    /** The last day on which it held; null while in force. */
    endedOn: day('ended_on'),
    occupationCode: text('occupation_code').references(() => occupations.code),
    position: text('position').notNull(),
    positionEn: text('position_en').notNull(),
    /** The workplace. */
    unitId: text('unit_id').notNull(),
    monthlySalary: vnd('monthly_salary').notNull(),
  },
  (t) => [
    index('employment_contracts_worker_id').on(t.workerId),
    index('employment_contracts_employer_started_on').on(t.employerTaxCode, t.startedOn, t.id),
    index('employment_contracts_employer_salary').on(t.employerTaxCode, t.monthlySalary, t.id),
    index('employment_contracts_occupation_code').on(t.occupationCode.op('text_pattern_ops')),
    index('employment_contracts_unit_id').on(t.unitId),
    uniqueIndex('employment_contracts_main').on(t.workerId).where(sql`${t.isMain}`),
    check('employment_contracts_main_in_force', sql`not ${t.isMain} or ${t.endedOn} is null`),
  ],
);

export const vacancies = pgTable(
  'vacancies',
  {
    id: uuid('id').primaryKey(),
    employerTaxCode: text('employer_tax_code')
      .notNull()
      .references(() => employers.taxCode),
    occupationCode: text('occupation_code').references(() => occupations.code),
    title: text('title').notNull(),
    titleEn: text('title_en').notNull(),
    unitId: text('unit_id').notNull(),
    provinceId: text('province_id'),
    openings: integer('openings').notNull(),
    salaryFrom: vnd('salary_from'),
    salaryTo: vnd('salary_to'),
    status: vacancyStatus('status').notNull(),
    postedOn: day('posted_on').notNull(),
    closesOn: day('closes_on'),
  },
  (t) => [
    index('vacancies_posted_on').on(t.postedOn, t.id),
    index('vacancies_openings').on(t.openings, t.id),
    index('vacancies_employer').on(t.employerTaxCode, t.postedOn, t.id),
    index('vacancies_unit_id').on(t.unitId, t.postedOn, t.id),
    index('vacancies_province_id').on(t.provinceId, t.postedOn, t.id),
    index('vacancies_status').on(t.status, t.postedOn, t.id),
    index('vacancies_occupation_code').on(t.occupationCode.op('text_pattern_ops')),
  ],
);

export const jobSeekers = pgTable(
  'job_seekers',
  {
    id: uuid('id').primaryKey(),
    workerId: uuid('worker_id')
      .notNull()
      .references(() => workers.id),
    personId: uuid('person_id').notNull(),
    occupationCode: text('occupation_code').references(() => occupations.code),
    unitId: text('unit_id').notNull(),
    provinceId: text('province_id'),
    expectedSalary: vnd('expected_salary'),
    status: jobSeekerStatus('status').notNull(),
    registeredOn: day('registered_on').notNull(),
  },
  (t) => [
    uniqueIndex('job_seekers_worker_id').on(t.workerId),
    index('job_seekers_person_id').on(t.personId),
    index('job_seekers_registered_on').on(t.registeredOn, t.id),
    index('job_seekers_unit_id').on(t.unitId, t.registeredOn, t.id),
    index('job_seekers_province_id').on(t.provinceId, t.registeredOn, t.id),
    index('job_seekers_status').on(t.status, t.registeredOn, t.id),
    index('job_seekers_occupation_code').on(t.occupationCode.op('text_pattern_ops')),
  ],
);

export const unemploymentClaims = pgTable(
  'unemployment_claims',
  {
    id: uuid('id').primaryKey(),
    /** Null where the labour register does not hold the person. */
    workerId: uuid('worker_id').references(() => workers.id),
    personId: uuid('person_id').notNull(),
    status: claimStatus('status').notNull(),
    unitId: text('unit_id').notNull(),
    provinceId: text('province_id'),
    lastEmployerTaxCode: text('last_employer_tax_code'),
    submittedOn: day('submitted_on').notNull(),
    decidedOn: day('decided_on').notNull(),
    decisionNumber: text('decision_number').notNull(),
    insuredMonths: integer('insured_months').notNull(),
    averageSalary: vnd('average_salary').notNull(),
    /** yyyy-MM. */
    lastInsuredMonth: text('last_insured_month'),
    wageRegion: wageRegion('wage_region'),
    months: smallint('months').notNull(),
    monthlyAmount: vnd('monthly_amount').notNull(),
    /** yyyy-MM, in order. */
    paidMonths: text('paid_months').array().notNull(),
  },
  (t) => [
    index('unemployment_claims_worker_id').on(t.workerId),
    index('unemployment_claims_person_id').on(t.personId),
    index('unemployment_claims_submitted_on').on(t.submittedOn, t.id),
    index('unemployment_claims_monthly_amount').on(t.monthlyAmount, t.id),
    index('unemployment_claims_unit_id').on(t.unitId, t.submittedOn, t.id),
    index('unemployment_claims_province_id').on(t.provinceId, t.submittedOn, t.id),
    index('unemployment_claims_province_amount').on(t.provinceId, t.monthlyAmount, t.id),
    index('unemployment_claims_status').on(t.status, t.submittedOn, t.id),
    index('unemployment_claims_paid_months').using('gin', t.paidMonths),
  ],
);

export type OccupationRow = typeof occupations.$inferSelect;
export type IndustryRow = typeof industries.$inferSelect;
export type EmployerRow = typeof employers.$inferSelect;
export type WorkerRow = typeof workers.$inferSelect;
export type EmploymentContractRow = typeof employmentContracts.$inferSelect;
export type VacancyRow = typeof vacancies.$inferSelect;
export type JobSeekerRow = typeof jobSeekers.$inferSelect;
export type UnemploymentClaimRow = typeof unemploymentClaims.$inferSelect;
