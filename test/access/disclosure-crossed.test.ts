import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditor, type Statistics, startStatistics } from './disclosure/callers.ts';
import { type Cell, conclude } from './disclosure/crossed.ts';
import { groupsOf, oneProvince, type Statistic, statistics } from './disclosure/groups.ts';

const running = new Map<string, Statistics>();
beforeAll(async () => {
  for (const { subgraph } of statistics)
    if (!running.has(subgraph)) running.set(subgraph, await startStatistics(subgraph));
});
afterAll(async () => {
  for (const one of running.values()) await one.stop();
});

// Sex has two parts, so what is told of one narrows the other most; the others are crossed with it and with each other.
const crossed: Record<string, string[][]> = {
  officialStatistics: [
    ['PROVINCE_TODAY', 'SEX', 'AGE_BAND'],
    ['PROVINCE_TODAY', 'PROVINCE', 'UNIT_TODAY', 'UNIT', 'SEX'],
    ['AGE_BAND', 'SEX', 'EDUCATION', 'CATEGORY', 'STATUS'],
    ['HIRED_MONTH', 'SEX', 'CATEGORY'],
    ['UNIT', 'SEX', 'STATUS'],
    ['AGENCY', 'SEX', 'LEFT_MONTH'],
  ],
  labourStatistics: [
    ['PROVINCE_TODAY', 'SEX', 'STATUS', 'EDUCATION'],
    ['AGE_BAND', 'SEX', 'EDUCATION', 'STATUS'],
    ['UNIT_TODAY', 'UNIT', 'SEX', 'STATUS'],
    ['JOB_STARTED_MONTH', 'CONTRACT_KIND', 'SEX'],
  ],
  socialSecurityStatistics: [
    ['PROVINCE_TODAY', 'SEX', 'AGE_BAND'],
    ['UNIT_TODAY', 'UNIT', 'SEX', 'SCHEME'],
    ['CATEGORY', 'SEX', 'STATUS', 'AGE_BAND'],
  ],
  benefitStatistics: [
    ['PROVINCE_TODAY', 'KIND', 'FIRST_MONTH'],
    ['UNIT_TODAY', 'UNIT', 'KIND'],
  ],
  povertyStatistics: [
    ['PROVINCE_TODAY', 'STATUS', 'RECOGNISED_MONTH'],
    ['UNIT_TODAY', 'UNIT', 'STATUS'],
  ],
};

async function cellsOf(statistic: Statistic, groupBy: string[]): Promise<Cell[]> {
  const one = running.get(statistic.subgraph) as Statistics;
  const groups =
    (await groupsOf(one, statistic, auditor, groupBy)) ??
    (await groupsOf(one, statistic, auditor, groupBy, { provinceIds: oneProvince })) ??
    [];
  return groups.map(({ key, row }) => ({
    keys: (JSON.parse(key) as unknown[]).map((value) => JSON.stringify(value)),
    count: row.count as number,
  }));
}

test.each(Object.entries(crossed).flatMap(([field, ways]) => ways.map((groupBy) => ({ field, groupBy }))))(
  '$field by $groupBy: no number of few people follows from all tables together',
  async ({ field, groupBy }) => {
    const statistic = statistics.find((candidate) => candidate.field === field) as Statistic;
    const { few, found } = conclude(await cellsOf(statistic, groupBy));
    expect(found).toEqual([]);
    expect(few).toBeGreaterThan(0);
  },
);

test('one follows where a whole row and a column beside it stand at the ends of what is told alike', () => {
  // 25 is told as 20 and each 6 as 10, so the fifth of the row is 1 at most; 6 is told as 10 and 5 not at all, so it is 1 at least.
  const row = [6, 6, 6, 6, 1].map((count, at) => ({ keys: ['row', `column ${at}`], count }));
  const beside = { keys: ['another row', 'column 4'], count: 5 };
  expect(conclude([...row, beside]).found).toContainEqual({ keys: 'row | column 4', count: 1 });
  // Any of these numbers one away from its end, and nothing follows.
  for (const [at, count] of [
    [0, 7],
    [3, 5],
    [4, 2],
  ] as const)
    expect(conclude([...row.map((cell, n) => (n === at ? { ...cell, count } : cell)), beside]).found).toEqual([]);
});
