import { afterAll, expect, test } from 'vitest';
import { startStack } from '../support/stack.ts';

const stack = await startStack();
afterAll(stack.stop);
const sql = stack.databases.officials as NonNullable<(typeof stack.databases)[string]>;

const query = `query ($id: ID!) {
  official(id: $id) { citizenMatch citizenCheck { outcome mismatchedFields supersedingNumber checkedAt } }
}`;
const checkOf = async (id: string, token?: string) =>
  (await stack.ask(query, { id }, token === undefined ? {} : { token })).data?.official?.citizenCheck;

test.each(['MATCHED', 'MISMATCH', 'NOT_FOUND', 'DECEASED', 'SUPERSEDED'])('%s is told', async (outcome) => {
  const [row] = await sql`select * from citizen_matches where outcome = ${outcome} order by official_id limit 1`;
  if (!row) throw new Error(`nobody is ${outcome}`);
  expect(await checkOf(row.official_id)).toEqual({
    outcome,
    mismatchedFields: row.mismatched_fields,
    supersedingNumber: row.superseding_number,
    checkedAt: row.checked_at.toISOString(),
  });
});

test('the new number is masked for who may not identify people', async () => {
  const [row] = await sql`select official_id, superseding_number from citizen_matches join officials on official_id = id
    where outcome = 'SUPERSEDED' and province_id = '79@2025-07-01' order by 1 limit 1`;
  const check = await checkOf(row?.official_id, await stack.tokenOf('provincial-officer'));
  expect(check).toMatchObject({
    outcome: 'SUPERSEDED',
    supersedingNumber: `${row?.superseding_number.slice(0, 3)}*********`,
  });
});

test('it is seen where the record is', async () => {
  const [row] = await sql`select official_id from citizen_matches join officials on official_id = id
    where province_id <> '79@2025-07-01' and not starts_with(agency_id || '.', 'H29.') order by 1 limit 1`;
  const token = await stack.tokenOf('provincial-officer');
  expect((await stack.ask(query, { id: row?.official_id }, { token })).data?.official).toBeNull();
});

test('for a page of officials it costs one statement more', async () => {
  const statements = async (fields: string) => {
    const before = stack.statements.length;
    const { data } = await stack.ask(`{ officials(first: 50) { nodes { id ${fields} } } }`);
    expect(data.officials.nodes).toHaveLength(50);
    return stack.statements.length - before;
  };
  const without = await statements('');
  expect(await statements('citizenCheck { outcome checkedAt }')).toBe(without + 1);
});
