import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';
import { type Databases, databasesOf } from './databases.ts';

let stack: Stack;
let databases: Databases;
beforeAll(async () => {
  stack = await startStack();
  databases = databasesOf(stack);
});
afterAll(() => stack?.stop());

/** Every value of the columns with a name like `pattern`, over all tables of the three databases that hold records. */
async function valuesOf(pattern: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const sql of [databases.officials, databases.labour, databases.insurance]) {
    const columns = await sql<{ table: string; column: string }[]>`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and column_name like ${pattern}`;
    for (const { table, column } of columns) {
      const rows = await sql<{ value: string }[]>`
        select distinct ${sql(column)} as value from ${sql(table)} where ${sql(column)} is not null`;
      for (const { value } of rows) found.add(value);
    }
  }
  return found;
}

test.each([
  ['%unit\\_id', 'unit', 'administrative_units', 'id', 'units'],
  ['province\\_id', 'province', 'administrative_units', 'id', 'units'],
  ['agency\\_id', 'agency', 'agencies', 'id', 'units'],
  ['owner\\_id', 'owner', 'agencies', 'id', 'units'],
  ['%tax\\_code', 'employer', 'employers', 'tax_code', 'labour'],
] as const)('what %s holds is a known %s', async (pattern, _, table, column, owner) => {
  const values = [...(await valuesOf(pattern))];
  expect(values.length).toBeGreaterThan(10);
  const sql = databases[owner];
  const known = await sql<
    { key: string }[]
  >`select ${sql(column)} as key from ${sql(table)} where ${sql(column)} = any(${values})`;
  const keys = new Set(known.map(({ key }) => key));
  expect(values.filter((value) => !keys.has(value))).toEqual([]);
});

test('the province stored beside a unit is the one above it, today or on the last day of a unit that has ended', async () => {
  const above = await databases.units<{ id: string; top: string }[]>`
    with recursive up as (
      select id, id as top, parent_code, least(coalesce(valid_to - 1, current_date), current_date) as day from administrative_units
      union all
      select up.id, p.id, p.parent_code, up.day from up
        join administrative_units p on p.code = up.parent_code and p.validity @> up.day)
    select id, top from up where parent_code is null`;
  const topOf = new Map(above.map(({ id, top }) => [id, top]));
  let pairs = 0;
  for (const sql of [databases.officials, databases.labour, databases.insurance]) {
    const tables = await sql<{ table: string }[]>`
      select table_name as table from information_schema.columns
      where table_schema = 'public' and column_name in ('unit_id', 'province_id') group by 1 having count(*) = 2`;
    for (const { table } of tables) {
      const rows = await sql<{ unit: string; province: string }[]>`
        select distinct unit_id as unit, province_id as province from ${sql(table)} where unit_id is not null`;
      expect(
        rows.filter(({ unit, province }) => topOf.get(unit) !== province),
        table,
      ).toEqual([]);
      pairs += rows.length;
    }
  }
  expect(pairs).toBeGreaterThan(1_000);
});

test('the databases know the same people by the same key', async () => {
  const people = async (sql: Databases['labour'], table: string) => {
    const rows = await sql<{ number: string; person: string }[]>`
      select distinct personal_number as number, person_id as person from ${sql(table)}`;
    return new Map(rows.map(({ number, person }) => [number, person]));
  };
  const officials = await people(databases.officials, 'officials');
  const workers = await people(databases.labour, 'workers');
  const insured = await people(databases.insurance, 'insured_persons');
  const shared = [...insured].filter(([number]) => officials.has(number) || workers.has(number));
  expect(shared.length).toBeGreaterThan(1_000);
  expect(shared.filter(([number, person]) => (officials.get(number) ?? workers.get(number)) !== person)).toEqual([]);
});
