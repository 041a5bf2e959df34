import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

async function search(name: string, filter: object = {}): Promise<string[]> {
  const query =
    'query ($filter: AdministrativeUnitFilter) { administrativeUnits(filter: $filter, first: 200) { nodes { id } totalCount } }';
  const { data, errors } = await stack.ask(query, { filter: { name, ...filter } });
  expect(errors).toBeUndefined();
  expect(data.administrativeUnits.totalCount).toBeGreaterThanOrEqual(data.administrativeUnits.nodes.length);
  return data.administrativeUnits.nodes.map(({ id }: { id: string }) => id);
}

test('a name is found however its tone marks are placed, composed or left out', async () => {
  const found = await search('Hòa Bình');
  expect(found.length).toBeGreaterThan(3);
  for (const spelling of ['hoa binh', 'Hoà Bình', 'HÒA BÌNH', 'Hòa Bình'.normalize('NFD'), ' hoa  binh ']) {
    expect(await search(spelling), spelling).toEqual(found);
  }
});

test('đ and d are alike, apostrophes do not matter', async () => {
  expect(await search('da nang', { level: 'PROVINCE' })).toEqual(['48@2025-07-01']);
  expect(await search("m'ri", { validOn: '2025-06-30' })).toEqual(await search('mri', { validOn: '2025-06-30' }));
});

test('a name with its kind is found from its beginning', async () => {
  expect(await search('Phường Sài Gòn')).toEqual(['26740@2025-07-01']);
  expect(await search('phuong sai gon')).toEqual(['26740@2025-07-01']);
});

test('signs that mean something to LIKE mean nothing here, and a name of signs alone is refused', async () => {
  expect(await search('sai%gon')).toEqual(await search('sai gon'));
  expect(await search('s_i gon')).toEqual([]);
  expect(await search('zzz')).toEqual([]);
  const { errors } = await stack.ask('{ administrativeUnits(filter: { name: "%" }) { totalCount } }');
  expect(errors).toMatchObject([{ message: 'Argument "filter.name": expected at least one letter or digit.' }]);
});

test('names order by the Vietnamese alphabet: đ after d, ă after a', async () => {
  const { data } = await stack.ask(
    '{ administrativeUnits(filter: { level: PROVINCE }, first: 50, orderBy: { field: NAME }) { nodes { name } } }',
  );
  const names = data.administrativeUnits.nodes.map(({ name }: { name: string }) => name);
  expect(names).toEqual([...names].sort(new Intl.Collator('vi').compare));
});
