import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededPopulation } from '../../subgraphs/commands/seeded-population.ts';
import { personKey as keyOfPerson } from '../../subgraphs/kit/person-key.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { recordId } from '../../subgraphs/population/record-id.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { personKey } from '../support/stack.ts';

// Which records a comparison with the generator is refused for: staged ids and people are written here as a run would.
let own: Awaited<ReturnType<typeof ownDatabase>>;
let sql: ReturnType<typeof ownerConnection>;
const schemas = ['officials.officials', 'labor_employment.workers', 'social_security.insured_persons'] as const;

beforeAll(async () => {
  own = await ownDatabase('data-quality', 'verify_refuses');
  sql = ownerConnection(own.urls);
});
afterAll(async () => {
  await sql?.end();
  await own?.stop();
});

const alike = { 'officials.officials': 150, 'labor_employment.workers': 150, 'social_security.insured_persons': 150 };

/** Tables as if staged from databases filled for these numbers of officials. */
async function stage(tx: Sql, numbers: Record<(typeof schemas)[number], number>) {
  for (const table of schemas) {
    await tx.unsafe(`create schema ${table.split('.')[0]}; create table ${table} (id uuid, person_id uuid)`);
    const rows: [string, string][] = [];
    for (const { index, kind, truth, officials, socialSecurity } of createPopulation({
      officials: numbers[table],
      personKey,
    }).people()) {
      const person = keyOfPerson(truth.personalNumber, personKey);
      if (table === 'officials.officials')
        for (const { n } of officials()) rows.push([recordId('officials', 'official', index, n), person]);
      if (table === 'labor_employment.workers' && kind === 'WORKER')
        rows.push([recordId('labor-employment', 'worker', index), person]);
      if (table === 'social_security.insured_persons')
        for (const { n } of socialSecurity().insured)
          rows.push([recordId('social-security', 'insured-person', index, n), person]);
    }
    await tx.unsafe(`insert into ${table} select * from unnest($1::uuid[], $2::uuid[])`, [
      rows.map(([id]) => id),
      rows.map(([, person]) => person),
    ]);
  }
}

/** Does something with staged records, and takes them back. */
async function withStaged<T>(numbers: Partial<Parameters<typeof stage>[1]>, work: (tx: Sql) => Promise<T>) {
  let result: PromiseSettledResult<T> | undefined;
  const takeBack = new Error('taken back');
  await sql
    .begin(async (tx) => {
      await stage(tx as never, { ...alike, ...numbers });
      [result] = await Promise.allSettled([work(tx as never)]);
      throw takeBack;
    })
    .catch((error: unknown) => {
      if (error !== takeBack) throw error;
    });
  if (result?.status === 'rejected') throw result.reason;
  return result?.value;
}

test('how many officials there are is told by the records', async () => {
  const population = await withStaged({}, (tx) => seededPopulation(tx, { key: personKey }));
  expect(population?.officials).toBe(150);
});

test('records under another key are refused', async () => {
  const asked = withStaged({}, (tx) => seededPopulation(tx, { key: Buffer.alloc(32) }));
  await expect(asked).rejects.toThrow(/--verify: expected officials\.officials to hold the generated records of 150/);
});

test('a database filled for another number of officials is refused, and named', async () => {
  for (const table of ['labor_employment.workers', 'social_security.insured_persons'] as const)
    for (const number of [120, 180]) {
      const asked = withStaged({ [table]: number }, (tx) => seededPopulation(tx, { key: personKey }));
      await expect(asked).rejects.toThrow(`--verify: expected ${table} to hold`);
    }
});

test('records that the generator did not make are refused', async () => {
  const asked = withStaged({}, async (tx) => {
    await tx`update officials.officials set id = gen_random_uuid()`;
    return seededPopulation(tx, { key: personKey });
  });
  await expect(asked).rejects.toThrow(/--verify: expected records that the generator made/);
});
