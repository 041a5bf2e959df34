import { and, arrayContains, eq, exists, inArray, isNull, like, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { anyOf, before, from, nameContains, type Optional } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { type PlaceFilter, placeConditions } from '../kit/jurisdiction.ts';
import { requireIndustryCode, requireOccupationCode } from './classifications.ts';
import { acceptingApplications } from './open-vacancies.ts';
import {
  type EmployerRow,
  employers,
  employmentContracts,
  type IndustryRow,
  industries,
  type JobSeekerRow,
  jobSeekers,
  type UnemploymentClaimRow,
  unemploymentClaims,
  type VacancyRow,
  vacancies,
  type WorkerRow,
  workers,
} from './tables.ts';

type IndustryKey = { code: string; edition?: IndustryRow['edition'] | null };

export type WorkerFilter = PlaceFilter &
  Optional<{
    status: WorkerRow['status'][];
    sex: WorkerRow['sex'];
    occupationCodes: string[];
    industries: IndustryKey[];
    employerTaxCodes: string[];
    name: string;
    bornFrom: string;
    bornBefore: string;
    updatedBefore: string;
  }>;

/** The conditions of a WorkerFilter on `workers`. BAD_USER_INPUT for what is no code of a classification. */
export function workerConditions(db: Database, filter: WorkerFilter): (SQL | undefined)[] {
  return [
    anyOf(workers.status, filter.status, 'filter.status'),
    filter.sex ? eq(workers.sex, filter.sex) : undefined,
    ...placeConditions(workers, filter),
    mainJobCondition(db, filter),
    nameContains(workers.foldedName, filter.name),
    from(workers.birthDate, filter.bornFrom),
    before(workers.birthDate, filter.bornBefore),
    before(workers.updatedOn, filter.updatedBefore),
  ];
}

/** A worker has at most one main contract, so all that is asked of the job is asked of one row. */
function mainJobCondition(db: Database, filter: WorkerFilter): SQL | undefined {
  const ofContract = [
    ofOccupations(employmentContracts.occupationCode, filter.occupationCodes),
    anyOf(employmentContracts.employerTaxCode, filter.employerTaxCodes, 'filter.employerTaxCodes'),
    filter.industries
      ? inArray(
          employmentContracts.employerTaxCode,
          db.select({ taxCode: employers.taxCode }).from(employers).where(ofIndustries(db, filter.industries)),
        )
      : undefined,
  ];
  if (ofContract.every((condition) => condition === undefined)) return undefined;
  const main = and(eq(employmentContracts.workerId, workers.id), employmentContracts.isMain, ...ofContract);
  return exists(db.select({ one: sql`1` }).from(employmentContracts).where(main));
}

export type EmployerFilter = PlaceFilter &
  Optional<{
    status: EmployerRow['status'][];
    industries: IndustryKey[];
    taxCodeCheck: EmployerRow['taxCodeCheck'][];
    name: string;
  }>;

/** The conditions of an EmployerFilter on `employers`. */
export function employerConditions(db: Database, filter: EmployerFilter): (SQL | undefined)[] {
  return [
    anyOf(employers.status, filter.status, 'filter.status'),
    ...placeConditions(employers, filter),
    filter.industries ? ofIndustries(db, filter.industries) : undefined,
    anyOf(employers.taxCodeCheck, filter.taxCodeCheck, 'filter.taxCodeCheck'),
    nameContains(employers.foldedName, filter.name),
  ];
}

/** What vacancies and job seekers can both be filtered by. */
export type JobMarketFilter = PlaceFilter & Optional<{ occupationCodes: string[] }>;

/** The conditions of a JobMarketFilter on `vacancies` or `job_seekers`. */
export function jobMarketConditions(
  table: typeof vacancies | typeof jobSeekers,
  filter: JobMarketFilter,
): (SQL | undefined)[] {
  return [...placeConditions(table, filter), ofOccupations(table.occupationCode, filter.occupationCodes)];
}

export type VacancyFilter = JobMarketFilter &
  Optional<{
    status: VacancyRow['status'][];
    acceptsApplicationsOn: string;
    employerTaxCodes: string[];
    postedFrom: string;
    postedBefore: string;
  }>;

/** The conditions of a VacancyFilter on `vacancies`. */
export function vacancyConditions(filter: VacancyFilter): (SQL | undefined)[] {
  return [
    ...jobMarketConditions(vacancies, filter),
    anyOf(vacancies.status, filter.status, 'filter.status'),
    filter.acceptsApplicationsOn ? acceptingApplications(filter.acceptsApplicationsOn) : undefined,
    anyOf(vacancies.employerTaxCode, filter.employerTaxCodes, 'filter.employerTaxCodes'),
    from(vacancies.postedOn, filter.postedFrom),
    before(vacancies.postedOn, filter.postedBefore),
  ];
}

export type JobSeekerFilter = JobMarketFilter &
  Optional<{ status: JobSeekerRow['status'][]; registeredFrom: string; registeredBefore: string }>;

/** The conditions of a JobSeekerFilter on `job_seekers`. */
export function jobSeekerConditions(filter: JobSeekerFilter): (SQL | undefined)[] {
  return [
    ...jobMarketConditions(jobSeekers, filter),
    anyOf(jobSeekers.status, filter.status, 'filter.status'),
    from(jobSeekers.registeredOn, filter.registeredFrom),
    before(jobSeekers.registeredOn, filter.registeredBefore),
  ];
}

export type UnemploymentClaimFilter = PlaceFilter &
  Optional<{
    status: UnemploymentClaimRow['status'][];
    paidIn: string;
    submittedFrom: string;
    submittedBefore: string;
  }>;

/** The conditions of an UnemploymentClaimFilter on `unemployment_claims`. */
export function claimConditions(filter: UnemploymentClaimFilter): (SQL | undefined)[] {
  return [
    anyOf(unemploymentClaims.status, filter.status, 'filter.status'),
    ...placeConditions(unemploymentClaims, filter),
    filter.paidIn ? arrayContains(unemploymentClaims.paidMonths, [filter.paidIn]) : undefined,
    from(unemploymentClaims.submittedOn, filter.submittedFrom),
    before(unemploymentClaims.submittedOn, filter.submittedBefore),
  ];
}

/** The condition on a contract's status, which is told by its real end. */
export function contractConditions({ status }: { status?: 'IN_FORCE' | 'ENDED' | null }): (SQL | undefined)[] {
  if (!status) return [];
  return [
    status === 'IN_FORCE' ? isNull(employmentContracts.endedOn) : sql`${employmentContracts.endedOn} is not null`,
  ];
}

/** Codes of a level start with the code of the level above, in VSCO throughout. */
function ofOccupations(column: PgColumn, codes?: string[] | null): SQL | undefined {
  if (!codes) return undefined;
  const argument = 'filter.occupationCodes';
  for (const [n, code] of codes.entries()) requireOccupationCode(code, `${argument}[${n}]`);
  return or(anyOf(column, codes, argument), startsWithAny(column, codes));
}

/** Below a section, which is a letter, codes of a level start with the code of the level above. */
function ofIndustries(db: Database, keys: IndustryKey[]): SQL {
  const argument = 'filter.industries';
  for (const [n, { code }] of keys.entries()) requireIndustryCode(code, `${argument}[${n}].code`);
  const byEdition = Map.groupBy(keys, ({ edition }) => edition ?? null);
  const matching = [...byEdition].map(([edition, ofEdition]) => {
    const codes = ofEdition.map(({ code }) => code);
    const within = or(anyOf(industries.section, codes, argument), startsWithAny(industries.code, codes));
    return and(edition ? eq(industries.edition, edition) : undefined, within);
  });
  const matched = db.select({ id: industries.id }).from(industries);
  return inArray(employers.industryId, matched.where(or(...matching) ?? sql`false`));
}

/** One condition a prefix rather than `like any (...)`, which cannot use an index. The prefixes hold no wildcards. */
function startsWithAny(column: PgColumn, prefixes: string[]): SQL | undefined {
  return or(...prefixes.map((prefix) => like(column, `${prefix}%`)));
}
