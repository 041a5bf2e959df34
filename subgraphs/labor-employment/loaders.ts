import DataLoader from 'dataloader';
import { asc, desc, eq } from 'drizzle-orm';
import { connection, connectionBy } from '../kit/connection.ts';
import { numberBy, numberByPlace } from '../kit/counts.ts';
import type { Database } from '../kit/database.ts';
import { many, one } from '../kit/loaders.ts';
import { each, type LoadersOf } from '../kit/recipes.ts';
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

const newestClaimFirst = [desc(unemploymentClaims.submittedOn), asc(unemploymentClaims.id)];

/** All reads of the labour-employment database: one statement for each level of a query. */
export const loaders = {
  workerById: one(workers, workers.id),
  workersByPersonId: many(workers, workers.personId, [desc(workers.updatedOn), asc(workers.id)]),
  workers: connection(lists.workers),
  workersByUnitId: connectionBy({ ...lists.workers, parent: workers.unitId }),
  workersByProvinceId: connectionBy({ ...lists.workers, parent: workers.provinceId }),
  workerCountByPlace: each((db, status: WorkerRow['status'] | null) =>
    numberByPlace(workers, () => ({
      ...workerRecords(db),
      where: [status ? eq(workers.status, status) : undefined],
    }))(db),
  ),

  contractById: one(employmentContracts, employmentContracts.id),
  contractsByWorkerId: many(employmentContracts, employmentContracts.workerId, [
    desc(employmentContracts.startedOn),
    asc(employmentContracts.id),
  ]),
  contractsByEmployer: connectionBy({ ...lists.contracts, parent: employmentContracts.employerTaxCode }),

  employerByTaxCode: one(employers, employers.taxCode),
  employers: connection(lists.employers),
  employersByUnitId: connectionBy({ ...lists.employers, parent: employers.unitId }),
  employersByProvinceId: connectionBy({ ...lists.employers, parent: employers.provinceId }),
  workerCountByEmployer: numberBy(employmentContracts, employmentContracts.employerTaxCode, workersUnderContract),

  vacancyById: one(vacancies, vacancies.id),
  vacancies: connection(lists.vacancies),
  vacanciesByEmployer: connectionBy({ ...lists.vacancies, parent: vacancies.employerTaxCode }),
  vacanciesByUnitId: connectionBy({ ...lists.vacancies, parent: vacancies.unitId }),
  vacanciesByProvinceId: connectionBy({ ...lists.vacancies, parent: vacancies.provinceId }),

  jobSeekerById: one(jobSeekers, jobSeekers.id),
  jobSeekerByWorkerId: one(jobSeekers, jobSeekers.workerId),
  jobSeekers: connection(lists.jobSeekers),
  jobSeekersByUnitId: connectionBy({ ...lists.jobSeekers, parent: jobSeekers.unitId }),
  jobSeekersByProvinceId: connectionBy({ ...lists.jobSeekers, parent: jobSeekers.provinceId }),
  seekerCountByPlace: numberByPlace(jobSeekers, seekers),

  claimById: one(unemploymentClaims, unemploymentClaims.id),
  claimsByWorkerId: many(unemploymentClaims, unemploymentClaims.workerId, newestClaimFirst),
  claimsByPersonId: many(unemploymentClaims, unemploymentClaims.personId, newestClaimFirst),
  claims: connection(lists.claims),
  claimsByUnitId: connectionBy({ ...lists.claims, parent: unemploymentClaims.unitId }),
  claimsByProvinceId: connectionBy({ ...lists.claims, parent: unemploymentClaims.provinceId }),

  occupationByCode: one(occupations, occupations.code),
  occupations: (db: Database) => (args: Parameters<typeof occupationList>[1]) => occupationList(db, args),
  industryById: one(industries, industries.id),
  industries: (db: Database) => (args: Parameters<typeof industryList>[1]) => industryList(db, args),

  labourStatistics: (db: Database) => (groupBy: LabourGroup[], filter: WorkerFilter) =>
    labourStatistics(db, groupBy, filter),
  jobMarketStatistics: (db: Database) => (groupBy: JobMarketGroup[], filter: JobMarketFilter, on: string) =>
    jobMarketStatistics(db, groupBy, filter, on),
  jobMarketByUnitId: each((db, level: number, on: string) => balancesBy(db, 'unitId', level, on)),
  jobMarketByProvinceId: each((db, level: number, on: string) => balancesBy(db, 'provinceId', level, on)),
};

export type Loaders = LoadersOf<typeof loaders>;

function balancesBy(db: Database, place: 'unitId' | 'provinceId', level: number, on: string) {
  return new DataLoader<string, OccupationBalanceRow[]>(async (places) => {
    const byPlace = Map.groupBy(await occupationBalances(db, place, places, level, on), (row) => row.place);
    return places.map((key) => byPlace.get(key) ?? []);
  });
}
