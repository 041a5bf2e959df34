import { afterAll, beforeEach, expect, test } from 'vitest';
import { citizens } from '../../subgraphs/officials/citizens.ts';
import { type BatchResult, checkBatches } from '../../subgraphs/population-register/check-batches.ts';
import { matchRecords } from '../../subgraphs/population-register/records.ts';
import type { CitizenAnswer, PopulationRegister } from '../../subgraphs/population-register/register.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { peopleOf } from './matching.ts';

const size = 200;
const people = peopleOf(size);
const { urls, stop } = await ownDatabase('officials', 'match_edits', size);
const sql = ownerConnection(urls);
afterAll(async () => {
  await sql.end();
  await stop();
});

type Row = { id: string; full_name: string };
let rows: Row[];
beforeEach(async () => {
  await sql`truncate citizen_matches`;
  rows = await sql<Row[]>`select id, full_name from officials order by id limit 20`;
});

/** Compares some records in one batch; `meanwhile` while the register is asked. */
async function check(meanwhile: () => Promise<unknown>): Promise<BatchResult[]> {
  const connection = await sql.reserve();
  try {
    await connection`drop table if exists to_check`;
    const records = matchRecords(connection, citizens);
    await records.note('2000-01-01');
    const batch = await records.page(0, rows.length);
    const register = {
      concurrency: 1,
      lookUp: async (numbers: string[]) => {
        await meanwhile();
        return new Map(
          numbers.map((number) => [number, people.citizen(number) ?? { number, status: 'UNKNOWN' }] as const),
        ) as Map<string, CitizenAnswer>;
      },
    } as unknown as PopulationRegister;
    const told: BatchResult[] = [];
    const batches = [batch].values();
    const iterator = { next: async () => batches.next() } as AsyncIterator<typeof batch>;
    await checkBatches(iterator, { register, records, stopping: new AbortController().signal }, (result) => {
      told.push(result);
    });
    return told;
  } finally {
    await connection`reset all`;
    connection.release();
  }
}

test('a record that is edited while the register is asked is left to the next run', async () => {
  const { id, full_name } = rows[3] as Row;
  await sql`update officials set citizen_match = 'NOT_MATCHED' where id = ${id}`;
  const [result] = await check(() => sql`update officials set full_name = 'Hoàn Toàn Khác' where id = ${id}`);
  expect(result).toMatchObject({ changed: 1 });
  expect(result && 'found' in result && result.found.map((found) => found.id)).toEqual(
    rows.map((row) => row.id).filter((other) => other !== id),
  );
  const look = async () =>
    (
      await sql`select citizen_match, outcome from officials left join citizen_matches on official_id = id where id = ${id}`
    )[0];
  expect(await look()).toEqual({ citizen_match: 'NOT_MATCHED', outcome: null });
  await check(async () => {});
  expect((await look())?.outcome).not.toBeNull();
  await sql`update officials set full_name = ${full_name} where id = ${id}`;
});

test.each(['40P01', '40001', '23503'])(
  'a batch that PostgreSQL refuses with %s is stored once it may',
  async (code) => {
    await sql.unsafe(`create sequence attempts;
    create function refuse() returns trigger language plpgsql as $$ begin
      if nextval('attempts') < 4 then raise exception 'refused' using errcode = '${code}'; end if;
      return null;
    end $$;
    create trigger refuse before insert on citizen_matches for each statement execute function refuse()`);
    try {
      const [result] = await check(async () => {});
      expect(result).toMatchObject({ changed: 0 });
      expect(await sql`select from citizen_matches`).toHaveLength(rows.length);
    } finally {
      await sql.unsafe('drop trigger refuse on citizen_matches; drop function refuse; drop sequence attempts');
    }
  },
);
