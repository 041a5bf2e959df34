import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyFindings } from '../../subgraphs/commands/verify-findings.ts';
import { expectedFindings } from '../../subgraphs/data-quality/seeded-faults.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { personKey } from '../support/stack.ts';

// What --verify says where findings are not what was injected: they are written here, no rule has run.
const population = createPopulation({ officials: 400, personKey });
const expected = [...expectedFindings(population)];
let own: Awaited<ReturnType<typeof ownDatabase>>;
let sql: ReturnType<typeof ownerConnection>;

beforeAll(async () => {
  own = await ownDatabase('data-quality', 'verify_differs');
  sql = ownerConnection(own.urls);
});
afterAll(async () => {
  await sql?.end();
  await own?.stop();
});

async function writeFindings(found: { ruleId: string; recordId: string; state?: string; part?: string }[]) {
  await sql`truncate findings cascade`;
  await sql`insert into findings ${sql(
    found.map(({ ruleId, recordId, state = 'OPEN', part = '' }) => ({
      id: randomUUID(),
      rule_id: ruleId,
      dimension: 'CORRECT',
      severity: 'LOW',
      database: 'officials',
      entity: 'Official',
      record_id: recordId,
      part,
      owner_id: 'G09',
      state,
      details: {},
      fingerprint: '',
      first_seen_at: new Date(),
    })) as never,
  )}`;
}

const ruleIds = [...new Set(expected.map(({ ruleId }) => ruleId))];
const [first, second] = expected.filter(({ ruleId }) => ruleId === 'duplicate-official');

test('findings that are exactly what was injected leave nothing missed and nothing false', async () => {
  await writeFindings(expected);
  for (const row of await verifyFindings(sql, population, ruleIds)) {
    const injected = expected.filter(({ ruleId }) => ruleId === row.ruleId).length;
    expect(row).toMatchObject({ injected, found: injected, missed: 0, false: 0, missedRecords: [], falseRecords: [] });
  }
});

test('a finding too few is missed, one resolved too, and one of another record is false', async () => {
  const other = { ruleId: 'duplicate-official', recordId: randomUUID() };
  const resolved = { ...second, state: 'RESOLVED' } as typeof other;
  await writeFindings([...expected.filter((each) => each !== first && each !== second), resolved, other]);
  const [row] = await verifyFindings(sql, population, ['duplicate-official']);
  expect(row).toMatchObject({ missed: 2, false: 1, falseRecords: [other.recordId] });
  expect(row?.missedRecords).toEqual([first?.recordId, second?.recordId].sort());
});

test('a waived finding is found, and several of one record count as one', async () => {
  const waived = { ...first, state: 'WAIVED' } as { ruleId: string; recordId: string };
  const again = { ...second, part: '2024' } as { ruleId: string; recordId: string };
  await writeFindings([...expected.filter((each) => each !== first), waived, again]);
  const [row] = await verifyFindings(sql, population, ['duplicate-official']);
  expect(row).toMatchObject({ missed: 0, false: 0 });
});

test('a rule for which nothing was injected and nothing found has zeros', async () => {
  await writeFindings(expected);
  const [row] = await verifyFindings(sql, population, ['no-such-rule']);
  expect(row).toMatchObject({ ruleId: 'no-such-rule', injected: 0, found: 0, missed: 0, false: 0 });
});
