import { fromLoader, referenceFromLoader } from '../kit/batch/from-loader.ts';
import { badUserInput, requireUuid } from '../kit/errors.ts';
import { isProvince } from '../kit/jurisdiction.ts';
import { parseHealthCard } from '../law/health-card.ts';
import { POVERTY_STANDARDS } from '../law/poverty-standard.ts';
import { amountsOf, baseLimits } from './contribution-amounts.ts';
import type { MonthRange } from './contributions.ts';
import type { Loaders } from './loaders.ts';
import { first, idOf, Person } from './person-resolvers.ts';
import { povertyStandardById, presentStandard, requireStandardId } from './poverty-standard.ts';
import { socialPensionAgeOn } from './social-pension-age.ts';
import { BenefitStatistic, PovertyStatistic, SocialSecurityStatistic } from './statistics-resolvers.ts';
import type {
  AssistanceGrantRow,
  BenefitRow,
  ContributionMonthRow,
  HealthCardRow,
  InsuredPersonRow,
  MeritPersonRow,
  PensionRow,
  PoorHouseholdMemberRow,
  PoorHouseholdRow,
  SocialPensionRow,
} from './tables.ts';

type Context = { loaders: Loaders };
type Id = { id: string };
type TaxCode = { taxCode: string };
type Page = Parameters<Loaders['insuredPersonsByUnitId']>[1];

/** Months are stored as their first day. */
const month = (firstDay: string | null) => firstDay?.slice(0, 7) ?? null;
const person = (row: { personId: string | null }) => row.personId && { id: row.personId };
const birthYear = (row: { birthDate: string }) => Number(row.birthDate.slice(0, 4));
const unit = (row: { unitId: string | null }) => row.unitId && { id: row.unitId };
const agency = (row: { agencyId: string | null }) => row.agencyId && { id: row.agencyId };
const employer = (row: { employerTaxCode: string | null }) => row.employerTaxCode && { taxCode: row.employerTaxCode };
const insuredPerson = fromLoader({
  loader: (loaders: Loaders) => loaders.insuredPersonById,
  key: (row: { insuredPersonId: string | null }) => row.insuredPersonId,
});

const byId =
  (loader: Extract<keyof Loaders, `${string}ById`>, source: string) =>
  (_: unknown, { id }: Id, { loaders }: Context) =>
    loaders[loader].load(requireUuid(id, source));

/** Resolvers of the SDL beside: fields that are not here are the row's own properties. */
export const resolvers = {
  Query: {
    insuredPerson: byId('insuredPersonById', 'InsuredPerson.id'),
    healthCard: byId('healthCardById', 'HealthCard.id'),
    benefit: byId('benefitById', 'Benefit.id'),
    pension: byId('pensionById', 'Pension.id'),
    socialPension: byId('socialPensionById', 'SocialPension.id'),
    meritPerson: byId('meritPersonById', 'MeritPerson.id'),
    poorHousehold: byId('poorHouseholdById', 'PoorHousehold.id'),
    insuredPersons: (_: unknown, args: Parameters<Loaders['insuredPersons']>[0], { loaders }: Context) =>
      loaders.insuredPersons(args),
    healthCards: (_: unknown, args: Parameters<Loaders['healthCards']>[0], { loaders }: Context) =>
      loaders.healthCards(args),
    benefits: (_: unknown, args: Parameters<Loaders['benefits']>[0], { loaders }: Context) => loaders.benefits(args),
    pensions: (_: unknown, args: Parameters<Loaders['pensions']>[0], { loaders }: Context) => loaders.pensions(args),
    socialPensions: (_: unknown, args: Parameters<Loaders['socialPensions']>[0], { loaders }: Context) =>
      loaders.socialPensions(args),
    meritPersons: (_: unknown, args: Parameters<Loaders['meritPersons']>[0], { loaders }: Context) =>
      loaders.meritPersons(args),
    poorHouseholds: (_: unknown, args: Parameters<Loaders['poorHouseholds']>[0], { loaders }: Context) =>
      loaders.poorHouseholds(args),
    povertyStandards: () => POVERTY_STANDARDS.map(presentStandard),
    socialSecurityStatistics: (_: unknown, { groupBy, filter }: GroupArguments, { loaders }: Context) =>
      loaders.insuredPersonStatistics(groupBy, filter),
    benefitStatistics: (_: unknown, { groupBy, filter }: GroupArguments, { loaders }: Context) =>
      loaders.benefitStatistics(groupBy, filter),
    povertyStatistics: (_: unknown, { groupBy, filter }: GroupArguments, { loaders }: Context) =>
      loaders.povertyStatistics(groupBy, filter),
  },
  Person,
  Employer: {
    lastContributionMonth: async ({ taxCode }: TaxCode, _: unknown, { loaders }: Context) =>
      month(await loaders.lastMonthByEmployer.load(taxCode)),
    contributingWorkers: async ({ taxCode }: TaxCode, args: { month?: string | null }, { loaders }: Context) => {
      const asked = args.month ?? month(await loaders.lastMonthByEmployer.load(taxCode));
      return loaders.workersByEmployerMonth.load({ taxCode, month: asked });
    },
    insuredPersons: ({ taxCode }: TaxCode, args: Page, { loaders }: Context) =>
      loaders.insuredPersonsByEmployer(taxCode, args),
  },
  Agency: {
    insuredCount: ({ id }: Id, _: unknown, { loaders }: Context) => loaders.insuredCountByAgencyId.load(id),
    lastContributionMonth: async ({ id }: Id, _: unknown, { loaders }: Context) =>
      month(await loaders.lastMonthByAgencyId.load(id)),
    insuredPersons: ({ id }: Id, args: Page, { loaders }: Context) => loaders.insuredPersonsByAgencyId(id, args),
  },
  AdministrativeUnit: {
    insuredCount: ({ id }: Id, _: unknown, { loaders }: Context) => loaders.insuredCountByPlace.load(id),
    pensionerCount: ({ id }: Id, _: unknown, { loaders }: Context) => loaders.pensionerCountByPlace.load(id),
    socialPensionerCount: ({ id }: Id, _: unknown, { loaders }: Context) =>
      loaders.socialPensionerCountByPlace.load(id),
    assistanceGrantCount: ({ id }: Id, _: unknown, { loaders }: Context) =>
      loaders.assistanceGrantCountByPlace.load(id),
    meritPersonCount: ({ id }: Id, _: unknown, { loaders }: Context) => loaders.meritPersonCountByPlace.load(id),
    poorHouseholdCount: ({ id }: Id, { status, standardId }: PoorCountArguments, { loaders }: Context) =>
      loaders.poorHouseholdCountByPlace(status, requireStandardId(standardId, 'standardId')).load(id),
    insuredPersons: ({ id }: Id, args: Page, { loaders }: Context) =>
      isProvince(id) ? loaders.insuredPersonsByProvinceId(id, args) : loaders.insuredPersonsByUnitId(id, args),
    poorHouseholds: ({ id }: Id, args: Parameters<Loaders['poorHouseholdsByUnitId']>[1], { loaders }: Context) =>
      isProvince(id) ? loaders.poorHouseholdsByProvinceId(id, args) : loaders.poorHouseholdsByUnitId(id, args),
  },
  InsuredPerson: {
    __resolveReference: referenceFromLoader({ loader: (loaders: Loaders) => loaders.insuredPersonById, key: idOf }),
    person,
    birthYear,
    residence: unit,
    employer,
    agency,
    insuranceNumber: fromLoader({
      loader: (loaders: Loaders) => loaders.insuranceNumbersByInsuredPersonId,
      key: idOf,
      pick: (numbers) => numbers.at(-1)?.insuranceNumber,
    }),
    insuranceNumbers: fromLoader({
      loader: (loaders: Loaders) => loaders.insuranceNumbersByInsuredPersonId,
      key: idOf,
    }),
    lastContributionMonth: (row: InsuredPersonRow) => month(row.lastContributionMonth),
    contributions: fromLoader({
      loader: (loaders: Loaders, range: MonthRange) => {
        if (range.from && range.to && range.from > range.to)
          throw badUserInput('Argument "from": expected a month not after "to".');
        return loaders.contributionsByInsuredPersonId(range);
      },
      key: idOf,
    }),
    benefits: fromLoader({ loader: (loaders: Loaders) => loaders.benefitsByInsuredPersonId, key: idOf }),
    pension: fromLoader({ loader: (loaders: Loaders) => loaders.pensionsByInsuredPersonId, key: idOf, pick: first }),
    socialPensionAgeOn: async (row: InsuredPersonRow, _: unknown, { loaders }: Context) =>
      socialPensionAgeOn(row.birthDate, (await loaders.poorHouseholdByPersonId.load(row.personId)) !== null),
  },
  ContributionMonth: {
    month: (row: ContributionMonthRow) => month(row.month),
    lowestBase: (row: ContributionMonthRow) => baseLimits(row).lowest,
    highestBase: (row: ContributionMonthRow) => baseLimits(row).highest,
    employeeAmounts: (row: ContributionMonthRow) => amountsOf(row)?.employee,
    employerAmounts: (row: ContributionMonthRow) => amountsOf(row)?.employer,
    total: (row: ContributionMonthRow) => amountsOf(row)?.total,
    employer,
    agency,
  },
  Benefit: {
    person,
    insuredPerson,
    residence: unit,
    firstMonth: (row: BenefitRow) => month(row.firstMonth),
    lastMonth: (row: BenefitRow) => month(row.lastMonth),
    monthlyAmount: (row: BenefitRow) => (row.kind === 'LUMP_SUM' ? null : row.amount),
    lumpSum: (row: BenefitRow) => (row.kind === 'LUMP_SUM' ? row.amount : null),
    overlappingContributions: fromLoader({
      loader: (loaders: Loaders) => loaders.contributionsBesideBenefitId,
      key: idOf,
    }),
  },
  Pension: { person, insuredPerson, residence: unit } satisfies Fields<PensionRow>,
  HealthCard: {
    person,
    birthYear,
    residence: unit,
    benefitLevel: (row: HealthCardRow) => parseHealthCard(row.number)?.benefitLevel,
    provinceCode: (row: HealthCardRow) => parseHealthCard(row.number)?.provinceCode,
  },
  SocialPension: { person, birthYear, unit } satisfies Fields<SocialPensionRow>,
  AssistanceGrant: { person, unit } satisfies Fields<AssistanceGrantRow>,
  PoorHousehold: {
    unit,
    standard: (row: PoorHouseholdRow) => povertyStandardById(row.standardId),
    members: ({ id }: PoorHouseholdRow, _: unknown, { loaders }: Context) => loaders.membersByHouseholdId.load(id),
  },
  PoorHouseholdMember: { person, birthYear } satisfies Fields<PoorHouseholdMemberRow>,
  MeritPerson: { person, unit } satisfies Fields<MeritPersonRow>,
  SocialSecurityStatistic,
  BenefitStatistic,
  PovertyStatistic,
};

type GroupArguments = { groupBy: string[]; filter?: object | null };
type PoorCountArguments = { status?: PoorHouseholdRow['status'] | null; standardId?: string | null };
type Fields<Row> = Record<string, (row: Row, args: unknown, context: Context) => unknown>;
