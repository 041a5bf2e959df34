import { ageBandName } from '../kit/age-bands.ts';
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

/** Months are grouped by as their first day. */
const month = (firstDay: unknown) => (firstDay as string | undefined)?.slice(0, 7);
const entityOf = (id: unknown) => entity(id as string | null | undefined);

type Row = Record<string, unknown>;
const places = {
  province: (row: Row) => entityOf(row.provinceId),
  unit: (row: Row) => entityOf(row.unitId),
  provinceToday: (row: Row) => entityOf(row.provinceToday),
  unitToday: (row: Row) => entityOf(row.unitToday),
};

export const LabourStatistic = {
  ageBand: (row: LabourStatisticRow) => ageBandName(row.ageBand),
  ...places,
  occupation: (row: LabourStatisticRow, _: unknown, context: Context) =>
    occupationOf(row.occupationCode as string | undefined, context),
  occupationMajorGroup: (row: LabourStatisticRow, _: unknown, context: Context) =>
    occupationOf(row.majorGroupCode as string | undefined, context),
  industry: (row: LabourStatisticRow, _: unknown, context: Context) =>
    industryOf(row.industryId as string | undefined, context),
  jobStartedMonth: (row: LabourStatisticRow) => month(row.jobStartedMonth),
  registeredMonth: (row: LabourStatisticRow) => month(row.registeredMonth),
};

export const JobMarketStatistic = {
  occupation: (row: JobMarketRow, _: unknown, context: Context) =>
    occupationOf(row.occupationCode as string | undefined, context),
  occupationMajorGroup: (row: JobMarketRow, _: unknown, context: Context) =>
    occupationOf(row.majorGroupCode as string | undefined, context),
  ...places,
};
