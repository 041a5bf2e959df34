import type { RowTypes } from '../kit/columns.ts';
import { workers } from './tables.ts';

const byId: readonly string[] = [];

/** What the fields of resolvers.ts are computed from. */
export const rowTypes: RowTypes = {
  Worker: {
    table: workers,
    fields: {
      person: ['personId'],
      birthYear: ['birthDate'],
      residence: ['unitId'],
      mainContract: byId,
      contracts: byId,
      jobSeeker: byId,
      unemploymentClaims: byId,
    },
  },
};
