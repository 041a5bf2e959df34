import { defineSubgraph } from '../kit/define-subgraph.ts';
import { extracts } from './extracts.ts';
import { loaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { rowTypes } from './row-types.ts';
import * as tables from './tables.ts';

/** The national database of social security: insurance, pensions, health cards, assistance, poverty and merit. */
export default defineSubgraph({
  name: 'social-security',
  directory: import.meta.dirname,
  tables,
  principal: {
    'insured persons': tables.insuredPersons,
    'contribution months': tables.contributionMonths,
    'health cards': tables.healthCards,
    'poor households': tables.poorHouseholds,
  },
  loaders,
  extracts,
  resolvers,
  rowTypes,
});
