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
};

export const healthCardList: ConnectionSpec<typeof healthCards, HealthCardFilter> = {
  name: 'healthCards',
  table: healthCards,
  id: healthCards.id,
  orders: { FULL_NAME: byVietnamese(healthCards.fullName), BIRTH_DATE: healthCards.birthDate },
  defaultOrder: 'FULL_NAME',
  where: healthCardConditions,
};

export const benefitList: ConnectionSpec<typeof benefits, BenefitFilter> = {
  name: 'benefits',
  table: benefits,
  id: benefits.id,
  orders: { FIRST_MONTH: benefits.firstMonth, AMOUNT: benefits.amount },
  defaultOrder: 'FIRST_MONTH',
  defaultDirection: 'DESC',
  where: benefitConditions,
};

export const pensionList: ConnectionSpec<typeof pensions, PensionFilter> = {
  name: 'pensions',
  table: pensions,
  id: pensions.id,
  orders: { STARTED_ON: pensions.startedOn, MONTHLY_AMOUNT: pensions.monthlyAmount },
  defaultOrder: 'STARTED_ON',
  defaultDirection: 'DESC',
  where: pensionConditions,
};

export const socialPensionList: ConnectionSpec<typeof socialPensions, SocialPensionFilter> = {
  name: 'socialPensions',
  table: socialPensions,
  id: socialPensions.id,
  orders: { STARTED_ON: socialPensions.startedOn, MONTHLY_AMOUNT: socialPensions.monthlyAmount },
  defaultOrder: 'STARTED_ON',
  defaultDirection: 'DESC',
  where: socialPensionConditions,
};

export const meritPersonList: ConnectionSpec<typeof meritPersons, MeritPersonFilter> = {
  name: 'meritPersons',
  table: meritPersons,
  id: meritPersons.id,
  orders: { FULL_NAME: byVietnamese(meritPersons.fullName), RECOGNISED_ON: meritPersons.recognisedOn },
  defaultOrder: 'RECOGNISED_ON',
  defaultDirection: 'DESC',
  where: meritPersonConditions,
};

export const poorHouseholdList: ConnectionSpec<typeof poorHouseholds, PoorHouseholdFilter> = {
  name: 'poorHouseholds',
  table: poorHouseholds,
  id: poorHouseholds.id,
  orders: { RECOGNISED_ON: poorHouseholds.recognisedOn, MEMBER_COUNT: poorHouseholds.memberCount },
  defaultOrder: 'RECOGNISED_ON',
  defaultDirection: 'DESC',
  where: poorHouseholdConditions,
};
