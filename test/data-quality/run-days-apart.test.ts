import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import { type QualityOptions, runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { changeRecords } from './random-changes.ts';
import { standing } from './standing.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('days_apart');
});
afterAll(() => databases?.stop());

const run = (options: Partial<QualityOptions>) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules,
    law: lawTables(),
    asOf: '2026-10-31',
    ...options,
  });

/** What stands is what a run of everything leaves. */
async function expectWhole(asOf: string): Promise<void> {
  const stood = await standing(databases.quality);
  await run({ asOf, full: true });
  expect(await standing(databases.quality)).toEqual(stood);
}

test('rules that were judged last on different days, over the same records, are counted each from its own day', async () => {
  await run({});
  // As when the database of the labour register was down the night before.
  const some = rules.filter(({ reads }) => !reads.some((table) => table.startsWith('labor'))).map(({ id }) => id);
  expect((await run({ asOf: '2026-11-01', only: { rules: some } })).rules).toHaveLength(some.length);
  await changeRecords(databases, 1);
  const { rules: judged } = await run({ asOf: '2026-11-02' });
  expect(judged.filter(({ state }) => state === 'FAILED')).toEqual([]);
  await expectWhole('2026-11-02');
});

test.each(['2025-06-15', '2027-10-30'])(
  'what a run of some owners as of %s has left is judged again by the next run, also where that is as of the day of the one before',
  async (day) => {
    await run({});
    const owners = await databases.owner('officials')<{ id: string }[]>`select distinct owner_id as id from officials`;
    await run({ asOf: day, only: { owners: owners.map(({ id }) => id) } });
    await run({});
    await expectWhole('2026-10-31');
  },
);

test('a newest month that is taken back is another one for everybody, whenever it was staged', async () => {
  const insured = databases.owner('social-security');
  const [one] =
    await insured`select id from insured_persons where last_contribution_month = '2026-10-01' order by id limit 1`;
  // Paid ahead: no month yet on the day on which it is read, but on the next.
  await insured`update insured_persons set last_contribution_month = '2027-03-01' where id = ${one?.id as string}`;
  await run({});
  await run({ asOf: '2027-03-20' });
  await insured`update insured_persons set last_contribution_month = '2026-10-01' where id = ${one?.id as string}`;
  await run({ asOf: '2027-03-20' });
  await expectWhole('2027-03-20');
});

test('a date after which the calendar of PostgreSQL has no other turns nothing, and no rule fails for it', async () => {
  await databases.owner('officials')`
    update officials set left_on = '5874897-12-31' where id = (select id from officials order by id limit 1)`;
  await run({});
  const { rules: judged } = await run({ asOf: '2026-11-03' });
  expect(judged.filter(({ state }) => state === 'FAILED')).toEqual([]);
  await expectWhole('2026-11-03');
});
