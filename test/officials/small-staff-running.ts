import officials from '../../subgraphs/officials/index.ts';
import { seed } from '../../subgraphs/officials/seed.ts';
import { startSmallSubgraph } from '../support/small-subgraph.ts';
import { smallStaff } from './small-staff.ts';

/** The officials subgraph over `smallStaff`. */
export const startSmallStaff = () => startSmallSubgraph(officials, seed(smallStaff), smallStaff.personKey);
