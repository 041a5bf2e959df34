import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { type WorkerFilter, workerConditions } from './filters.ts';
import { employers, employmentContracts, workers } from './tables.ts';

const keyColumns = {
  STATUS: workers.status,
  SEX: workers.sex,
  PROVINCE: workers.provinceId,
  UNIT: workers.unitId,
  OCCUPATION: employmentContracts.occupationCode,
  OCCUPATION_MAJOR_GROUP: sql<string | null>`left(${employmentContracts.occupationCode}, 1)`,
  INDUSTRY: employers.industryId,
};

export type LabourGroup = keyof typeof keyColumns;

/** One group: its keys (those not grouped by are missing) and counts of workers; `meanMonthlySalary` in VND, of main jobs. */
export type LabourStatisticRow = Partial<Record<LabourGroup, string | null>> & {
  count: number;
  employed: number;
  unemployed: number;
  inactive: number;
  meanMonthlySalary: number | null;
};

/** Counts workers by groups, largest group first; one statement. BAD_USER_INPUT above 1,000 groups. */
export async function labourStatistics(
  db: Database,
  groupBy: LabourGroup[],
  filter: WorkerFilter,
): Promise<LabourStatisticRow[]> {
  const keys = Object.fromEntries(groupBy.map((group) => [group, keyColumns[group]]));
  const columns = Object.values(keys);
  const withStatus = (status: string) => sql<number>`count(*) filter (where ${workers.status} = ${status})::int`;
  const query = db
    .select({
      ...keys,
      count: count(),
      employed: withStatus('EMPLOYED'),
      unemployed: withStatus('UNEMPLOYED'),
      inactive: withStatus('INACTIVE'),
      meanMonthlySalary: sql<number | null>`round(avg(${employmentContracts.monthlySalary}))::float8`,
    })
    .from(workers)
    .leftJoin(employmentContracts, and(eq(employmentContracts.workerId, workers.id), employmentContracts.isMain))
    .leftJoin(employers, eq(employers.taxCode, employmentContracts.employerTaxCode))
    .where(and(...workerConditions(db, filter)))
    .$dynamic();
  const grouped = columns.length > 0 ? query.groupBy(...columns) : query;
  // The keys after the count make the order total.
  return requireAllGroups(
    await grouped.orderBy(desc(count()), ...columns.map((column) => asc(column))).limit(groupLimit),
  );
}
