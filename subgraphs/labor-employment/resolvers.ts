import { fromLoader, referenceFromLoader } from '../kit/batch/from-loader.ts';
import type { PageArguments } from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/define-subgraph.ts';
import { requireUuid } from '../kit/errors.ts';
import { today } from '../kit/today.ts';
import { contractProblems } from '../law/contract.ts';
import { MINIMUM_WAGES } from '../law/minimum-wage.ts';
import { unemploymentBenefit, unemploymentBenefitMonths } from '../law/unemployment-benefit.ts';
import type { JobMarketFilter, WorkerFilter } from './filters.ts';
import type { JobMarketGroup } from './job-market.ts';
import type { LabourGroup } from './labour-statistics.ts';
import type { Loaders } from './loaders.ts';
import { acceptsApplications } from './open-vacancies.ts';
import { idOf, Person } from './person-resolvers.ts';
import { entity, industryOf, occupationOf } from './references.ts';
import { JobMarketStatistic, LabourStatistic, OccupationBalance } from './statistics-resolvers.ts';
import type {
  EmployerRow,
  EmploymentContractRow,
  IndustryRow,
  JobSeekerRow,
  OccupationRow,
  UnemploymentClaimRow,
  VacancyRow,
  WorkerRow,
} from './tables.ts';
import { AdministrativeUnit } from './unit-resolvers.ts';

type Context = SubgraphContext<Loaders>;
type Key = { id: string };
type ListArguments = PageArguments<never>;
/** A date, today where it is missing. */
type OnDate = { on?: string | null };
type StatisticsArguments<Group, Filter> = { groupBy: Group[]; filter?: Filter | null };

const unit = (row: { unitId: string }) => entity(row.unitId);
const person = (row: { personId: string }) => entity(row.personId);

const employer = fromLoader({
  loader: (loaders: Loaders) => loaders.employerByTaxCode,
  key: (row: { employerTaxCode: string }) => row.employerTaxCode,
});
const worker = fromLoader({
  loader: (loaders: Loaders) => loaders.workerById,
  key: (row: { workerId: string | null }) => row.workerId,
});
const occupation = fromLoader({
  loader: (loaders: Loaders) => loaders.occupationByCode,
  key: (row: { occupationCode: string | null }) => row.occupationCode,
});

const Query = {
  worker: (_: unknown, { id }: Key, { loaders }: Context) => loaders.workerById.load(requireUuid(id, 'Worker.id')),
  workers: (_: unknown, args: ListArguments, { loaders }: Context) => loaders.workers(args),
  employer: (_: unknown, { taxCode }: { taxCode: string }, { loaders }: Context) =>
    loaders.employerByTaxCode.load(taxCode),
  employers: (_: unknown, args: ListArguments, { loaders }: Context) => loaders.employers(args),
  vacancy: (_: unknown, { id }: Key, { loaders }: Context) => loaders.vacancyById.load(requireUuid(id, 'Vacancy.id')),
  vacancies: (_: unknown, args: ListArguments, { loaders }: Context) => loaders.vacancies(args),
  jobSeekers: (_: unknown, args: ListArguments, { loaders }: Context) => loaders.jobSeekers(args),
  unemploymentClaim: (_: unknown, { id }: Key, { loaders }: Context) =>
    loaders.claimById.load(requireUuid(id, 'UnemploymentClaim.id')),
  unemploymentClaims: (_: unknown, args: ListArguments, { loaders }: Context) => loaders.claims(args),
  occupations: (_: unknown, args: object, { loaders }: Context) => loaders.occupations(args),
  industries: (_: unknown, args: object, { loaders }: Context) => loaders.industries(args),
  labourStatistics: (
    _: unknown,
    { groupBy, filter }: StatisticsArguments<LabourGroup, WorkerFilter>,
    { loaders }: Context,
  ) => loaders.labourStatistics(groupBy, filter ?? {}),
  jobMarketStatistics: (
    _: unknown,
    { groupBy, filter, on }: StatisticsArguments<JobMarketGroup, JobMarketFilter> & OnDate,
    { loaders }: Context,
  ) => loaders.jobMarketStatistics(groupBy, filter ?? {}, on ?? today()),
};

const Worker = {
  __resolveReference: referenceFromLoader({ loader: (loaders: Loaders) => loaders.workerById, key: idOf }),
  birthYear: (row: WorkerRow) => Number(row.birthDate.slice(0, 4)),
  residence: unit,
  person,
  mainContract: fromLoader({
    loader: (loaders: Loaders) => loaders.contractsByWorkerId,
    key: idOf,
    pick: (contracts) => contracts.find(({ isMain }) => isMain),
  }),
  contracts: fromLoader({
    loader: (loaders: Loaders) => loaders.contractsByWorkerId,
    key: idOf,
    pick: (contracts, _, { status }: { status?: string | null }) =>
      contracts.filter((contract) => !status || contractStatus(contract) === status),
  }),
  jobSeeker: fromLoader({ loader: (loaders: Loaders) => loaders.jobSeekerByWorkerId, key: idOf }),
  unemploymentClaims: fromLoader({ loader: (loaders: Loaders) => loaders.claimsByWorkerId, key: idOf }),
};

const contractStatus = ({ endedOn }: EmploymentContractRow) => (endedOn === null ? 'IN_FORCE' : 'ENDED');

const EmploymentContract = {
  __resolveReference: ({ id }: Key, { loaders }: Context) => loaders.contractById.load(id),
  status: contractStatus,
  termWithinLimit: (row: EmploymentContractRow) =>
    !contractProblems(row.kind, row.startedOn, row.expiresOn).includes('LONGER_THAN_36_MONTHS'),
  worker,
  employer,
  occupation,
  unit,
};

const Employer = {
  __resolveReference: referenceFromLoader({
    loader: (loaders: Loaders) => loaders.employerByTaxCode,
    key: ({ taxCode }: EmployerRow) => taxCode,
  }),
  industry: ({ industryId }: EmployerRow, _: unknown, context: Context) => industryOf(industryId, context),
  unit,
  contracts: (
    { taxCode }: EmployerRow,
    { status, ...args }: ListArguments & { status?: 'IN_FORCE' | 'ENDED' },
    { loaders }: Context,
  ) => loaders.contractsByEmployer(taxCode, { ...args, filter: { status } }),
  registeredWorkers: fromLoader({
    loader: (loaders: Loaders) => loaders.workerCountByEmployer,
    key: ({ taxCode }: EmployerRow) => taxCode,
  }),
  vacancies: ({ taxCode }: EmployerRow, args: ListArguments, { loaders }: Context) =>
    loaders.vacanciesByEmployer(taxCode, args),
};

const Vacancy = {
  __resolveReference: ({ id }: Key, { loaders }: Context) => loaders.vacancyById.load(id),
  acceptsApplications: (row: VacancyRow, { on }: OnDate) => acceptsApplications(row, on ?? today()),
  employer,
  occupation,
  unit,
} satisfies Record<string, (row: VacancyRow, args: never, context: Context) => unknown>;

const JobSeeker = {
  __resolveReference: ({ id }: Key, { loaders }: Context) => loaders.jobSeekerById.load(id),
  worker,
  person,
  occupation,
  unit,
} satisfies Record<string, (row: JobSeekerRow, args: never, context: Context) => unknown>;

/** The month from which law/minimum-wage.ts knows the cap. */
const FIRST_MINIMUM_WAGE = MINIMUM_WAGES[0]?.validFrom.slice(0, 7) ?? '';

const UnemploymentClaim = {
  __resolveReference: ({ id }: Key, { loaders }: Context) => loaders.claimById.load(id),
  worker,
  person,
  unit,
  // An employer that never reported here can still be known elsewhere by its tax code.
  lastEmployer: async ({ lastEmployerTaxCode: taxCode }: UnemploymentClaimRow, _: unknown, { loaders }: Context) =>
    taxCode && ((await loaders.employerByTaxCode.load(taxCode)) ?? { taxCode }),
  expectedMonths: (row: UnemploymentClaimRow) => unemploymentBenefitMonths(row.insuredMonths),
  expectedMonthlyAmount: ({ insuredMonths, averageSalary, lastInsuredMonth, wageRegion }: UnemploymentClaimRow) => {
    if (unemploymentBenefitMonths(insuredMonths) === 0) return 0;
    if (!lastInsuredMonth || !wageRegion || lastInsuredMonth < FIRST_MINIMUM_WAGE) return null;
    return unemploymentBenefit([averageSalary], lastInsuredMonth, wageRegion);
  },
};

const Occupation = {
  __resolveReference: ({ code }: OccupationRow, context: Context) => occupationOf(code, context),
  parent: ({ parentCode }: OccupationRow, _: unknown, context: Context) => occupationOf(parentCode, context),
};

const Industry = {
  __resolveReference: ({ code, edition }: IndustryRow, context: Context) => industryOf(`${code}@${edition}`, context),
  parent: ({ parentId }: IndustryRow, _: unknown, context: Context) => industryOf(parentId, context),
};

/** Rows put to the schema; a field that is not named here is the row's property of that name. */
export const resolvers = {
  Query,
  Worker,
  EmploymentContract,
  Employer,
  Vacancy,
  JobSeeker,
  UnemploymentClaim,
  Occupation,
  Industry,
  Person,
  AdministrativeUnit,
  OccupationBalance,
  LabourStatistic,
  JobMarketStatistic,
};
