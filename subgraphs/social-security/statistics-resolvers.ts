import { ageBandName } from '../kit/age-bands.ts';
import type { StatisticRow } from './group-statistics.ts';
import { povertyStandardById } from './poverty-standard.ts';

/** Months are grouped by as their first day. */
const month = (firstDay: unknown) => (firstDay as string | null | undefined)?.slice(0, 7);
const entity = (id: unknown) => id && { id };

/** Where a group is, as recorded and today. */
const places = {
  province: (row: StatisticRow) => entity(row.provinceId),
  unit: (row: StatisticRow) => entity(row.unitId),
  provinceToday: (row: StatisticRow) => entity(row.provinceToday),
  unitToday: (row: StatisticRow) => entity(row.unitToday),
};

/** Groups put to the schema: keys become what they stand for; fields that are not here are the row's own properties. */
export const SocialSecurityStatistic = {
  ...places,
  ageBand: (row: StatisticRow) => ageBandName(row.ageBand),
  agency: (row: StatisticRow) => entity(row.agencyId),
  employer: (row: StatisticRow) => row.employerTaxCode && { taxCode: row.employerTaxCode },
  lastContributionMonth: (row: StatisticRow) => month(row.lastContributionMonth),
};

export const BenefitStatistic = { ...places, firstMonth: (row: StatisticRow) => month(row.firstMonth) };

export const PovertyStatistic = {
  ...places,
  recognisedMonth: (row: StatisticRow) => month(row.recognisedMonth),
  standard: (row: StatisticRow) => row.standardId && povertyStandardById(row.standardId as string),
};
