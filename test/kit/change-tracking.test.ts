import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrateAll } from '../../subgraphs/fill.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';

type Own = Awaited<ReturnType<typeof ownDatabase>>;

/** Each change that an extract can see, by database: SQL that changes records and then names whose they were and are. */
const changes: Record<string, Record<string, { change: string; keys: string }>> = {
  officials: {
    'an official': {
      change: `update officials set coefficient = coefficient where id = (select min(id::text)::uuid from officials)`,
      keys: `select 'PERSON ' || person_id from officials where id = (select min(id::text)::uuid from officials)`,
    },
    ...Object.fromEntries(
      ['appointments', 'citizen_matches', 'disciplines', 'ratings', 'salary_steps'].map((table) => [
        `one of ${table}`,
        {
          change: `delete from ${table} where official_id = (select min(official_id::text)::uuid from ${table})`,
          keys: `select distinct 'PERSON ' || person_id from officials where id = (select min(official_id::text)::uuid from ${table})`,
        },
      ]),
    ),
    'a quota': { change: `update payroll_quotas set year = year`, keys: `select 'REFERENCE payroll_quotas'` },
  },
  'labor-employment': {
    'some workers': {
      change: `update workers set updated_on = updated_on where id in (select id from workers order by id limit 5)`,
      keys: `select 'PERSON ' || person_id from workers where id in (select id from workers order by id limit 5)`,
    },
    'a contract': {
      change: `update employment_contracts set started_on = started_on where id = (select min(id::text)::uuid from employment_contracts)`,
      keys: `select unnest(array['PERSON ' || person_id, 'EMPLOYER ' || employer_tax_code]) from employment_contracts c
        join workers w on w.id = worker_id where c.id = (select min(id::text)::uuid from employment_contracts)`,
    },
    'a claim': {
      change: `delete from unemployment_claims where id = (select min(id::text)::uuid from unemployment_claims)`,
      keys: `select 'PERSON ' || person_id from unemployment_claims where id = (select min(id::text)::uuid from unemployment_claims)`,
    },
    'an employer': {
      change: `update employers set status = 'SUSPENDED' where tax_code = (select min(tax_code) from employers)`,
      keys: `select 'EMPLOYER ' || min(tax_code) from employers`,
    },
  },
  'social-security': {
    'the contributions of an employer': {
      change: `update contribution_months set base = base + 1 where employer_tax_code = (select min(employer_tax_code) from contribution_months)`,
      keys: `select distinct unnest(array['PERSON ' || person_id, 'EMPLOYER ' || c.employer_tax_code]) from contribution_months c
        join insured_persons i on i.id = insured_person_id where c.employer_tax_code = (select min(employer_tax_code) from contribution_months)`,
    },
    'a household, for the members whose key is known': {
      change: `update poor_households set removed_on = recognised_on where id in (select household_id from poor_household_members where person_id is null)`,
      keys: `select distinct 'PERSON ' || person_id from poor_household_members where person_id is not null
        and household_id in (select household_id from poor_household_members where person_id is null)`,
    },
    ...Object.fromEntries(
      ['benefits', 'pensions', 'health_cards', 'social_pensions'].map((table) => [
        `one of ${table}`,
        {
          change: `delete from ${table} where id = (select min(id::text)::uuid from ${table})`,
          keys: `select 'PERSON ' || person_id from ${table} where id = (select min(id::text)::uuid from ${table})`,
        },
      ]),
    ),
    'an insurance number': {
      change: `delete from insurance_numbers where insurance_number = (select min(insurance_number) from insurance_numbers)`,
      keys: `select 'PERSON ' || person_id from insurance_numbers join insured_persons i on i.id = insured_person_id
        where insurance_number = (select min(insurance_number) from insurance_numbers)`,
    },
  },
  'administrative-units': {
    'a unit': {
      change: `update administrative_units set name = name where id = '01@start'`,
      keys: `select 'REFERENCE administrative_units'`,
    },
    'no unit at all': {
      change: `update administrative_units set name = name where false`,
      keys: `select '' where false`,
    },
  },
};

const noted = async (sql: Sql) =>
  (await sql<{ noted: string }[]>`select kind || ' ' || key as noted from changed_records`)
    .map((row) => row.noted)
    .sort();

describe.each(Object.entries(changes))('%s', (name, cases) => {
  let own: Own;
  let sql: Sql;
  beforeAll(async () => {
    own = await ownDatabase(name, `changes_${name.replaceAll('-', '_')}`, 400);
    sql = ownerConnection(own.urls);
    if (name === 'officials')
      await sql`insert into citizen_matches select id, 'MATCHED', '{}', null, now(), '' from officials limit 10`;
  });
  afterAll(async () => {
    await sql?.end();
    await own?.stop();
  });
  beforeEach(async () => {
    await sql`delete from changed_records`;
  });

  test.each(Object.entries(cases))('%s: those concerned are noted, and no others', async (_, { change, keys }) => {
    const rows = await sql.unsafe<Record<string, string>[]>(keys);
    const expected = rows.map((row) => Object.values(row)[0]).sort();
    await sql.unsafe(change);
    expect(await noted(sql)).toEqual(expected);
  });
});

describe('keys', () => {
  let own: Own;
  let sql: Sql;
  beforeAll(async () => {
    own = await ownDatabase('officials', 'changes_keys', 200);
    sql = ownerConnection(own.urls);
  });
  afterAll(async () => {
    await sql?.end();
    await own?.stop();
  });
  beforeEach(async () => {
    await sql`delete from changed_records`;
  });
  const someOfficial = async () => {
    const [found] = await sql<{ id: string; personId: string }[]>`
      select id, person_id as "personId" from officials where exists (select from salary_steps where official_id = id) limit 1`;
    if (!found) throw new Error('no official');
    return found;
  };

  test('who a record was of is noted beside who it is of now', async () => {
    const { id, personId } = await someOfficial();
    const other = '00000000-0000-8000-8000-000000000000';
    await sql`update officials set person_id = ${other} where id = ${id}`;
    expect(await noted(sql)).toEqual([`PERSON ${other}`, `PERSON ${personId}`].sort());
    await sql`update officials set person_id = ${personId} where id = ${id}`;
  });

  test('a record that goes with its parent is noted', async () => {
    const { id, personId } = await someOfficial();
    await sql`delete from officials where id = ${id}`;
    expect(await noted(sql)).toEqual([`PERSON ${personId}`]);
  });

  test('a key stands once a transaction; migrating leaves the last of them', async () => {
    const { id, personId } = await someOfficial();
    const touch = (times: number) =>
      sql.begin(async (tx) => {
        for (let time = 0; time < times; time++)
          await tx`update officials set updated_at = updated_at where id = ${id}`;
        return (await tx<{ xid: string }[]>`select pg_current_xact_id()::text as xid`)[0]?.xid;
      });
    const first = await touch(1);
    const last = await touch(2);
    const notes = () => sql`select key, xid::text from changed_records order by changed_records.xid`;
    const note = (xid: string | undefined) => ({ key: personId, xid });
    expect(await notes()).toEqual([note(first), note(last)]);
    await migrateAll({ officials: own.urls });
    expect(await notes()).toEqual([note(last)]);
  });

  test('whoever may write a record is noted without any right to the notes', async () => {
    const { id, personId } = await someOfficial();
    await sql.unsafe(`grant update on officials to changes_keys_application;
      create policy writing on officials for all to changes_keys_application using (true)`);
    const { default: postgres } = await import('postgres');
    const writer = postgres(own.urls.application, { max: 1 });
    try {
      await writer`update officials set updated_at = updated_at where id = ${id}`;
      await expect(writer`select from changed_records`).rejects.toThrow('permission denied');
      await expect(writer`select from extract_state`).rejects.toThrow('permission denied');
    } finally {
      await writer.end();
      await sql.unsafe(`drop policy writing on officials; revoke update on officials from changes_keys_application`);
    }
    expect(await noted(sql)).toEqual([`PERSON ${personId}`]);
  });

  test('writers of different records under the same keys do not wait for each other, in whatever order they come', async () => {
    const quotas = await sql<{ agency: string; year: number }[]>`
      select agency_id as agency, year from payroll_quotas order by 1, 2 limit 2`;
    const people = await sql<{ id: string; personId: string }[]>`
      select id, person_id as "personId" from officials order by id limit 4`;
    const [key, other] = [people[0]?.personId as string, people[1]?.personId as string];
    // Two records of each of two persons.
    await sql`update officials set person_id = ${key} where id = ${people[2]?.id as string}`;
    await sql`update officials set person_id = ${other} where id = ${people[3]?.id as string}`;
    await sql`delete from changed_records`;
    const [one, two] = [await sql.reserve(), await sql.reserve()];
    const touch = (tx: Sql, n: number) =>
      tx`update officials set updated_at = updated_at where id = ${people[n]?.id as string}`;
    const quota = (tx: Sql, n: number) =>
      tx`update payroll_quotas set year = year where agency_id = ${quotas[n]?.agency as string} and year = ${quotas[n]?.year as number}`;
    try {
      for (const tx of [one, two]) await tx`begin`;
      // Whoever has to wait fails instead: the other one does not go on before.
      for (const tx of [one, two]) await tx`set local lock_timeout = '100ms'`;
      await touch(one, 0);
      await touch(two, 1);
      await touch(one, 3);
      await touch(two, 2);
      await quota(one, 0);
      await quota(two, 1);
      for (const tx of [one, two]) await tx`commit`;
    } finally {
      for (const tx of [one, two]) {
        await tx`rollback`;
        tx.release();
      }
      for (const n of [2, 3])
        await sql`update officials set person_id = ${people[n]?.personId as string} where id = ${people[n]?.id as string}`;
    }
    const [row] = await sql`select count(distinct xid)::integer as writers from changed_records where key = ${key}`;
    expect(row?.writers).toBeGreaterThanOrEqual(2);
  });
});
