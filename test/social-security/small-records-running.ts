import socialSecurity from '../../subgraphs/social-security/index.ts';
import { seed } from '../../subgraphs/social-security/seed.ts';
import { startSmallSubgraph } from '../support/small-subgraph.ts';
import { smallPopulation } from './small-records.ts';

/** The social-security subgraph over the small records. */
export const startSmallRecords = () =>
  startSmallSubgraph(socialSecurity, seed(smallPopulation), smallPopulation.personKey);
