import { defineSubgraph } from '../kit/define-subgraph.ts';
import { createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import * as tables from './tables.ts';

export default defineSubgraph({
  name: 'officials',
  directory: import.meta.dirname,
  tables,
  open: [tables.jobPositions, tables.payrollQuotas],
  principal: { officials: tables.officials },
  createLoaders,
  resolvers,
});
