import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../schema/caller.ts';
import { auditor, outsiders, provincial, type Statistics, startStatistics } from './disclosure/callers.ts';
import { agencies, entitiesOf, fewEnough, idsOf } from './disclosure/entities.ts';
import { expectedOf } from './disclosure/published.ts';

const running = new Map<string, Statistics>();
beforeAll(async () => {
  for (const name of ['officials', 'labor-employment']) running.set(name, await startStatistics(name));
});
afterAll(async () => {
  for (const one of running.values()) await one.stop();
});

const provinces = ['79@2025-07-01', '74@start', '01@start'];

test('ratings of an agency are told by the rule, and years with few ratings are left out', async () => {
  const one = running.get('officials') as Statistics;
  const grades = ['rated', 'excellent', 'good', 'completed', 'notCompleted'];
  const entity = {
    subgraph: 'officials',
    type: 'Agency',
    fields: [`ratingSummaries{year ${grades.join(' ')} excellentLimit}`],
    keys: '',
  };
  const ids = await idsOf(one, agencies('officials'));
  type Summary = Record<string, number | null>;
  const summaries = async (caller: Caller) =>
    ((await entitiesOf(one, entity, caller, ids)) as unknown as { ratingSummaries: Summary[] }[]).map(
      (row) => new Map(row.ratingSummaries.map((summary) => [summary.year, summary])),
    );
  const exact = await summaries(auditor);
  const told = await summaries(outsiders['an analyst of the whole country']);
  let [shown, leftOut] = [0, 0];
  for (const [n, years] of exact.entries())
    for (const [year, summary] of years) {
      const published = told[n]?.get(year);
      if (!published) {
        expect(summary.rated).toBeLessThanOrEqual(fewEnough);
        leftOut += 1;
        continue;
      }
      shown += 1;
      expect(published.rated).not.toBeNull();
      for (const grade of grades) {
        if (published[grade] === null) expect(summary[grade]).toBeLessThanOrEqual(fewEnough);
        else expect(published[grade]).toBe(expectedOf(summary[grade] as number));
      }
      expect(published.excellentLimit).toBe(
        published.good === null ? null : Math.floor((published.good as number) / 5),
      );
    }
  expect(shown).toBeGreaterThan(0);
  expect(leftOut).toBeGreaterThan(0);
});

test('job seekers by occupation are told by the rule, and occupations with few of them alone are left out', async () => {
  const one = running.get('labor-employment') as Statistics;
  const query = `query($of: [_Any!]!) { _entities(representations: $of) { ... on AdministrativeUnit {
    jobMarket(occupationLevel: 2) { occupation { code } openings seekers } } } }`;
  type Row = { occupation: { code: string } | null; openings: number; seekers: number | null };
  const of = provinces.map((id) => ({ __typename: 'AdministrativeUnit', id }));
  const balances = async (caller: Caller): Promise<Row[][]> => {
    const { data, errors } = await one.ask(caller, query, { of });
    expect(errors).toBeUndefined();
    return data._entities.map(({ jobMarket }: { jobMarket: Row[] }) => jobMarket);
  };
  const exact = await balances(auditor);
  const told = await balances(outsiders['without a token']);
  expect(exact[0]?.length).toBeGreaterThan(5);
  for (const [n, rows] of exact.entries()) {
    const published = new Map(told[n]?.map((row) => [row.occupation?.code, row]));
    for (const row of rows) {
      const found = published.get(row.occupation?.code);
      if (!found) expect(row.openings).toBe(0);
      else expect(found.openings).toBe(row.openings);
      if (found?.seekers) expect(found.seekers).toBe(expectedOf(row.seekers as number));
      else expect(row.seekers).toBeLessThanOrEqual(fewEnough);
    }
    const order = (told[n] ?? []).map(({ openings, seekers }) => [openings, seekers ?? 0] as const);
    expect(order).toEqual(order.toSorted((a, b) => b[0] - a[0] || b[1] - a[1]));
  }
  const mine = await balances(provincial);
  expect(mine[0]?.map((row) => ({ ...row, seekers: row.seekers ?? 0 }))).toEqual(exact[0]);
});
