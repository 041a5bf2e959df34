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

  test('every list of the filter is one of few values, or of those refused', async () => {
    const query = `{ __type(name: "${statistic.filter}") { inputFields { name type { kind ofType { kind ofType { kind name } } } } } }`;
    const { data } = await (running.get(statistic.subgraph) as Statistics).ask(auditor, query);
    type Field = {
      name: string;
      type: { kind: string; ofType: { ofType: { kind: string; name: string } | null } | null };
    };
    const lists = (data.__type.inputFields as Field[]).filter(({ type }) => type.kind === 'LIST');
    const open = lists.filter(({ type }) => type.ofType?.ofType?.kind !== 'ENUM').map(({ name }) => name);
    const value: Record<string, unknown[]> = {
      unitIds: units,
      provinceIds: ['79@2025-07-01', '01@start'],
      agencyCodes: ['G09', 'G10'],
      employerTaxCodes: ['0100109106', '0100109107'],
      occupationCodes: ['1', '2'],
      rankCode: ['01.003', '01.004'],
      industries: [{ code: 'A' }, { code: 'B' }],
    };
    for (const name of open)
      expect(await refusalOf(statistic, provincial, [], { [name]: value[name] }), name).toBe('BAD_USER_INPUT');
    expect(open.length).toBeGreaterThan(1);
  });
});
