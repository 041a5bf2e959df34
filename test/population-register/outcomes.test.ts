import { afterAll, expect, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { expected, match, peopleOf, registerOf, stored } from './matching.ts';

const size = 3000;
const people = peopleOf(size);
const { urls, stop } = await ownDatabase('officials', 'match_outcomes', size);
const sql = ownerConnection(urls);
const register = await registerOf(people);
afterAll(async () => {
  await register.stop();
  await sql.end();
  await stop();
});

const summaries = () => sql`select id, citizen_match, citizen_matched_at from officials order by id`;
const lastChecked = async () => {
  const [row] = await sql<{ at: string }[]>`select max(checked_at)::text as at from citizen_matches`;
  return row?.at as string;
};

test('every outcome is found, exactly where the generator says, over real HTTP', async () => {
  const before = await summaries();
  const report = await match(urls, register.url);
  const wanted = expected(people);
  expect(await stored(sql)).toEqual(wanted);
  const counts = Object.groupBy([...wanted.values()] as { outcome: string }[], ({ outcome }) => outcome);
  expect(report).toEqual({
    resumed: false,
    outcomes: Object.fromEntries(Object.entries(counts).map(([outcome, rows]) => [outcome, rows?.length])),
    changed: 0,
    failed: {},
    gaveUp: false,
  });
  expect(Object.keys(counts)).toHaveLength(5);
  // The generator's summaries were right, so no record was written.
  expect(await summaries()).toEqual(before);

  const again = await match(urls, register.url);
  expect(Object.values(again.outcomes)).toEqual([0, 0, 0, 0, 0]);
});

test('a record that has changed is compared again, alone, and its summary follows', async () => {
  const [row] = await sql<{ id: string; full_name: string; birth_date: string }[]>`
    select id, full_name, birth_date::text from officials join citizen_matches on official_id = id
    where outcome = 'MATCHED' and full_name like '% %' order by id limit 1`;
  if (!row) throw new Error('nobody is matched');
  const look = async () =>
    (
      await sql`select outcome, mismatched_fields, citizen_match, citizen_matched_at > now() - interval '1 hour' as lately
        from officials join citizen_matches on official_id = id where id = ${row.id}`
    )[0];
  await sql`update officials set full_name = ${`${row.full_name} Khác`}, birth_date = birth_date + 1 where id = ${row.id}`;
  expect((await match(urls, register.url)).outcomes).toMatchObject({ MISMATCH: 1, MATCHED: 0, NOT_FOUND: 0 });
  expect(await look()).toEqual({
    outcome: 'MISMATCH',
    mismatched_fields: ['FULL_NAME', 'BIRTH_DATE'],
    citizen_match: 'NOT_MATCHED',
    lately: true,
  });
  await sql`update officials set full_name = ${row.full_name.toUpperCase().normalize('NFD')}, birth_date = ${row.birth_date} where id = ${row.id}`;
  expect((await match(urls, register.url)).outcomes).toMatchObject({ MATCHED: 1, MISMATCH: 0 });
  expect(await look()).toMatchObject({ outcome: 'MATCHED', mismatched_fields: [], citizen_match: 'MATCHED' });
});

test('a number that is none is not asked, and not found', async () => {
  const [row] = await sql`select id, personal_number from officials order by id limit 1`;
  await sql`update officials set personal_number = '12' where id = ${row?.id}`;
  expect((await match(urls, register.url)).outcomes).toMatchObject({ NOT_FOUND: 1 });
  await sql`update officials set personal_number = ${row?.personal_number} where id = ${row?.id}`;
  await match(urls, register.url);
});

test('who says DECEASED agrees with a register that says so too', async () => {
  const [row] = await sql`select id from officials join citizen_matches on official_id = id
    where outcome = 'DECEASED' and status <> 'DECEASED' order by id limit 1`;
  const match_ = async () => (await sql`select citizen_match from officials where id = ${row?.id}`)[0]?.citizen_match;
  expect(await match_()).toBe('NOT_MATCHED');
  await sql`update officials set status = 'DECEASED' where id = ${row?.id}`;
  expect((await match(urls, register.url)).outcomes).toMatchObject({ DECEASED: 1 });
  expect(await match_()).toBe('MATCHED');
});

test('a check counts for 30 days, to a date, or not at all', async () => {
  const total = (await sql`select count(*)::integer as n from officials`)[0]?.n;
  const checked = async (recheck: object) =>
    Object.values((await match(urls, register.url, { recheck })).outcomes).reduce((sum, count) => sum + count, 0);
  await sql`update citizen_matches set checked_at = now() - interval '31 days' where official_id in (select id from officials order by id limit 7)`;
  expect(await checked({})).toBe(7);
  await sql`update citizen_matches set checked_at = '2026-01-05' where official_id in (select id from officials order by id limit 5)`;
  expect(await checked({ since: '2026-01-05' })).toBe(0);
  expect(await checked({ since: '2026-01-06' })).toBe(5);
  const before = await lastChecked();
  expect(await checked({ all: true })).toBe(total);
  expect((await sql`select count(*)::integer as n from citizen_matches where checked_at <= ${before}`)[0]?.n).toBe(0);
  expect(await checked({ all: true })).toBe(total);
});

test('a record that is removed while its batch is out does no harm', async () => {
  const { citizen } = people;
  let removed: string | undefined;
  const removing = await registerOf({
    ...people,
    citizen: (number) => {
      if (removed === undefined) removed = number;
      return citizen(number);
    },
  });
  // Removed by the time that the answer is stored: the first batch's answer waits for it.
  const [row] = await sql`select id from officials order by id limit 1`;
  const lock = sql.begin(async (tx) => {
    await tx`delete from officials where id = ${row?.id}`;
    await expect.poll(() => removed).toBeDefined();
  });
  const report = await match(urls, removing.url, { recheck: { all: true } });
  await lock;
  await removing.stop();
  expect(report.failed).toEqual({});
  expect(await sql`select from citizen_matches where official_id = ${row?.id}`).toHaveLength(0);
  expect((await match(urls, register.url)).outcomes).toMatchObject({ MATCHED: 0, NOT_FOUND: 0 });
});
