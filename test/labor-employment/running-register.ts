import laborEmployment from '../../subgraphs/labor-employment/index.ts';
import { seed } from '../../subgraphs/labor-employment/seed.ts';
import { startSmallSubgraph } from '../support/small-subgraph.ts';
import { smallRegister } from './small-register.ts';

/** The labour-employment subgraph over the small register or another. */
export const startRegister = (population = smallRegister) =>
  startSmallSubgraph(laborEmployment, seed(population), population.personKey);
