import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type Caller } from '../../schema/caller.ts';
import { auditor, type Statistics, startStatistics } from './disclosure/callers.ts';
import { type Group, groupings, groupsOf, oneProvince, type Statistic, statistics } from './disclosure/groups.ts';
import { boundsOf, possible } from './disclosure/published.ts';

const running = new Map<string, Statistics>();
beforeAll(async () => {
  for (const { subgraph } of statistics)
    if (!running.has(subgraph)) running.set(subgraph, await startStatistics(subgraph));
});
afterAll(async () => {
  for (const one of running.values()) await one.stop();
});

const of = ({ subgraph }: Statistic) => running.get(subgraph) as Statistics;
const ofPeople = statistics.filter(({ open }) => open === undefined);

/** What is told of the people of a filter. */
async function totalOf(statistic: Statistic, caller: Caller, filter: object): Promise<number | null> {
  const groups = await groupsOf(of(statistic), statistic, caller, [], filter as Record<string, unknown>);
  return groups?.[0]?.row.count ?? null;
}

describe.each(ofPeople)('$field', (statistic) => {
  const withFirst = groupings(statistic).filter((groupBy) => groupBy.length > 0);

  test('a group is not got back from a total and all its other groups, by who knows which groups there are', async () => {
    let hidden = 0;
    for (const groupBy of withFirst) {
      const outer = groupBy.slice(0, -1);
      const narrowed = groupBy.some((group) => statistic.many.includes(group)) ? { provinceIds: oneProvince } : {};
      const exact = await groupsOf(of(statistic), statistic, auditor, groupBy, narrowed);
      if (!exact) continue;
      const told = await groupsOf(of(statistic), statistic, anonymous, groupBy, narrowed);
      const totals = await groupsOf(of(statistic), statistic, anonymous, outer, narrowed);
      const shown = (groups: Group[] | null) => new Map(groups?.map(({ key, row }) => [key, row.count as number]));
      const [countOf, totalOf] = [shown(told), shown(totals)];
      const outerKey = ({ key }: Group) => JSON.stringify(JSON.parse(key).slice(0, outer.length));
      for (const [key, parts] of Map.groupBy(exact, outerKey)) {
        const known = parts.map((part) => boundsOf(countOf.get(part.key) ?? null));
        const guesses = possible(boundsOf(totalOf.get(key) ?? null), known);
        for (const [n, { row }] of parts.entries())
          if (!countOf.has(parts[n]?.key ?? '')) {
            hidden += 1;
            const guess = guesses[n] as { least: number; most: number };
            const got = guess.least === guess.most && guess.least === row.count;
            expect(got, `${groupBy} ${parts[n]?.key}: ${row.count}`).toBe(false);
          }
      }
    }
    expect(hidden).toBeGreaterThan(50);
  });
});

test('what a filter leaves out is not got back by asking with it and without it', async () => {
  const [officials] = statistics as [Statistic];
  const filters = [{ sex: 'MALE' }, { category: ['VIEN_CHUC'] }, { status: ['ACTIVE'] }, { inCommune: true }];
  const units = ((await groupsOf(of(officials), officials, auditor, ['UNIT'])) ?? []).slice(0, 40);
  let few = 0;
  for (const { key } of units)
    for (const filter of filters) {
      const unitIds = [JSON.parse(key)[0].id];
      const [all, some] = await Promise.all([
        totalOf(officials, auditor, { unitIds }),
        totalOf(officials, auditor, { unitIds, ...filter }),
      ]);
      const left = (all as number) - (some as number);
      if (left < 1 || left > 4) continue;
      few += 1;
      const [wide, narrow] = [
        boundsOf(await totalOf(officials, anonymous, { unitIds })),
        boundsOf(await totalOf(officials, anonymous, { unitIds, ...filter })),
      ];
      const [least, most] = [Math.max(0, wide.least - narrow.most), wide.most - narrow.least];
      expect(most - least, `${key} ${JSON.stringify(filter)}`).toBeGreaterThan(0);
    }
  expect(few).toBeGreaterThan(10);
});
