import { byVietnamese } from '../kit/collation.ts';
import type { Database } from '../kit/database.ts';
import {
  claimConditions,
  contractConditions,
  employerConditions,
  jobSeekerConditions,
  vacancyConditions,
  type WorkerFilter,
  workerConditions,
} from './filters.ts';
import { employers, employmentContracts, jobSeekers, unemploymentClaims, vacancies, workers } from './tables.ts';

/** What each connection is made of: its table, orders and filter. */
export const lists = {
  workers: {
    name: 'workers',
    table: workers,
    id: workers.id,
    orders: {
      FULL_NAME: byVietnamese(workers.fullName),
      REGISTERED_ON: workers.registeredOn,
      UPDATED_ON: workers.updatedOn,
    },
    defaultOrder: 'FULL_NAME',
    where: (filter: WorkerFilter, db: Database) => workerConditions(db, filter),
    reach: { unitId: workers.unitId, provinceId: workers.provinceId },
  },
  employers: {
    name: 'employers',
    table: employers,
    id: employers.taxCode,
    orders: { NAME: byVietnamese(employers.name), TAX_CODE: employers.taxCode, FOUNDED_ON: employers.foundedOn },
    defaultOrder: 'NAME',
    where: (filter: Parameters<typeof employerConditions>[1], db: Database) => employerConditions(db, filter),
  },
  contracts: {
    name: 'contracts',
    table: employmentContracts,
    id: employmentContracts.id,
    orders: { STARTED_ON: employmentContracts.startedOn, MONTHLY_SALARY: employmentContracts.monthlySalary },
    defaultOrder: 'STARTED_ON',
    defaultDirection: 'DESC' as const,
    where: contractConditions,
  },
  vacancies: {
    name: 'vacancies',
    table: vacancies,
    id: vacancies.id,
    orders: { POSTED_ON: vacancies.postedOn, OPENINGS: vacancies.openings },
    defaultOrder: 'POSTED_ON',
    defaultDirection: 'DESC' as const,
    where: vacancyConditions,
  },
  jobSeekers: {
    name: 'job-seekers',
    table: jobSeekers,
    id: jobSeekers.id,
    orders: { REGISTERED_ON: jobSeekers.registeredOn },
    defaultOrder: 'REGISTERED_ON',
    defaultDirection: 'DESC' as const,
    where: jobSeekerConditions,
    reach: { unitId: jobSeekers.unitId, provinceId: jobSeekers.provinceId },
  },
  claims: {
    name: 'unemployment-claims',
    table: unemploymentClaims,
    id: unemploymentClaims.id,
    orders: { SUBMITTED_ON: unemploymentClaims.submittedOn, MONTHLY_AMOUNT: unemploymentClaims.monthlyAmount },
    defaultOrder: 'SUBMITTED_ON',
    defaultDirection: 'DESC' as const,
    where: claimConditions,
    reach: { unitId: unemploymentClaims.unitId, provinceId: unemploymentClaims.provinceId },
  },
};
