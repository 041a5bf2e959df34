import { defineSubgraph } from '../kit/define-subgraph.ts';
import { extracts } from './extracts.ts';
import { loaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import * as tables from './tables.ts';

export default defineSubgraph({
  name: 'administrative-units',
  directory: import.meta.dirname,
  tables,
  open: [tables.administrativeUnits, tables.unitSuccessions, tables.agencies, tables.agencyUnits],
  principal: { units: tables.administrativeUnits, agencies: tables.agencies },
  loaders,
  extracts,
  resolvers,
});
