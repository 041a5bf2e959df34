import DataLoader from 'dataloader';
import { asc, desc, eq } from 'drizzle-orm';
import { connection, connectionBy } from '../kit/connection.ts';
import { numberBy, numberByPlace } from '../kit/counts.ts';
import type { Database } from '../kit/database.ts';
import { each, many, one } from '../kit/loaders.ts';
import { industryList, occupationList } from './classifications.ts';
import type { JobMarketFilter, WorkerFilter } from './filters.ts';
import {
  type JobMarketGroup,
  jobMarketStatistics,
  type OccupationBalanceRow,
  occupationBalances,
} from './job-market.ts';
import { type LabourGroup, labourStatistics } from './labour-statistics.ts';
import { lists } from './lists.ts';
import { seekers, workerRecords, workersUnderContract } from './people.ts';
import {
  employers,
  employmentContracts,
  industries,
  jobSeekers,
  occupations,
  unemploymentClaims,
  vacancies,
  type WorkerRow,
  workers,
} from './tables.ts';

/** All reads of the labour-employment database: one statement for each level of a query. */
export const createLoaders = (db: Database) => {
  const list = lists(db);
  return {
    workerById: one(db, workers, workers.id),
    workersByPersonId: many(db, workers, workers.personId, [desc(workers.updatedOn), asc(workers.id)]),
    workers: connection(db, list.workers),
    workersByUnitId: connectionBy(db, { ...list.workers, parent: workers.unitId }),
    workersByProvinceId: connectionBy(db, { ...list.workers, parent: workers.provinceId }),
    workerCountByPlace: each((status: WorkerRow['status'] | null) =>
      numberByPlace(db, workers, { ...workerRecords(db), where: [status ? eq(workers.status, status) : undefined] }),
    ),

    contractById: one(db, employmentContracts, employmentContracts.id),
    contractsByWorkerId: many(db, employmentContracts, employmentContracts.workerId, [
      desc(employmentContracts.startedOn),
      asc(employmentContracts.id),
    ]),
    contractsByEmployer: connectionBy(db, { ...list.contracts, parent: employmentContracts.employerTaxCode }),

    employerByTaxCode: one(db, employers, employers.taxCode),
    employers: connection(db, list.employers),
    employersByUnitId: connectionBy(db, { ...list.employers, parent: employers.unitId }),
    employersByProvinceId: connectionBy(db, { ...list.employers, parent: employers.provinceId }),
    workerCountByEmployer: numberBy(
      db,
      employmentContracts,
      employmentContracts.employerTaxCode,
      workersUnderContract(db),
    ),

    vacancyById: one(db, vacancies, vacancies.id),
    vacancies: connection(db, list.vacancies),
    vacanciesByEmployer: connectionBy(db, { ...list.vacancies, parent: vacancies.employerTaxCode }),
    vacanciesByUnitId: connectionBy(db, { ...list.vacancies, parent: vacancies.unitId }),
    vacanciesByProvinceId: connectionBy(db, { ...list.vacancies, parent: vacancies.provinceId }),

    jobSeekerById: one(db, jobSeekers, jobSeekers.id),
    jobSeekerByWorkerId: one(db, jobSeekers, jobSeekers.workerId),
    jobSeekers: connection(db, list.jobSeekers),
    jobSeekersByUnitId: connectionBy(db, { ...list.jobSeekers, parent: jobSeekers.unitId }),
    jobSeekersByProvinceId: connectionBy(db, { ...list.jobSeekers, parent: jobSeekers.provinceId }),
    seekerCountByPlace: numberByPlace(db, jobSeekers, seekers(db)),

    claimById: one(db, unemploymentClaims, unemploymentClaims.id),
    claimsByWorkerId: many(db, unemploymentClaims, unemploymentClaims.workerId, newestClaimFirst),
    claimsByPersonId: many(db, unemploymentClaims, unemploymentClaims.personId, newestClaimFirst),
    claims: connection(db, list.claims),
    claimsByUnitId: connectionBy(db, { ...list.claims, parent: unemploymentClaims.unitId }),
    claimsByProvinceId: connectionBy(db, { ...list.claims, parent: unemploymentClaims.provinceId }),

    occupationByCode: one(db, occupations, occupations.code),
    occupations: (args: Parameters<typeof occupationList>[1]) => occupationList(db, args),
    industryById: one(db, industries, industries.id),
    industries: (args: Parameters<typeof industryList>[1]) => industryList(db, args),

    labourStatistics: (groupBy: LabourGroup[], filter: WorkerFilter) => labourStatistics(db, groupBy, filter),
    jobMarketStatistics: (groupBy: JobMarketGroup[], filter: JobMarketFilter, on: string) =>
      jobMarketStatistics(db, groupBy, filter, on),
    jobMarketByUnitId: each((level: number, on: string) => balancesBy(db, 'unitId', level, on)),
    jobMarketByProvinceId: each((level: number, on: string) => balancesBy(db, 'provinceId', level, on)),
  };
};

export type Loaders = ReturnType<typeof createLoaders>;

const newestClaimFirst = [desc(unemploymentClaims.submittedOn), asc(unemploymentClaims.id)];

function balancesBy(db: Database, place: 'unitId' | 'provinceId', level: number, on: string) {
  return new DataLoader<string, OccupationBalanceRow[]>(async (places) => {
    const byPlace = Map.groupBy(await occupationBalances(db, place, places, level, on), (row) => row.place);
    return places.map((key) => byPlace.get(key) ?? []);
  });
}
