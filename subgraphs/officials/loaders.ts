import { asc, desc } from 'drizzle-orm';
import { byVietnamese } from '../kit/collation.ts';
import { type ConnectionSpec, connection, connectionBy } from '../kit/connection.ts';
import { numberBy, numberByPlace } from '../kit/counts.ts';
import type { Database } from '../kit/database.ts';
import { many, one } from '../kit/loaders.ts';
import { type OfficialFilter, officialConditions } from './filter.ts';
import { records, staff } from './headcount.ts';
import { postsByPlace } from './payroll-quota.ts';
import { ratingSummariesBy } from './rating-summary.ts';
import { serviceStatistics } from './service-statistics.ts';
import { officialStatistics } from './statistics.ts';
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
  reach: { unitId: officials.unitId, agencyId: officials.agencyId },
};

export type Loaders = ReturnType<typeof createLoaders>;

/** All reads of the officials database, for one request. */
export const createLoaders = (db: Database) => ({
  officialById: one(db, officials, officials.id),
  officialsByPersonId: many(db, officials, officials.personId, [desc(officials.updatedAt), asc(officials.id)]),
  officials: connection(db, officialList),
  officialsByUnitId: connectionBy(db, { ...officialList, parent: officials.unitId }),
  officialsByProvinceId: connectionBy(db, { ...officialList, parent: officials.provinceId }),
  officialsByAgencyId: connectionBy(db, { ...officialList, parent: officials.agencyId }),
  // Two loaders each: telling people apart takes PostgreSQL far longer than counting records.
  officialCountByPlace: numberByPlace(db, officials, records(db)),
  officialCountByAgencyId: numberBy(db, officials, officials.agencyId, records(db)),
  headcountByPlace: numberByPlace(db, officials, staff(db)),
  headcountByAgencyId: numberBy(db, officials, officials.agencyId, staff(db)),
  officialStatistics: officialStatistics(db),
  serviceStatistics: serviceStatistics(db),
  jobPositions: () => db.select().from(jobPositions).orderBy(jobPositions.code),
  jobPositionByCode: one(db, jobPositions, jobPositions.code),
  citizenMatchByOfficialId: one(db, citizenMatches, citizenMatches.officialId),
  appointmentsByOfficialId: many(db, appointments, appointments.officialId, [desc(appointments.ordinal)]),
  salaryStepsByOfficialId: many(db, salarySteps, salarySteps.officialId, [desc(salarySteps.ordinal)]),
  trainingsByOfficialId: many(db, trainings, trainings.officialId, [desc(trainings.ordinal)]),
  ratingsByOfficialId: many(db, ratings, ratings.officialId, [desc(ratings.year)]),
  rewardsByOfficialId: many(db, rewards, rewards.officialId, [desc(rewards.ordinal)]),
  disciplinesByOfficialId: many(db, disciplines, disciplines.officialId, [desc(disciplines.ordinal)]),
  ratingSummariesByAgencyId: ratingSummariesBy(db),
  payrollQuotasByAgencyId: many(db, payrollQuotas, payrollQuotas.agencyId, [desc(payrollQuotas.year)]),
  postsByPlace: postsByPlace(db),
});
