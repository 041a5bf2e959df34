import { asc, desc } from 'drizzle-orm';
import { byVietnamese } from '../kit/collation.ts';
import { type ConnectionSpec, connection, connectionBy } from '../kit/connection.ts';
import { numberBy, numberByPlace } from '../kit/counts.ts';
import type { Database } from '../kit/database.ts';
import { many, one } from '../kit/loaders.ts';
import type { LoadersOf } from '../kit/recipes.ts';
import { type OfficialFilter, officialConditions } from './filter.ts';
import { records, staff } from './headcount.ts';
import { postsByPlace } from './payroll-quota.ts';
import { ratingSummariesBy } from './rating-summary.ts';
import { serviceStatistics } from './service-statistics.ts';
import { officialStatistics } from './statistics.ts';
import { stepsInForce } from './steps-in-force.ts';
import {
  appointments,
  citizenMatches,
  disciplines,
  jobPositions,
  officials,
  payrollQuotas,
  ratings,
  rewards,
  salarySteps,
  trainings,
} from './tables.ts';

const officialList: ConnectionSpec<typeof officials, OfficialFilter> = {
  name: 'officials',
  table: officials,
  id: officials.id,
  orders: {
    FULL_NAME: byVietnamese(officials.fullName),
    COEFFICIENT: officials.coefficient,
    RETIREMENT_DATE: officials.retirementDate,
    UPDATED_AT: officials.updatedAt,
  },
  defaultOrder: 'FULL_NAME',
  where: officialConditions,
  reach: { unitId: officials.unitId, provinceId: officials.provinceId, agencyId: officials.agencyId },
};

/** All reads of the officials database. */
export const loaders = {
  officialById: one(officials, officials.id),
  officialsByPersonId: many(officials, officials.personId, [desc(officials.updatedAt), asc(officials.id)]),
  officials: connection(officialList),
  officialsByUnitId: connectionBy({ ...officialList, parent: officials.unitId }),
  officialsByProvinceId: connectionBy({ ...officialList, parent: officials.provinceId }),
  officialsByAgencyId: connectionBy({ ...officialList, parent: officials.agencyId }),
  // Two loaders each: telling people apart takes PostgreSQL far longer than counting records.
  officialCountByPlace: numberByPlace(officials, records),
  officialCountByAgencyId: numberBy(officials, officials.agencyId, records),
  headcountByPlace: numberByPlace(officials, staff),
  headcountByAgencyId: numberBy(officials, officials.agencyId, staff),
  officialStatistics,
  serviceStatistics,
  jobPositions: (db: Database) => () => db.select().from(jobPositions).orderBy(jobPositions.code),
  jobPositionByCode: one(jobPositions, jobPositions.code),
  citizenMatchByOfficialId: one(citizenMatches, citizenMatches.officialId),
  appointmentsByOfficialId: many(appointments, appointments.officialId, [desc(appointments.ordinal)]),
  salaryStepsByOfficialId: many(salarySteps, salarySteps.officialId, [desc(salarySteps.ordinal)]),
  stepsInForce,
  trainingsByOfficialId: many(trainings, trainings.officialId, [desc(trainings.ordinal)]),
  ratingsByOfficialId: many(ratings, ratings.officialId, [desc(ratings.year)]),
  rewardsByOfficialId: many(rewards, rewards.officialId, [desc(rewards.ordinal)]),
  disciplinesByOfficialId: many(disciplines, disciplines.officialId, [desc(disciplines.ordinal)]),
  ratingSummariesByAgencyId: ratingSummariesBy,
  payrollQuotasByAgencyId: many(payrollQuotas, payrollQuotas.agencyId, [desc(payrollQuotas.year)]),
  postsByPlace,
};

export type Loaders = LoadersOf<typeof loaders>;
