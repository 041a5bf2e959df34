import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../schema/caller.ts';
import { auditor, outsiders, provincial, type Statistics, startStatistics } from './disclosure/callers.ts';
import { fewEnough } from './disclosure/entities.ts';
import { expectedOf } from './disclosure/published.ts';

let officials: Statistics;
beforeAll(async () => {
  officials = await startStatistics('officials');
});
afterAll(() => officials?.stop());

const keys = {
  SEX: 'sex',
  AGE_BAND: 'ageBand',
  OWNER: 'owner{id}',
  PROVINCE_TODAY: 'provinceToday{id}',
  UNIT_TODAY: 'unitToday{id} unitSplit',
};
type Group = keyof typeof keys;
type Row = { count: number | null; comparedCount: number | null; change: number | null; share: number | null };
type Asked = { month?: string | null; comparedWith?: string | null; filter?: object };

async function ask(caller: Caller, groupBy: Group[], { filter, ...months }: Asked) {
  const { data, errors } = await officials.ask(
    caller,
    `query($filter: ServiceFilter, $month: YearMonth, $comparedWith: YearMonth) {
      serviceStatistics(groupBy: [${groupBy}], filter: $filter, month: $month, comparedWith: $comparedWith) {
        ${groupBy.map((group) => keys[group]).join(' ')} count comparedCount change share } }`,
    { filter, ...months },
  );
  const rows = (data?.serviceStatistics ?? []) as Row[];
  const keyed = rows.map(({ count, comparedCount, change, share, ...key }): [string, Row] => [
    JSON.stringify(key),
    { count, comparedCount, change, share },
  ]);
  return { groups: new Map(keyed), refused: errors?.[0]?.extensions.code };
}

const quarters = { month: '2026-06', comparedWith: '2025-06' };
const inOneProvince = { provinceToday: '79@2025-07-01' };
const ways: { groupBy: Group[]; filter?: object }[] = [
  { groupBy: [] },
  { groupBy: ['SEX', 'AGE_BAND'] },
  { groupBy: ['OWNER'] },
  { groupBy: ['PROVINCE_TODAY', 'SEX'] },
  { groupBy: ['UNIT_TODAY'], filter: inOneProvince },
];

test('a month that is null is one that is not given', async () => {
  for (const caller of [auditor, ...Object.values(outsiders)]) {
    const given = await ask(caller, ['SEX'], {});
    expect(given.groups.size).toBeGreaterThan(0);
    expect(await ask(caller, ['SEX'], { month: null, comparedWith: null })).toEqual(given);
  }
});

test.each(Object.entries(outsiders))('%s is told of each month what the rule makes of it alone', async (_, caller) => {
  let hidden = 0;
  for (const { groupBy, filter } of ways) {
    const asked = filter ? { ...quarters, filter } : quarters;
    const exact = await ask(auditor, groupBy, asked);
    const { groups } = await ask(caller, groupBy, asked);
    const alone = await ask(caller, groupBy, { ...asked, month: quarters.comparedWith });
    for (const [key, row] of exact.groups) {
      const told = groups.get(key);
      for (const name of ['count', 'comparedCount'] as const) {
        if (told?.[name] != null) expect(told[name], key).toBe(expectedOf(row[name] as number));
        else expect(row[name], key).toBeLessThanOrEqual(fewEnough);
      }
      hidden += told?.count == null || told.comparedCount == null ? 1 : 0;
      expect(told?.comparedCount ?? null).toBe(alone.groups.get(key)?.count ?? null);
      if (told?.count != null && told.comparedCount != null) expect(told.change).toBe(told.count - told.comparedCount);
      else expect(told?.change ?? null).toBeNull();
    }
    expect([...groups.keys()].filter((key) => !exact.groups.has(key))).toEqual([]);
  }
  expect(hidden).toBeGreaterThan(10);
});

test('whoever is not told all exactly asks for ends of quarters, and only months that records can tell of are answered', async () => {
  for (const caller of [...Object.values(outsiders), provincial])
    for (const name of ['month', 'comparedWith'])
      expect((await ask(caller, [], { ...quarters, [name]: '2026-05' })).refused).toBe('BAD_USER_INPUT');
  expect((await ask(auditor, [], { ...quarters, month: '2026-05' })).refused).toBeUndefined();
  for (const month of ['2025-05', '1990-12', '2199-12'])
    expect((await ask(auditor, [], { month })).refused).toBe('BAD_USER_INPUT');
});

test('a provincial officer is told those recorded in the province now exactly, wherever they served, and the others by the rule', async () => {
  const rows = await officials.sql<{ today: string | null; own: number; others: number }[]>`
    select u.province_today as today, count(*) filter (where own)::int as own, count(*) filter (where not own)::int as others
    from (select province_id in (select unit_id from unit_reach where code = '79') is true as own, (
        select unit_id from appointments a where a.official_id = o.id and effective_from <= '2025-06-30'
          and action not in ('SECONDMENT', 'EXIT', 'RETIREMENT') order by effective_from desc, ordinal desc limit 1) as unit_id
      from officials o where hired_on <= '2025-06-30' and (left_on > '2025-06-30' or left_on is null and status in ('ACTIVE', 'SECONDED'))) as o
    left join unit_provinces u using (unit_id) group by 1`;
  const { groups } = await ask(provincial, ['PROVINCE_TODAY'], { month: '2025-06' });
  for (const { today, own, others } of rows) {
    const told = groups.get(JSON.stringify({ provinceToday: today && { id: today } }))?.count ?? 0;
    const expected = own + (expectedOf(others) ?? 0);
    expect(others <= fewEnough ? [own, expected] : [expected], `${today}: ${own} and ${others}`).toContain(told);
  }
  expect(rows.filter(({ own }) => own > 0).length).toBeGreaterThan(0);
});

test('several units together are refused, also as the whole of a share', async () => {
  const filter = { unitIds: ['26740@2025-07-01', '26743@2025-07-01'] };
  expect((await ask(provincial, [], { filter })).refused).toBe('BAD_USER_INPUT');
  const { data, errors } = await officials.ask(
    provincial,
    `query($filter: ServiceFilter) { serviceStatistics(groupBy: [UNIT], filter: $filter) { count share } }`,
    { filter },
  );
  expect(data.serviceStatistics.length).toBeGreaterThan(0);
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(data.serviceStatistics.map(() => 'BAD_USER_INPUT'));
});
