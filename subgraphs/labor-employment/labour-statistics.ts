import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { byPublished, publishedMean } from '../kit/disclosure.ts';
import { isTold, refuseUnions, sumsOf, tallyOfRows, tellCount } from '../kit/tally.ts';
import { type WorkerFilter, workerConditions } from './filters.ts';
import { workerRecords } from './people.ts';
import { employers, employmentContracts, type WorkerRow, workers } from './tables.ts';

const keyColumns = {
  STATUS: workers.status,
  SEX: workers.sex,
  PROVINCE: workers.provinceId,
  UNIT: workers.unitId,
  OCCUPATION: employmentContracts.occupationCode,
  OCCUPATION_MAJOR_GROUP: sql<string | null>`left(${employmentContracts.occupationCode}, 1)`,
  INDUSTRY: employers.industryId,
};

const unions = {
  unitIds: ['UNIT'],
  provinceIds: ['PROVINCE', 'UNIT'],
  occupationCodes: ['OCCUPATION'],
  industries: ['INDUSTRY'],
  status: ['STATUS'],
  // By employer nothing is grouped: one at a time.
  employerTaxCodes: [],
};

export type LabourGroup = keyof typeof keyColumns;

/**
 * One group: its keys (those not grouped by are missing) and counts of workers; `meanMonthlySalary` in VND, of main jobs. Null
 * is what is not told (kit/disclosure.ts).
 */
export type LabourStatisticRow = Partial<Record<LabourGroup, string | null>> & {
  count: number | null;
  employed: number | null;
  unemployed: number | null;
  inactive: number | null;
  meanMonthlySalary: number | null;
};

/**
 * Counts workers by groups, largest group first; groups whose count is not told are left out. One statement. BAD_USER_INPUT
 * above 1,000 groups.
 */
export async function labourStatistics(
  db: Database,
  groupBy: LabourGroup[],
  filter: WorkerFilter,
): Promise<LabourStatisticRow[]> {
  const keys: Record<string, SQL | (typeof keyColumns)[LabourGroup]> = Object.fromEntries(
    groupBy.map((group) => [group, keyColumns[group]]),
  );
  const columns = Object.values(keys);
  const { exact, person } = workerRecords(db);
  refuseUnions(exact, filter, groupBy, unions);
  const tally = (where?: SQL) => tallyOfRows(exact, { person, where });
  const withStatus = (status: WorkerRow['status']) => tally(eq(workers.status, status));
  const query = db.statistics
    .select({
      ...keys,
      count: tally(),
      employed: withStatus('EMPLOYED'),
      unemployed: withStatus('UNEMPLOYED'),
      inactive: withStatus('INACTIVE'),
      meanMonthlySalary: sumsOf(employmentContracts.monthlySalary, exact, { person }),
    })
    .from(workers)
    .leftJoin(employmentContracts, and(eq(employmentContracts.workerId, workers.id), employmentContracts.isMain))
    .leftJoin(employers, eq(employers.taxCode, employmentContracts.employerTaxCode))
    .where(and(...workerConditions(db, filter)))
    .$dynamic();
  // The row of totals is always there.
  const grouped = columns.length > 0 ? query.groupBy(...columns).having(isTold(exact, { person })) : query;
  const rows = requireAllGroups(await grouped.orderBy(...columns.map((column) => asc(column))).limit(groupLimit));
  const told = rows.map(({ count, employed, unemployed, inactive, meanMonthlySalary, ...key }) => ({
    ...key,
    count: tellCount(exact, count),
    employed: tellCount(exact, employed, count),
    unemployed: tellCount(exact, unemployed, count),
    inactive: tellCount(exact, inactive, count),
    meanMonthlySalary: publishedMean(meanMonthlySalary).mean,
  }));
  return byPublished(told);
}
