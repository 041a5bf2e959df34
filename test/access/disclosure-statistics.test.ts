import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditor, ministry, outsiders, provincial, type Statistics, startStatistics } from './disclosure/callers.ts';
import { type Group, groupings, groupsOf, oneProvince, type Statistic, statistics } from './disclosure/groups.ts';
import { expectedOf } from './disclosure/published.ts';

/** Different people are told apart by 64 bits: this many may by chance pass for five, and are withheld. */
const fewEnough = 12;

const running = new Map<string, Statistics>();
beforeAll(async () => {
  for (const { subgraph } of statistics)
    if (!running.has(subgraph)) running.set(subgraph, await startStatistics(subgraph));
});
afterAll(async () => {
  for (const one of running.values()) await one.stop();
});

const of = ({ subgraph }: Statistic) => running.get(subgraph) as Statistics;

type Answers = { groupBy: string[]; exact: Group[] }[];
const known = new Map<Statistic, Promise<Answers>>();

/** The groupings that the auditor gets an answer to, with that answer. */
function exactAnswers(statistic: Statistic): Promise<Answers> {
  const asked = known.get(statistic) ?? askExactly(statistic);
  known.set(statistic, asked);
  return asked;
}

async function askExactly(statistic: Statistic): Promise<Answers> {
  const answers: Answers = [];
  for (const groupBy of groupings(statistic)) {
    const exact = await groupsOf(of(statistic), statistic, auditor, groupBy);
    if (exact) answers.push({ groupBy, exact });
  }
  return answers;
}

/** Fails unless a number is told of so many people as the rule has it. */
function expectTold(told: number | null, exact: number, what: string) {
  if (told === null) expect(exact, what).toBeLessThanOrEqual(fewEnough);
  else expect(told, what).toBe(expectedOf(exact));
}

function expectMeans({ means = [], totals = [] }: Statistic, told: Group['row'], exact: Group['row'], what: string) {
  for (const mean of means) {
    if (told[mean] === null) continue;
    expect(exact.count, what).toBeGreaterThanOrEqual(25);
    expect(told[mean], what).toBe(Number(told[mean].toPrecision(2)));
    expect(Math.abs(told[mean] / exact[mean] - 1), what).toBeLessThan(0.051);
  }
  for (const { total, mean } of totals) {
    expect(told[total] === null, what).toBe(told[mean] === null);
    if (told[total] !== null) expect((told[total] / told[mean]) % 10, what).toBe(0);
  }
}

describe.each(statistics)('$field', (statistic) => {
  test.each(Object.entries(outsiders))('%s is told what the rule makes of the exact numbers', async (_, caller) => {
    const seen = { groups: 0, leftOut: 0, means: 0 };
    const [main = ''] = statistic.counts;
    for (const { groupBy, exact } of await exactAnswers(statistic)) {
      const answered = (await groupsOf(of(statistic), statistic, caller, groupBy)) ?? [];
      const told = new Map(answered.map(({ key, row }) => [key, row]));
      expect(told.size).toBe(answered.length);
      for (const { key, row } of exact) {
        const what = `${groupBy} ${key}`;
        const group = told.get(key);
        if (!group) {
          expect(row[main], what).toBeLessThanOrEqual(fewEnough);
          expect(statistic.open && row[statistic.open], what).toBeFalsy();
          expect(groupBy, what).not.toEqual([]);
          seen.leftOut += 1;
          continue;
        }
        for (const count of statistic.counts) expectTold(group[count], row[count], `${what} ${count}`);
        if (!statistic.open && groupBy.length > 0) expect(group[main], what).not.toBeNull();
        expectMeans(statistic, group, row, what);
        seen.groups += 1;
        seen.means += (statistic.means ?? []).filter((mean) => group[mean] !== null).length;
      }
      const figures = answered.map(({ row }) => [statistic.open ? row[statistic.open] : 0, row[main] ?? 0]);
      expect(figures).toEqual(figures.toSorted((a, b) => b[0] - a[0] || b[1] - a[1]));
    }
    expect(seen.groups).toBeGreaterThan(20);
    expect(seen.leftOut).toBeGreaterThan(statistic.open ? 0 : 20);
    if (statistic.means) expect(seen.means).toBeGreaterThan(0);
  });

  test('a provincial officer is told those of the province exactly, and the others by the rule', async () => {
    const units = await of(statistic).sql`select unit_id from unit_reach where code = '79'`;
    const provinceIds = units.map((row) => row.unit_id as string).filter((id) => id.indexOf('@') === 2);
    const [main = ''] = statistic.counts;
    let mixed = 0;
    for (const { groupBy, exact } of await exactAnswers(statistic)) {
      const narrowed = groupBy.some((group) => statistic.many.includes(group));
      const reach = { provinceIds: narrowed ? oneProvince : provinceIds };
      const rowsOf = (groups: Group[] | null) => new Map(groups?.map(({ key, row }) => [key, row]));
      const own = rowsOf(await groupsOf(of(statistic), statistic, auditor, groupBy, reach));
      const told = rowsOf(await groupsOf(of(statistic), statistic, provincial, groupBy));
      for (const { key, row } of exact)
        for (const count of statistic.counts) {
          const within = own.get(key)?.[count] ?? 0;
          const others = row[count] - within;
          const shown = told.get(key)?.[count] ?? 0;
          const expected = within + (expectedOf(others) ?? 0);
          const othersInGroup = row[main] - (own.get(key)?.[main] ?? 0);
          const few = Math.min(others, othersInGroup) <= fewEnough ? within : expected;
          expect([expected, few], `${groupBy} ${key} ${count}: ${within} and ${others}`).toContain(shown);
          if (count === main && within > 0 && others > 5) mixed += 1;
          if (others === 0 && within > 0 && count === main) expect(told.get(key), `${groupBy} ${key}`).toEqual(row);
        }
    }
    expect(mixed).toBeGreaterThan(0);
  });
});

test('a ministry is told the officials under its agency exactly', async () => {
  const [officials] = statistics as [Statistic];
  const running = of(officials);
  const filter = { underAgencyCode: 'G09' };
  const exact = await groupsOf(running, officials, auditor, ['JOB_POSITION'], filter);
  const told = await groupsOf(running, officials, ministry, ['JOB_POSITION'], filter);
  expect(exact?.some(({ row }) => row.count <= 5)).toBe(true);
  expect(told?.map(({ key, row }) => [key, row.count])).toEqual(exact?.map(({ key, row }) => [key, row.count]));
  const elsewhere = { underAgencyCode: 'G10' };
  const others = await groupsOf(running, officials, ministry, ['JOB_POSITION'], elsewhere);
  expect(others).toEqual(await groupsOf(running, officials, outsiders['without a token'], ['JOB_POSITION'], elsewhere));
});

test('the order of groups told alike is that of their keys, and tells nothing of their true order', async () => {
  const labour = statistics[1] as Statistic;
  const caller = outsiders['without a token'];
  const exact = new Map(
    (await groupsOf(of(labour), labour, auditor, ['UNIT']))?.map(({ key, row }) => [key, row.count]),
  );
  const told = (await groupsOf(of(labour), labour, caller, ['UNIT'])) ?? [];
  const alike = Map.groupBy(told, ({ row }) => row.count as number);
  for (const groups of alike.values())
    expect(groups.map(({ key }) => key)).toEqual(groups.map(({ key }) => key).sort());
  const inTrueOrder = ([...alike.values()] as Group[][]).every((groups) =>
    groups.every(({ key }, at) => at === 0 || (exact.get(groups[at - 1]?.key ?? '') ?? 0) >= (exact.get(key) ?? 0)),
  );
  expect(inTrueOrder).toBe(false);
});
