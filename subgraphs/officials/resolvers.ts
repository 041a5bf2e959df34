import { ageBandName } from '../kit/age-bands.ts';
import { fromLoader, referenceFromLoader } from '../kit/batch/from-loader.ts';
import type { PageArguments } from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/define-subgraph.ts';
import { requireUuid } from '../kit/errors.ts';
import { isProvince } from '../kit/jurisdiction.ts';
import { personKey } from '../kit/person-key.ts';
import { today } from '../kit/today.ts';
import { addMonths, firstDay } from '../law/calendar.ts';
import { agreesWithRank, expectedCoefficient, findRank, RANKS, type Rank as RankOfLaw } from '../law/ranks.ts';
import { educationLevel } from './degrees.ts';
import type { OfficialFilter } from './filter.ts';
import type { Loaders } from './loaders.ts';
import { payOfMonth } from './pay.ts';
import { postsOf } from './payroll-quota.ts';
import type { Months } from './service-months.ts';
import type { ServiceFilter } from './service-posts.ts';
import type { ServiceGroup } from './service-statistics.ts';
import type { StatisticRow, StatisticsArguments } from './statistics.ts';
import type { AppointmentRow, OfficialRow, PayrollQuotaRow, SalaryStepRow } from './tables.ts';
import { updateDueOn } from './update-deadline.ts';

type Context = SubgraphContext<Loaders>;
type Key = { id: string };
type ListArguments = PageArguments<OfficialFilter>;
type ServiceArguments = { groupBy: ServiceGroup[]; filter?: ServiceFilter | null } & Months;
type MonthArgument = { month?: string | null };
type YearArguments = { year?: number | null };

const currentMonth = () => today().slice(0, 7);

const idOf = ({ id }: Key) => id;
const entity = (id: string | null | undefined): Key | null => (id ? { id } : null);
const agency = (row: { agencyId: string }) => entity(row.agencyId);
const unit = (row: { unitId: string | null }) => entity(row.unitId);

const Query = {
  official: (_: unknown, { id }: Key, { loaders }: Context) =>
    loaders.officialById.load(requireUuid(id, 'Official.id')),
  officials: (_: unknown, args: ListArguments, { loaders }: Context) => loaders.officials(args),
  officialStatistics: (_: unknown, args: Partial<StatisticsArguments>, { loaders }: Context) =>
    loaders.officialStatistics({
      groupBy: args.groupBy ?? [],
      filter: args.filter,
      staleBefore: args.staleBefore ?? addMonths(today(), -12),
    }),
  serviceStatistics: (_: unknown, { groupBy, filter, ...months }: ServiceArguments, { loaders }: Context) =>
    loaders.serviceStatistics(groupBy, filter ?? {}, months),
  ranks: () => RANKS,
  jobPositions: (_: unknown, _arguments: unknown, { loaders }: Context) => loaders.jobPositions(),
  person: (_: unknown, { id }: Key) => entity(requireUuid(id, 'Person.id')),
  personByNumber: (_: unknown, { number }: { number: string }, context: Context) =>
    entity(personKey(number, context.personKey)),
};

const Person = {
  __resolveReference: ({ id }: Key) => ({ id }),
  official: fromLoader({
    loader: (loaders: Loaders) => loaders.officialsByPersonId,
    key: idOf,
    pick: ([first]) => first ?? null,
  }),
  officials: fromLoader({ loader: (loaders: Loaders) => loaders.officialsByPersonId, key: idOf }),
};

const AdministrativeUnit = {
  __resolveReference: ({ id }: Key) => ({ id }),
  officials: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    isProvince(id) ? loaders.officialsByProvinceId(id, args) : loaders.officialsByUnitId(id, args),
  officialCount: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.officialCountByPlace.load(id),
  headcount: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.headcountByPlace.load(id),
  payrollQuota: ({ id }: Key, { year }: YearArguments, { loaders }: Context) =>
    postsOf(() => loaders.postsByPlace.load(id), year),
};

const Agency = {
  __resolveReference: ({ id }: Key) => ({ id }),
  officials: ({ id }: Key, args: ListArguments, { loaders }: Context) => loaders.officialsByAgencyId(id, args),
  officialCount: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.officialCountByAgencyId.load(id),
  headcount: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.headcountByAgencyId.load(id),
  payrollQuota: ({ id }: Key, { year }: YearArguments, { loaders }: Context) =>
    postsOf(() => loaders.payrollQuotasByAgencyId.load(id), year),
  ratingSummaries: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.ratingSummariesByAgencyId.load(id),
  payrollQuotas: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.payrollQuotasByAgencyId.load(id),
};

const Official = {
  __resolveReference: referenceFromLoader({ loader: (loaders: Loaders) => loaders.officialById, key: idOf }),
  person: (row: OfficialRow) => entity(row.personId),
  birthYear: (row: OfficialRow) => Number(row.birthDate.slice(0, 4)),
  agency,
  owner: (row: OfficialRow) => entity(row.ownerId),
  unit,
  residence: (row: OfficialRow) => entity(row.residenceUnitId),
  jobPosition: fromLoader({
    loader: (loaders: Loaders) => loaders.jobPositionByCode,
    key: (row: OfficialRow) => row.jobPositionCode,
  }),
  rank: (row: OfficialRow) => findRank(row.rankCode),
  expectedCoefficient: (row: OfficialRow) => expectedCoefficient(row.rankCode, row.step),
  coefficientAsExpected: (row: OfficialRow) => agreesWithRank(row.rankCode, row.step, row.coefficient),
  monthlyPay: fromLoader({
    loader: (loaders: Loaders, { month }: MonthArgument) => loaders.stepsInForce(firstDay(month ?? currentMonth())),
    key: (row: OfficialRow) => row.id,
    pick: (steps, row, { month }: MonthArgument) => payOfMonth(row, steps, month ?? currentMonth(), currentMonth()),
  }),
  lastPaidMonth: (row: OfficialRow) => row.lastPaidMonth?.slice(0, 7),
  updateDueOn: (row: OfficialRow) => updateDueOn(row.lastDecisionOn),
  citizenCheck: fromLoader({ loader: (loaders: Loaders) => loaders.citizenMatchByOfficialId, key: idOf }),
  appointments: fromLoader({ loader: (loaders: Loaders) => loaders.appointmentsByOfficialId, key: idOf }),
  salarySteps: fromLoader({ loader: (loaders: Loaders) => loaders.salaryStepsByOfficialId, key: idOf }),
  trainings: fromLoader({ loader: (loaders: Loaders) => loaders.trainingsByOfficialId, key: idOf }),
  ratings: fromLoader({ loader: (loaders: Loaders) => loaders.ratingsByOfficialId, key: idOf }),
  rewards: fromLoader({ loader: (loaders: Loaders) => loaders.rewardsByOfficialId, key: idOf }),
  disciplines: fromLoader({ loader: (loaders: Loaders) => loaders.disciplinesByOfficialId, key: idOf }),
};

const Rank = {
  name: (rank: RankOfLaw) => rank.vi,
  nameEn: (rank: RankOfLaw) => rank.en,
  class: (rank: RankOfLaw) => rank.salaryClass,
  startCoefficient: (rank: RankOfLaw) => rank.start,
};

const SalaryStep = {
  expectedCoefficient: (row: SalaryStepRow) => expectedCoefficient(row.rankCode, row.step),
};

/** Months are stored as their first day, and grouped by it. */
const month = (firstDay: unknown) => (firstDay as string | undefined)?.slice(0, 7);

/** The keys that both statistics group by. */
const groupKeys = {
  ageBand: (row: StatisticRow) => ageBandName(row.ageBand),
  agency: (row: StatisticRow) => entity(row.agencyId as string | undefined),
  owner: (row: StatisticRow) => entity(row.ownerId as string | undefined),
  unit: (row: StatisticRow) => entity(row.unitId as string | undefined),
  provinceToday: (row: StatisticRow) => entity(row.provinceToday as string | undefined),
  unitToday: (row: StatisticRow) => entity(row.unitToday as string | undefined),
};

const OfficialStatistic = {
  ...groupKeys,
  education: (row: StatisticRow) => educationLevel(row.education),
  hiredMonth: (row: StatisticRow) => month(row.hiredMonth),
  leftMonth: (row: StatisticRow) => month(row.leftMonth),
  province: (row: StatisticRow) => entity(row.provinceId as string | undefined),
  jobPosition: (row: StatisticRow, _: unknown, { loaders }: Context) =>
    row.jobPositionCode ? loaders.jobPositionByCode.load(row.jobPositionCode as string) : null,
};

/** Rows put to the schema; a field that is not named here is the row's property of that name. */
export const resolvers = {
  Query,
  Person,
  AdministrativeUnit,
  Agency,
  Official,
  Rank,
  SalaryStep,
  Appointment: { agency, unit } satisfies Record<string, (row: AppointmentRow) => Key | null>,
  PayrollQuota: { agency, unit } satisfies Record<string, (row: PayrollQuotaRow) => Key | null>,
  OfficialStatistic,
  ServiceStatistic: groupKeys,
};
