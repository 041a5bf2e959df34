import { defineSubgraph } from '../kit/define-subgraph.ts';
import { citizens } from './citizens.ts';
import { extracts } from './extracts.ts';
import { loaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { rowTypes } from './row-types.ts';
import * as tables from './tables.ts';

export default defineSubgraph({
  name: 'officials',
  directory: import.meta.dirname,
  tables,
  open: [tables.jobPositions, tables.payrollQuotas, tables.citizenMatchRuns],
  derived: [tables.citizenMatchRuns],
  principal: { officials: tables.officials },
  citizens,
  loaders,
  extracts,
  resolvers,
  rowTypes,
});
