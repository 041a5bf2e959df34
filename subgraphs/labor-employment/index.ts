import { defineSubgraph } from '../kit/define-subgraph.ts';
import { extracts } from './extracts.ts';
import { loaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { rowTypes } from './row-types.ts';
import * as tables from './tables.ts';

const { workers, employmentContracts, employers, unemploymentClaims } = tables;

export default defineSubgraph({
  name: 'labor-employment',
  directory: import.meta.dirname,
  tables,
  open: [tables.employers, tables.industries, tables.occupations, tables.vacancies],
  principal: { workers, contracts: employmentContracts, employers, 'unemployment claims': unemploymentClaims },
  loaders,
  extracts,
  resolvers,
  rowTypes,
});
