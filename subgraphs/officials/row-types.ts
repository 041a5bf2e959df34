import type { RowTypes } from '../kit/columns.ts';
import { officials } from './tables.ts';

const byId: readonly string[] = [];

/** What the fields of resolvers.ts are computed from. */
export const rowTypes: RowTypes = {
  Official: {
    table: officials,
    fields: {
      person: ['personId'],
      birthYear: ['birthDate'],
      agency: ['agencyId'],
      owner: ['ownerId'],
      unit: ['unitId'],
      residence: ['residenceUnitId'],
      jobPosition: ['jobPositionCode'],
      rank: ['rankCode'],
      expectedCoefficient: ['rankCode', 'step'],
      coefficientAsExpected: ['rankCode', 'step', 'coefficient'],
      monthlyPay: ['hiredOn', 'leftOn'],
      updateDueOn: ['lastDecisionOn'],
      citizenCheck: byId,
      appointments: byId,
      salarySteps: byId,
      trainings: byId,
      ratings: byId,
      rewards: byId,
      disciplines: byId,
    },
  },
};
