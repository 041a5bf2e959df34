import type { RowTypes } from '../kit/columns.ts';
import { insuredPersons } from './tables.ts';

const byId: readonly string[] = [];

/** What the fields of resolvers.ts are computed from. */
export const rowTypes: RowTypes = {
  InsuredPerson: {
    table: insuredPersons,
    fields: {
      person: ['personId'],
      birthYear: ['birthDate'],
      residence: ['unitId'],
      employer: ['employerTaxCode'],
      agency: ['agencyId'],
      insuranceNumber: byId,
      insuranceNumbers: byId,
      contributions: byId,
      benefits: byId,
      pension: byId,
      socialPensionAgeOn: ['birthDate', 'personId'],
    },
  },
};
