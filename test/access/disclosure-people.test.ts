import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '../../schema/caller.ts';
import { publishedCount } from '../../subgraphs/kit/disclosure.ts';
import { isTold, tallyOfPeople, tallyOfRows } from '../../subgraphs/kit/tally.ts';
import { startRegister } from '../labor-employment/running-register.ts';
import { seekersIn } from '../labor-employment/small-register.ts';
import { type Statistics, startStatistics } from './disclosure/callers.ts';

let running: Statistics;
beforeAll(async () => {
  running = await startStatistics('officials');
});
afterAll(() => running?.stop());

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** People with some records each: what is counted, as told to one who may see those of the first `own` people. */
async function tell(people: number, recordsEach: number, own = 0) {
  const persons = Array.from({ length: people * recordsEach }, (_, n) => uuid(n % people));
  const counted = { person: sql`person` };
  const exact = sql`person < ${uuid(own)}::uuid`;
  const [row] = await drizzle(running.sql)
    .select({
      rows: tallyOfRows(exact, counted),
      people: tallyOfPeople(exact, counted),
      told: sql<boolean>`${isTold(exact, counted)}`,
    })
    .from(sql`unnest(${sql.param(persons)}::uuid[]) as person`);
  if (!row) throw new Error('no row');
  expect(row.told).toBe(publishedCount(row.rows) !== null);
  return { rows: publishedCount(row.rows), people: publishedCount(row.people) };
}

test('few people with many records are not told', async () => {
  for (const people of [1, 2, 4, 5]) expect(await tell(people, 12)).toEqual({ rows: null, people: null });
});

test('enough people are told, by their records and by their number', async () => {
  expect(await tell(14, 1)).toEqual({ rows: 10, people: 10 });
  expect(await tell(20, 3)).toEqual({ rows: 60, people: 20 });
  expect(await tell(5_000, 2)).toEqual({ rows: 10_000, people: 5_000 });
});

test('records within reach are told exactly beside few others of many records', async () => {
  expect(await tell(8, 4, 5)).toEqual({ rows: 20, people: 5 });
  expect(await tell(25, 2, 5)).toEqual({ rows: 10 + 40, people: 5 + 20 });
});

test('at most one number of people in ten is withheld by chance, and none above twelve', async () => {
  const told = await Promise.all(Array.from({ length: 54 }, (_, n) => tell(n + 6, 1)));
  const withheld = told.flatMap(({ rows }, n) => (rows === null ? [n + 6] : []));
  expect(withheld.length).toBeLessThanOrEqual(5);
  expect(withheld.filter((people) => people > 12)).toEqual([]);
});

test('how many groups there are is not told either: the limit of groups counts those told', async () => {
  const register = await startRegister(seekersIn(Array.from({ length: 1_001 }, (_, n) => `${10_000 + n}@start`)));
  try {
    const { data, errors } = await register.ask(
      `{ workers: labourStatistics(groupBy: [UNIT]) { count } seekers: jobMarketStatistics(groupBy: [UNIT]) { seekers }
        all: labourStatistics(groupBy: []) { count } }`,
      {},
      anonymous,
    );
    expect(errors).toBeUndefined();
    // The records of all are one person's.
    expect(data).toEqual({ workers: [], seekers: [], all: [{ count: null }] });
  } finally {
    await register.stop();
  }
});
