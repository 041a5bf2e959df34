import type { Caller } from '../../../schema/caller.ts';
import type { Statistics } from './callers.ts';

/** A statistic of the API: what it can be grouped by, and what it tells of people. */
export type Statistic = {
  subgraph: string;
  field: string;
  /** The input type of its filter. */
  filter: string;
  /** Value of the group enum -> how its key is selected. */
  keys: Record<string, string>;
  counts: string[];
  means?: string[];
  totals?: { total: string; mean: string }[];
  /** Grouped by these there are more groups than are answered: asked of one province alone. */
  many: string[];
  /** Figures that name no one: a group that has one is there whatever its people. */
  open?: string;
};

export const statistics: Statistic[] = [
  {
    subgraph: 'officials',
    field: 'officialStatistics',
    filter: 'OfficialFilter',
    keys: {
      CATEGORY: 'category',
      STATUS: 'status',
      SEX: 'sex',
      AGE_BAND: 'ageBand',
      EDUCATION: 'education',
      OWNER: 'owner{id}',
      PROVINCE: 'province{id}',
      UNIT: 'unit{id}',
      PROVINCE_TODAY: 'provinceToday{id}',
      UNIT_TODAY: 'unitToday{id}',
      AGENCY: 'agency{id}',
      RANK: 'rankCode',
      JOB_POSITION: 'jobPosition{code}',
      POSITION_GROUP: 'positionGroup',
      CITIZEN_MATCH: 'citizenMatch',
      HIRED_MONTH: 'hiredMonth',
      LEFT_MONTH: 'leftMonth',
      RETIREMENT_YEAR: 'retirementYear',
    },
    counts: ['count', 'matchedCount', 'staleCount'],
    means: ['meanCoefficient'],
    many: ['UNIT', 'UNIT_TODAY', 'AGENCY', 'HIRED_MONTH'],
  },
  {
    subgraph: 'labor-employment',
    field: 'labourStatistics',
    filter: 'WorkerFilter',
    keys: {
      STATUS: 'status',
      SEX: 'sex',
      AGE_BAND: 'ageBand',
      EDUCATION: 'education',
      PROVINCE: 'province{id}',
      UNIT: 'unit{id}',
      PROVINCE_TODAY: 'provinceToday{id}',
      UNIT_TODAY: 'unitToday{id}',
      OCCUPATION: 'occupation{code}',
      OCCUPATION_MAJOR_GROUP: 'occupationMajorGroup{code}',
      INDUSTRY: 'industry{code edition}',
      CONTRACT_KIND: 'contractKind',
      JOB_STARTED_MONTH: 'jobStartedMonth',
      REGISTERED_MONTH: 'registeredMonth',
    },
    counts: ['count', 'employed', 'unemployed', 'inactive'],
    means: ['meanMonthlySalary'],
    many: ['UNIT', 'UNIT_TODAY'],
  },
  {
    subgraph: 'labor-employment',
    field: 'jobMarketStatistics',
    filter: 'JobMarketFilter',
    keys: {
      PROVINCE: 'province{id}',
      UNIT: 'unit{id}',
      PROVINCE_TODAY: 'provinceToday{id}',
      UNIT_TODAY: 'unitToday{id}',
      OCCUPATION: 'occupation{code}',
      OCCUPATION_MAJOR_GROUP: 'occupationMajorGroup{code}',
    },
    counts: ['seekers'],
    many: ['UNIT', 'UNIT_TODAY'],
    open: 'openings',
  },
  {
    subgraph: 'social-security',
    field: 'socialSecurityStatistics',
    filter: 'InsuredPersonFilter',
    keys: {
      SCHEME: 'scheme',
      CATEGORY: 'category',
      STATUS: 'status',
      SEX: 'sex',
      AGE_BAND: 'ageBand',
      PROVINCE: 'province{id}',
      UNIT: 'unit{id}',
      PROVINCE_TODAY: 'provinceToday{id}',
      UNIT_TODAY: 'unitToday{id}',
      AGENCY: 'agency{id}',
      EMPLOYER: 'employer{taxCode}',
      LAST_CONTRIBUTION_MONTH: 'lastContributionMonth',
      JOINED_YEAR: 'joinedYear',
    },
    counts: ['count', 'personCount'],
    means: ['meanInsuredBase', 'meanContributionMonths'],
    totals: [{ total: 'totalInsuredBase', mean: 'meanInsuredBase' }],
    many: ['UNIT', 'UNIT_TODAY', 'AGENCY', 'EMPLOYER'],
  },
  {
    subgraph: 'social-security',
    field: 'benefitStatistics',
    filter: 'BenefitFilter',
    keys: {
      KIND: 'kind',
      FIRST_MONTH: 'firstMonth',
      PROVINCE: 'province{id}',
      UNIT: 'unit{id}',
      PROVINCE_TODAY: 'provinceToday{id}',
      UNIT_TODAY: 'unitToday{id}',
    },
    counts: ['count', 'personCount'],
    means: ['meanMonthlyAmount'],
    totals: [{ total: 'totalMonthlyAmount', mean: 'meanMonthlyAmount' }],
    many: ['UNIT', 'UNIT_TODAY'],
  },
  {
    subgraph: 'social-security',
    field: 'povertyStatistics',
    filter: 'PoorHouseholdFilter',
    keys: {
      STATUS: 'status',
      STANDARD: 'standard{id}',
      PROVINCE: 'province{id}',
      UNIT: 'unit{id}',
      PROVINCE_TODAY: 'provinceToday{id}',
      UNIT_TODAY: 'unitToday{id}',
      RECOGNISED_MONTH: 'recognisedMonth',
    },
    counts: ['count', 'memberCount'],
    many: ['UNIT', 'UNIT_TODAY'],
  },
];

/** Every way to group by nothing and by one key, and every second way to group by two: each key meets half of the others. */
export function groupings({ keys }: Statistic): string[][] {
  const names = Object.keys(keys);
  const pairs = names.flatMap((first, at) =>
    names.slice(at + 1).flatMap((second, distance) => ((at + distance) % 2 === 0 ? [[first, second]] : [])),
  );
  return [[], ...names.map((name) => [name]), ...pairs];
}

// biome-ignore lint/suspicious/noExplicitAny: a row holds whatever the statistic tells
export type Group = { key: string; row: any };

/** Hồ Chí Minh City, with the most records. */
export const oneProvince = ['79@2025-07-01'];

/** Asks for a statistic: its groups in order, each with its keys as text; null above 1,000 groups. */
export async function groupsOf(
  { ask }: Statistics,
  { field, filter: filterType, keys, counts, means = [], totals = [], open = '', many }: Statistic,
  caller: Caller,
  groupBy: string[],
  filter: Record<string, unknown> = {},
): Promise<Group[] | null> {
  const figures = [...counts, ...means, ...totals.map(({ total }) => total), open];
  const keyFields = groupBy.map((group) => keys[group] ?? '');
  const { data, errors } = await ask(
    caller,
    `query($filter: ${filterType}) {
      ${field}(groupBy: [${groupBy}], filter: $filter) { ${[...keyFields, ...figures].join(' ')} }
    }`,
    { filter: groupBy.some((group) => many.includes(group)) ? { provinceIds: oneProvince, ...filter } : filter },
  );
  if (errors?.[0]?.message.includes('at most')) return null;
  if (errors) throw new Error(errors[0]?.message);
  const names = keyFields.map((selected) => selected.replace(/\{.*/, ''));
  const rows = data[field] as Group['row'][];
  return rows.map((row) => ({ key: JSON.stringify(names.map((name) => row[name])), row }));
}
