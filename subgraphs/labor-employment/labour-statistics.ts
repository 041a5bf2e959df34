import { and, eq, type SQL, sql } from 'drizzle-orm';
import { ageBand } from '../kit/age-bands.ts';
import { groupLimit, requireAllGroups } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { byPublished, publishedMean } from '../kit/disclosure.ts';
import { type Group, grouping, monthOf } from '../kit/grouping.ts';
import { type WithShare, withShares } from '../kit/shares.ts';
import { isTold, refuseUnions, sumsOf, tallyOfRows, tellCount } from '../kit/tally.ts';
import { todaysPlaces } from '../kit/units-today.ts';
import { type WorkerFilter, workerConditions } from './filters.ts';
import { workerRecords } from './people.ts';
import { employers, employmentContracts, type WorkerRow, workers } from './tables.ts';

/** Values of `enum LabourGroup`. */
const groups = {
  STATUS: { keys: { status: workers.status } },
  SEX: { keys: { sex: workers.sex } },
  AGE_BAND: { keys: { ageBand: ageBand(workers.birthDate) } },
  EDUCATION: { keys: { education: workers.education } },
  PROVINCE: { keys: { provinceId: workers.provinceId } },
  UNIT: { keys: { unitId: workers.unitId } },
  ...todaysPlaces(workers),
  OCCUPATION: { keys: { occupationCode: employmentContracts.occupationCode } },
  OCCUPATION_MAJOR_GROUP: {
    keys: { majorGroupCode: sql<string | null>`left(${employmentContracts.occupationCode}, 1)` },
  },
  INDUSTRY: {
    keys: { industryId: employers.industryId },
    join: { table: employers, on: eq(employers.taxCode, employmentContracts.employerTaxCode) },
  },
  CONTRACT_KIND: { keys: { contractKind: employmentContracts.kind } },
  JOB_STARTED_MONTH: { keys: { jobStartedMonth: monthOf(employmentContracts.startedOn) } },
  REGISTERED_MONTH: { keys: { registeredMonth: monthOf(workers.registeredOn) } },
} satisfies Record<string, Group>;

const unions = {
  unitIds: ['UNIT'],
  provinceIds: ['PROVINCE', 'UNIT'],
  occupationCodes: ['OCCUPATION'],
  industries: ['INDUSTRY'],
  status: ['STATUS'],
  // By employer nothing is grouped: one at a time.
  employerTaxCodes: [],
};

export type LabourGroup = keyof typeof groups;

/**
 * One group: its keys (those not grouped by are missing) and counts of workers; `meanMonthlySalary` in VND, of main jobs. Null
 * is what is not told (kit/disclosure.ts).
 */
export type LabourStatisticRow = Record<string, unknown> & {
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
): Promise<WithShare<LabourStatisticRow>[]> {
  const { exact, person } = workerRecords(db);
  refuseUnions(exact, filter, groupBy, unions);
  const { keys, positions, order, join, keyOf } = grouping<LabourGroup>(groups, groupBy);
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
    .$dynamic();
  const rows = await join(query)
    .where(and(...workerConditions(db, filter)))
    .groupBy(...positions)
    // The row of totals is always there.
    .having(positions.length > 0 ? isTold(exact, { person }) : undefined)
    .orderBy(...order)
    .limit(groupLimit);
  const told = requireAllGroups(rows).map(({ count, employed, unemployed, inactive, meanMonthlySalary, ...key }) => ({
    ...key,
    count: tellCount(exact, count),
    employed: tellCount(exact, employed, count),
    unemployed: tellCount(exact, unemployed, count),
    inactive: tellCount(exact, inactive, count),
    meanMonthlySalary: publishedMean(meanMonthlySalary).mean,
  }));
  const ask = (of: LabourGroup[]): Promise<LabourStatisticRow[]> => labourStatistics(db, of, filter);
  return withShares<LabourStatisticRow>(byPublished(told), { groupBy, keyOf, ask });
}
