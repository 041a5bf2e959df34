import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../schema/caller.ts';
import { auditor, outsiders, provincial, type Statistics, startStatistics } from './disclosure/callers.ts';
import { type Statistic, statistics } from './disclosure/groups.ts';

const running = new Map<string, Statistics>();
beforeAll(async () => {
  for (const { subgraph } of statistics)
    if (!running.has(subgraph)) running.set(subgraph, await startStatistics(subgraph));
});
afterAll(async () => {
  for (const one of running.values()) await one.stop();
});

const units = ['26740@2025-07-01', '26743@2025-07-01'];

/** The code of the refusal, or undefined where it is answered. */
async function refusalOf({ subgraph, field, filter }: Statistic, caller: Caller, groupBy: string[], given: object) {
  const query = `query($filter: ${filter}) { ${field}(groupBy: [${groupBy}], filter: $filter) { __typename } }`;
  const { errors } = await (running.get(subgraph) as Statistics).ask(caller, query, { filter: given });
  return errors?.[0]?.extensions.code;
}

// With unions at will, an average over many of them tells a withheld number: each moves the rounded figure now and then.
describe.each(statistics)('$field', (statistic) => {
  const some = { ...outsiders, 'a provincial officer': provincial };

  test.each(Object.entries(some))('figures of several places together are refused to %s', async (_, caller) => {
    expect(await refusalOf(statistic, caller, [], { unitIds: units })).toBe('BAD_USER_INPUT');
    expect(await refusalOf(statistic, caller, ['UNIT'], { unitIds: units })).toBeUndefined();
    expect(await refusalOf(statistic, caller, [], { unitIds: units.slice(0, 1) })).toBeUndefined();
    const provinceIds = ['79@2025-07-01', '01@start'];
    expect(await refusalOf(statistic, caller, [], { provinceIds })).toBe('BAD_USER_INPUT');
    expect(await refusalOf(statistic, caller, ['PROVINCE'], { provinceIds })).toBeUndefined();
  });

  test('and answered to who is told everything', async () => {
    expect(await refusalOf(statistic, auditor, [], { unitIds: units })).toBeUndefined();
  });

  test('every list of the filter is one of those refused', async () => {
    const query = `{ __type(name: "${statistic.filter}") { inputFields { name
      type { kind ofType { ofType { kind enumValues { name } } } } } } }`;
    const { data } = await (running.get(statistic.subgraph) as Statistics).ask(auditor, query);
    type Item = { kind: string; enumValues: { name: string }[] | null };
    type Field = { name: string; type: { kind: string; ofType: { ofType: Item | null } | null } };
    const lists = (data.__type.inputFields as Field[]).filter(({ type }) => type.kind === 'LIST');
    const values: Record<string, unknown[]> = {
      unitIds: units,
      provinceIds: ['79@2025-07-01', '01@start'],
      agencyCodes: ['G09', 'G10'],
      employerTaxCodes: ['0100109106', '0100109107'],
      occupationCodes: ['1', '2'],
      rankCode: ['01.003', '01.004'],
      industries: [{ code: 'A' }, { code: 'B' }],
    };
    for (const { name, type } of lists) {
      const kinds = type.ofType?.ofType?.enumValues?.map((value) => value.name) ?? [];
      const given = values[name] ?? [kinds[0], kinds.at(-1)];
      expect(await refusalOf(statistic, provincial, [], { [name]: given }), name).toBe('BAD_USER_INPUT');
      // The same value twice is one.
      expect(await refusalOf(statistic, provincial, [], { [name]: [given[0], given[0]] }), name).toBeUndefined();
    }
    expect(lists.length).toBeGreaterThan(1);
  });
});

test('those who hold a post may be asked for together', async () => {
  const [officials] = statistics as [Statistic];
  for (const status of [
    ['ACTIVE', 'SECONDED'],
    ['SECONDED', 'ACTIVE'],
  ])
    expect(await refusalOf(officials, provincial, [], { status })).toBeUndefined();
  expect(await refusalOf(officials, provincial, [], { status: ['ACTIVE', 'SECONDED', 'LEFT'] })).toBe('BAD_USER_INPUT');
});
