import { and, eq, gte, isNull, lte, or, type SQL } from 'drizzle-orm';
import { type VacancyRow, vacancies } from './tables.ts';

// Employers seldom report that a vacancy has run out: what is recorded as open is so only until its last day to apply.

/** Whether a vacancy can be applied for on a date (yyyy-MM-dd), by the status reported last. */
export function acceptsApplications(
  { status, postedOn, closesOn }: Pick<VacancyRow, 'status' | 'postedOn' | 'closesOn'>,
  on: string,
): boolean {
  return status === 'OPEN' && postedOn <= on && (closesOn === null || closesOn >= on);
}

/** The same as a condition on `vacancies`. */
export function acceptingApplications(on: string): SQL {
  const inTime = and(lte(vacancies.postedOn, on), or(isNull(vacancies.closesOn), gte(vacancies.closesOn, on)));
  return and(eq(vacancies.status, 'OPEN'), inTime) as SQL;
}
