import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { type Stack, startStack } from '../support/stack.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
let stack: Stack;
beforeAll(async () => {
  database = await ownDatabase('administrative-units', 'administrative_units_periods');
  stack = await startStack({ databaseUrls: { 'administrative-units': database.urls } });
});
afterAll(async () => {
  await stack.stop();
  await database.stop();
});

const count = async (validOn: string, filter: object): Promise<number> => {
  const { data } = await stack.ask(
    'query ($filter: AdministrativeUnitFilter) { administrativeUnits(filter: $filter) { totalCount } }',
    { filter: { ...filter, validOn } },
  );
  return data.administrativeUnits.totalCount;
};

// domain.md, section 3: counts by law at the reform (202/2025/QH15, the 34 resolutions) and after the changes of 2026.
describe.each([
  {
    on: '2025-06-30',
    counts: { PROVINCE: 57, CITY: 6, COMMUNE: 0, SPECIAL_ZONE: 0 },
    level: { PROVINCE: 63, DISTRICT: 696, COMMUNE: 10_035 },
  },
  {
    on: '2025-07-01',
    counts: { PROVINCE: 28, CITY: 6, COMMUNE: 2_621, WARD: 687, SPECIAL_ZONE: 13, TOWNSHIP: 0 },
    level: { PROVINCE: 34, DISTRICT: 0, COMMUNE: 3_321 },
  },
  {
    on: '2026-04-30',
    counts: { PROVINCE: 27, CITY: 7, COMMUNE: 2_611, WARD: 697 },
    level: { PROVINCE: 34, COMMUNE: 3_321 },
  },
  {
    on: '2026-11-21',
    counts: { PROVINCE: 25, CITY: 9, COMMUNE: 2_599, WARD: 709, SPECIAL_ZONE: 13 },
    level: { PROVINCE: 34, DISTRICT: 0, COMMUNE: 3_321 },
  },
])('on $on', ({ on, counts, level }) => {
  test.each(Object.entries(level))(`level %s has %i units`, async (name, expected) => {
    expect(await count(on, { level: name })).toBe(expected);
  });
  test.each(Object.entries(counts).filter(([kind]) => !(on < '2025-07-01' && kind === 'COMMUNE')))(
    `kind %s has %i units`,
    async (kind, expected) => {
      expect(await count(on, { kind: [kind] })).toBe(expected);
    },
  );
});

test('parents and children are read as of the date asked', async () => {
  const query = `{
    before: administrativeUnit(code: "75", on: "2026-04-29") { kind children(first: 1) { totalCount nodes { parent { id } } } }
    after: administrativeUnit(code: "75", on: "2026-04-30") { kind children(first: 1) { totalCount nodes { parent { id } } } }
    former: administrativeUnit(code: "26740", on: "2025-06-30") { parent { kind name parent { name } } }
  }`;
  const { data } = await stack.ask(query);
  expect(data.before).toEqual({
    kind: 'PROVINCE',
    children: { totalCount: 95, nodes: [{ parent: { id: '75@2025-07-01' } }] },
  });
  expect(data.after).toEqual({
    kind: 'CITY',
    children: { totalCount: 95, nodes: [{ parent: { id: '75@2026-04-30' } }] },
  });
  expect(data.former).toEqual({ parent: { kind: 'URBAN_DISTRICT', name: '1', parent: { name: 'Hồ Chí Minh' } } });
});

test('PostgreSQL refuses two units of one code at the same time, and a child that outlives its parent', async () => {
  const sql = stack.databases['administrative-units'];
  if (!sql) throw new Error('no database');
  const insert = (id: string, code: string, parent: string | null, from: string) =>
    sql`insert into administrative_units (id, code, name, full_name, name_en, kind, level, parent_code, valid_from) values (${id}, ${code}, 'X', 'X', 'X', 'COMMUNE', 'COMMUNE', ${parent}, ${from})`;
  await expect(insert('26740@2026-01-01', '26740', '79', '2026-01-01')).rejects.toMatchObject({
    constraint_name: 'administrative_units_period',
  });
  await expect(insert('90000@2025-01-01', '90000', '760', '2025-01-01')).rejects.toMatchObject({
    constraint_name: 'administrative_units_parent_period',
  });
});

test('an agency serves the unit of its own time', async () => {
  // H63 was the committee of Yên Bái, whose code 15 is Lào Cai today.
  const { data } = await stack.ask(
    '{ former: agency(code: "H63") { validTo unit { id name } } today: agency(code: "H38") { unit { id name } parent { code } } }',
  );
  expect(data.former).toEqual({ validTo: '2025-07-01', unit: { id: '15@start', name: 'Yên Bái' } });
  expect(data.today).toMatchObject({ unit: { id: '15@2025-07-01', name: 'Lào Cai' } });
});

test('a reused code shows the agencies of its own time', async () => {
  // 24 was Bắc Giang (H02) until the reform and is Bắc Ninh since, whose committee (H05) served 27 before.
  const query = (code: string, on: string) => `
    administrativeUnit(code: "${code}", on: "${on}") { name agencies(first: 50) { nodes { code unit { id } } } }`;
  const { data } = await stack.ask(`{
    bacGiang: ${query('24', '2025-06-30')} formerBacNinh: ${query('27', '2025-06-30')} bacNinh: ${query('24', '2025-07-01')}
    listed: agencies(filter: { unitCode: "24", validOn: "2025-06-30" }) { nodes { code } }
  }`);
  const codes = (unit: { agencies: { nodes: { code: string }[] } }) =>
    unit.agencies.nodes.map(({ code }) => code.split('.')[0]);
  expect(new Set(codes(data.bacGiang))).toEqual(new Set(['H02']));
  expect(new Set(codes(data.formerBacNinh))).toEqual(new Set(['H05']));
  expect(new Set(codes(data.bacNinh))).toEqual(new Set(['H05']));
  expect(data.listed.nodes).toEqual([{ code: 'H02' }]);
  for (const [unit, id] of [
    [data.bacGiang, '24@start'],
    [data.formerBacNinh, '27@start'],
    [data.bacNinh, '24@2025-07-01'],
  ]) {
    expect(new Set(unit.agencies.nodes.map((agency: { unit: { id: string } }) => agency.unit.id))).toEqual(
      new Set([id]),
    );
  }
});

test('an agency above is read as of the same day', async () => {
  const { data } = await stack.ask(
    '{ administrativeUnit(code: "27", on: "2025-06-30") { agencies(first: 50) { nodes { parent { unit { id } } } } } }',
  );
  const above = data.administrativeUnit.agencies.nodes.flatMap(
    ({ parent }: { parent: { unit: { id: string } } | null }) => (parent ? [parent.unit.id] : []),
  );
  expect(new Set(above)).toEqual(new Set(['27@start']));
});

test('every agency serves the unit that the gazetteer gives it today, or on its last day', async () => {
  const sql = stack.databases['administrative-units'];
  const { buildGazetteer } = await import('../../subgraphs/gazetteer/gazetteer.ts');
  const rows = await sql?.unsafe(`
    select a.id as agency, u.id as unit from agencies a
      join agency_units s on s.agency_id = a.id and s.validity @> least(current_date, a.valid_to - 1)
      join administrative_units u on u.code = s.unit_code and u.validity @> least(current_date, a.valid_to - 1)`);
  const expected = buildGazetteer().agencies.filter(({ unitId }) => unitId !== null);
  expect(new Map(rows?.map(({ agency, unit }) => [agency, unit]))).toEqual(
    new Map(expected.map(({ id, unitId }) => [id, unitId])),
  );
});
