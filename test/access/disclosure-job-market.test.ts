import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../schema/caller.ts';
import { outsiders, provincial, type Statistics, startStatistics } from './disclosure/callers.ts';

let labour: Statistics;
beforeAll(async () => {
  labour = await startStatistics('labor-employment');
});
afterAll(() => labour?.stop());

const keys: Record<string, string> = {
  OCCUPATION: 'key: occupation { code }',
  OCCUPATION_MAJOR_GROUP: 'key: occupationMajorGroup { code }',
};

type Share = 'ofAll' | 'ofOpenings' | 'within';
type Row = { key: { code: string } | null; openings: number; seekers: number | null } & Record<Share, number | null>;

const keyOf = ({ key }: Row) => key?.code;

async function ask(caller: Caller, groupBy: string, fields: string, filter = {}) {
  const query = `query($filter: JobMarketFilter) { jobMarketStatistics(groupBy: [${groupBy}], filter: $filter) { ${fields} openings seekers } }`;
  const { data, errors } = await labour.ask(caller, query, { filter });
  return { rows: (data?.jobMarketStatistics ?? []) as Row[], refused: errors?.[0]?.extensions.code };
}

const part = (of: number | null, whole: number | null | undefined) =>
  of === null || !whole ? null : Number((of / whole).toFixed(4));

test.each(Object.entries({ ...outsiders, 'a provincial officer': provincial }))(
  '%s is told shares of the numbers told, and of no others',
  async (_, caller) => {
    const all = (await ask(caller, '', '')).rows[0];
    const seen = { told: 0, withheld: 0 };
    for (const group of ['OCCUPATION', 'OCCUPATION_MAJOR_GROUP']) {
      const wider = await ask(caller, group, `${keys[group]}`);
      const wholes = new Map(wider.rows.map((row) => [keyOf(row), row.seekers]));
      const { rows } = await ask(
        caller,
        `${group}, PROVINCE`,
        `${keys[group]} ofAll: share(measure: SEEKERS) ofOpenings: share within: share(measure: SEEKERS, of: [${group}])`,
      );
      const lone = await ask(
        caller,
        group,
        `${keys[group]} ofAll: share(measure: SEEKERS) within: share(measure: SEEKERS, of: [${group}])`,
      );
      for (const row of [...rows, ...lone.rows]) {
        expect(row.ofAll).toBe(part(row.seekers, all?.seekers));
        expect(row.within).toBe(part(row.seekers, wholes.get(keyOf(row))));
        if (row.seekers === null) seen.withheld += 1;
        else if (row.ofAll !== null) seen.told += 1;
      }
      for (const row of rows) expect(row.ofOpenings).toBe(part(row.openings, all?.openings));
    }
    expect(seen.told).toBeGreaterThan(0);
    expect(seen.withheld).toBeGreaterThan(10);
  },
);

test('a whole that may not be asked for is refused as the whole of a share too', async () => {
  const units = await labour.sql<{ id: string }[]>`
    select unit_id as id from vacancies where status = 'OPEN' and closes_on is null or closes_on > now() group by 1 order by 1 limit 2`;
  const filter = { unitIds: units.map(({ id }) => id) };
  expect((await ask(provincial, '', '', filter)).refused).toBe('BAD_USER_INPUT');
  const { rows, refused } = await ask(provincial, 'UNIT', 'share', filter);
  expect(rows.length).toBeGreaterThan(0);
  expect(refused).toBe('BAD_USER_INPUT');
  expect((await ask(provincial, 'UNIT', 'share(of: [PROVINCE])')).refused).toBe('BAD_USER_INPUT');
});
