import type { PgColumn } from 'drizzle-orm/pg-core';
import { byVietnamese } from '../kit/collation.ts';
import type { ConnectionSpec } from '../kit/connection.ts';
import {
  type BenefitFilter,
  benefitConditions,
  type HealthCardFilter,
  healthCardConditions,
  type InsuredPersonFilter,
  insuredPersonConditions,
  type MeritPersonFilter,
  meritPersonConditions,
  type PensionFilter,
  type PoorHouseholdFilter,
  pensionConditions,
  poorHouseholdConditions,
  type SocialPensionFilter,
  socialPensionConditions,
} from './filters.ts';
import {
  benefits,
  healthCards,
  insuredPersons,
  meritPersons,
  pensions,
  poorHouseholds,
  socialPensions,
} from './tables.ts';

const reachOfInsured = {
  unitId: insuredPersons.unitId,
  provinceId: insuredPersons.provinceId,
  agencyId: insuredPersons.agencyId,
};
const insuredPersonOf = (reference: PgColumn) => ({ reference, table: insuredPersons, columns: reachOfInsured });

export const insuredPersonList: ConnectionSpec<typeof insuredPersons, InsuredPersonFilter> = {
  name: 'insuredPersons',
  table: insuredPersons,
  id: insuredPersons.id,
  orders: {
    FULL_NAME: byVietnamese(insuredPersons.fullName),
    BIRTH_DATE: insuredPersons.birthDate,
    JOINED_ON: insuredPersons.joinedOn,
    CONTRIBUTION_MONTHS: insuredPersons.contributionMonths,
  },
  defaultOrder: 'FULL_NAME',
  where: insuredPersonConditions,
  reach: reachOfInsured,
};

export const healthCardList: ConnectionSpec<typeof healthCards, HealthCardFilter> = {
  name: 'healthCards',
  table: healthCards,
  id: healthCards.id,
  orders: { FULL_NAME: byVietnamese(healthCards.fullName), BIRTH_DATE: healthCards.birthDate },
  defaultOrder: 'FULL_NAME',
  where: healthCardConditions,
  reach: { unitId: healthCards.unitId, provinceId: healthCards.provinceId },
};

export const benefitList: ConnectionSpec<typeof benefits, BenefitFilter> = {
  name: 'benefits',
  table: benefits,
  id: benefits.id,
  orders: { FIRST_MONTH: benefits.firstMonth, AMOUNT: benefits.amount },
  defaultOrder: 'FIRST_MONTH',
  defaultDirection: 'DESC',
  where: benefitConditions,
  reach: { unitId: benefits.unitId, parent: insuredPersonOf(benefits.insuredPersonId) },
};

export const pensionList: ConnectionSpec<typeof pensions, PensionFilter> = {
  name: 'pensions',
  table: pensions,
  id: pensions.id,
  orders: { STARTED_ON: pensions.startedOn, MONTHLY_AMOUNT: pensions.monthlyAmount },
  defaultOrder: 'STARTED_ON',
  defaultDirection: 'DESC',
  where: pensionConditions,
  reach: { unitId: pensions.unitId, parent: insuredPersonOf(pensions.insuredPersonId) },
};

export const socialPensionList: ConnectionSpec<typeof socialPensions, SocialPensionFilter> = {
  name: 'socialPensions',
  table: socialPensions,
  id: socialPensions.id,
  orders: { STARTED_ON: socialPensions.startedOn, MONTHLY_AMOUNT: socialPensions.monthlyAmount },
  defaultOrder: 'STARTED_ON',
  defaultDirection: 'DESC',
  where: socialPensionConditions,
  reach: { unitId: socialPensions.unitId, provinceId: socialPensions.provinceId },
};

export const meritPersonList: ConnectionSpec<typeof meritPersons, MeritPersonFilter> = {
  name: 'meritPersons',
  table: meritPersons,
  id: meritPersons.id,
  orders: { FULL_NAME: byVietnamese(meritPersons.fullName), RECOGNISED_ON: meritPersons.recognisedOn },
  defaultOrder: 'RECOGNISED_ON',
  defaultDirection: 'DESC',
  where: meritPersonConditions,
  reach: { unitId: meritPersons.unitId, provinceId: meritPersons.provinceId },
};

export const poorHouseholdList: ConnectionSpec<typeof poorHouseholds, PoorHouseholdFilter> = {
  name: 'poorHouseholds',
  table: poorHouseholds,
  id: poorHouseholds.id,
  orders: { RECOGNISED_ON: poorHouseholds.recognisedOn, MEMBER_COUNT: poorHouseholds.memberCount },
  defaultOrder: 'RECOGNISED_ON',
  defaultDirection: 'DESC',
  where: poorHouseholdConditions,
  reach: { unitId: poorHouseholds.unitId, provinceId: poorHouseholds.provinceId },
};
