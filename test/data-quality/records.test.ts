import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

/** A field that the record's own database alone can answer. */
const own = {
  Official: 'id fullName',
  InsuredPerson: 'id fullName',
  Employer: 'taxCode name',
  UnemploymentClaim: 'id status',
  Person: 'id healthCards { id }',
  Agency: 'id name',
};

test.each(Object.entries(own))(
  'a finding leads to its record (%s) in its own database, and that back to the finding',
  async (type, fields) => {
    const sql = stack.databases['data-quality'] as Sql;
    const [row] = (await sql.unsafe(
      `select id, record_id as record from findings where entity = '${type}' and state = 'OPEN' order by id limit 1`,
    )) as { id: string; record: string }[];
    const { data, errors } = await stack.ask(
      `query($id: ID!) { finding(id: $id) { record { __typename ... on ${type} { ${fields} findings { id } } } } }`,
      { id: row?.id },
    );
    expect(errors).toBeUndefined();
    const { record } = data.finding;
    expect(record.__typename).toBe(type);
    expect(record.id ?? record.taxCode).toBe(row?.record);
    expect(Object.values(record).slice(2, -1)).not.toContain(null);
    expect(record.findings).toContainEqual({ id: row?.id });
  },
);

test("a finding tells its record's key without asking the record's own database", async () => {
  stack.statements.length = 0;
  const { data, errors } = await stack.ask(
    '{ findings(first: 3, filter: { entity: [OFFICIAL] }) { nodes { record { ... on Official { id } } } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.findings.nodes.map(({ record }: { record: { id: string } }) => record.id.length)).toEqual([36, 36, 36]);
  expect(new Set(stack.statements.map(({ subgraph }) => subgraph))).toEqual(new Set(['data-quality']));
});

test.each([
  ['ministry-officer', 'DATA_QUALITY'],
  ['provincial-officer', undefined],
  ['provincial-officer', 'DATA_QUALITY'],
  ['data-steward', undefined],
] as const)(
  'a client that asks for __typename everywhere is told the records of its findings: %s for %s',
  async (role, purpose) => {
    const fragments = Object.entries(own).map(
      ([type, fields]) => `... on ${type} { __typename ${fields.split(' ')[0]} }`,
    );
    const { data, errors } = await stack.ask(
      `{ __typename findings(first: 200) { __typename nodes { __typename entity record { __typename ${fragments.join(' ')} ... on Worker { __typename id } } } } }`,
      {},
      { token: await stack.tokenOf(role, { purpose }) },
    );
    expect(errors).toBeUndefined();
    expect(data.findings.nodes.length).toBeGreaterThan(3);
    for (const { entity, record } of data.findings.nodes) {
      expect(record.__typename.toUpperCase()).toBe(entity.replace('_', ''));
      expect(record.id ?? record.taxCode).toEqual(expect.any(String));
    }
  },
);
