import type { SubgraphContext } from '../kit/define-subgraph.ts';
import type { JobMarketRow, OccupationBalanceRow } from './job-market.ts';
import type { LabourStatisticRow } from './labour-statistics.ts';
import type { Loaders } from './loaders.ts';
import { entity, industryOf, occupationOf } from './references.ts';

type Context = SubgraphContext<Loaders>;

/** Groups put to the schema: keys become what they stand for. */
export const OccupationBalance = {
  occupation: (row: OccupationBalanceRow, _: unknown, context: Context) => occupationOf(row.occupation, context),
};

export const LabourStatistic = {
  status: (row: LabourStatisticRow) => row.STATUS,
  sex: (row: LabourStatisticRow) => row.SEX,
  province: (row: LabourStatisticRow) => entity(row.PROVINCE),
  unit: (row: LabourStatisticRow) => entity(row.UNIT),
  occupation: (row: LabourStatisticRow, _: unknown, context: Context) => occupationOf(row.OCCUPATION, context),
  occupationMajorGroup: (row: LabourStatisticRow, _: unknown, context: Context) =>
    occupationOf(row.OCCUPATION_MAJOR_GROUP, context),
  industry: (row: LabourStatisticRow, _: unknown, context: Context) => industryOf(row.INDUSTRY, context),
};

export const JobMarketStatistic = {
  occupation: (row: JobMarketRow, _: unknown, context: Context) => occupationOf(row.OCCUPATION, context),
  occupationMajorGroup: (row: JobMarketRow, _: unknown, context: Context) =>
    occupationOf(row.OCCUPATION_MAJOR_GROUP, context),
  province: (row: JobMarketRow) => entity(row.PROVINCE),
  unit: (row: JobMarketRow) => entity(row.UNIT),
};
