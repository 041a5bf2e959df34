import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Databases, databasesOf } from '../operations/databases.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let databases: Databases;
beforeAll(async () => {
  stack = await startStack();
  databases = databasesOf(stack);
});
afterAll(() => stack?.stop());

const purpose = 'AUDIT';

/** The provinces of before July 2025 and the one of today, as records name them. */
const provincesOf79 = ['79@2025-07-01', '79@start', '74@start', '77@start'];

test('a provincial officer sees the people of the province, of the former ones in it, and no others', async () => {
  const token = await stack.tokenOf('provincial-officer', { agency: undefined, purpose });
  const query = `{ officials { totalCount } workers { totalCount } insuredPersons { totalCount } unemploymentClaims { totalCount }
    poorHouseholds { totalCount } healthCards { totalCount } }`;
  const { data, errors } = await stack.ask(query, {}, { token });
  expect(errors).toBeUndefined();
  const count = async (sql: Databases['units'], table: string) =>
    Number((await sql`select count(*) from ${sql(table)} where province_id = any(${provincesOf79})`)[0]?.count);
  const expected = {
    officials: await count(databases.officials, 'officials'),
    workers: await count(databases.labour, 'workers'),
    insuredPersons: await count(databases.insurance, 'insured_persons'),
    unemploymentClaims: await count(databases.labour, 'unemployment_claims'),
    poorHouseholds: await count(databases.insurance, 'poor_households'),
    healthCards: await count(databases.insurance, 'health_cards'),
  };
  const found = Object.fromEntries(
    Object.entries(data).map(([name, list]) => [name, (list as { totalCount: number }).totalCount]),
  );
  expect(found).toEqual(expected);
  expect(Math.min(...Object.values(expected))).toBeGreaterThan(0);
  const [former] = await databases.officials`
    select count(*)::int as count from officials where province_id = any(${provincesOf79.slice(2)})`;
  expect(former?.count).toBeGreaterThan(0);
});

test('whom a record names in another database is seen there by the same reach', async () => {
  // Insured through an agency of G09 and at home in some province: the ministry sees the record, not the labour register.
  const token = await stack.tokenOf('ministry-officer', { purpose });
  const query = `{ officials(first: 200) { totalCount nodes { agency { code } owner { code } person { officials { agency { code } }
    insuredPerson { agency { code } } } } } }`;
  const { data, errors } = await stack.ask(query, {}, { token });
  expect(errors).toBeUndefined();
  const [{ count } = { count: 0 }] = await databases.officials<{ count: number }[]>`
    select count(*)::int as count from officials where owner_id = 'G09'`;
  expect(data.officials.totalCount).toBe(count);
  expect(count).toBeGreaterThan(0);
  const codes = new Set(
    data.officials.nodes.flatMap(
      (node: { owner: { code: string }; person: { insuredPerson: { agency: { code: string } } | null } }) => [
        node.owner.code,
        node.person.insuredPerson?.agency?.code.split('.')[0],
      ],
    ),
  );
  codes.delete(undefined);
  expect([...codes]).toEqual(['G09']);
});

test('a record out of reach is as if it were not there', async () => {
  const [outside] = await databases.officials<{ id: string; person: string }[]>`
    select id, person_id as person from officials where province_id = '01@start' or province_id like '01@%' order by id limit 1`;
  const token = await stack.tokenOf('provincial-officer', { purpose });
  const query = `query ($id: ID!, $person: ID!) { official(id: $id) { fullName } person(id: $person) { id official { fullName } insuredPerson { id } } }`;
  const variables = { id: outside?.id, person: outside?.person };
  expect(await stack.ask(query, variables, { token })).toEqual({
    data: { official: null, person: { id: outside?.person, official: null, insuredPerson: null } },
    // The cost tells no more than the answer: one object, the person's key that was given.
    extensions: { cost: { estimated: 4, actual: 1, limit: expect.any(Number) } },
  });
  const { data } = await stack.ask(query, variables);
  expect(data.official.fullName).toEqual(expect.any(String));
});

test('numbers are masked and dates of birth withheld without person:identify', async () => {
  const query = '{ officials(first: 1) { nodes { personalNumber birthYear birthDate } } }';
  const whole = (await stack.ask(query)).data.officials.nodes[0];
  const { data, errors } = await stack.ask(
    query,
    {},
    { token: await stack.tokenOf('provincial-officer', { jurisdiction: 'national' }) },
  );
  expect(whole.personalNumber).toMatch(/^\d{12}$/);
  expect(data.officials.nodes[0]).toEqual({
    personalNumber: `${whole.personalNumber.slice(0, 3)}*********`,
    birthYear: whole.birthYear,
    birthDate: null,
  });
  expect(errors).toMatchObject([
    { path: ['officials', 'nodes', 0, 'birthDate'], extensions: { missing: { scopes: [['person:identify']] } } },
  ]);
});
