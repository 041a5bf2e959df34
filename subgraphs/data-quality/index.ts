import { defineSubgraph } from '../kit/define-subgraph.ts';
import { loaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import * as tables from './tables.ts';

export default defineSubgraph({
  name: 'data-quality',
  directory: import.meta.dirname,
  tables,
  open: [tables.qualityRuns, tables.ruleRuns, tables.stagedSources, tables.participation, tables.placeNames],
  // All but waivers, which people decide on.
  derived: [
    tables.qualityRuns,
    tables.ruleRuns,
    tables.stagedSources,
    tables.findings,
    tables.qualityCells,
    tables.participation,
    tables.placeNames,
  ],
  // Nothing found is not nothing wrong, before the rules have run.
  principal: { 'runs of the rules': tables.qualityRuns, findings: tables.findings },
  loaders,
  resolvers,
});
