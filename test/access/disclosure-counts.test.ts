import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../subgraphs/registry.ts';
import { auditor, ministry, outsiders, provincial, type Statistics, startStatistics } from './disclosure/callers.ts';
import { type Counts, counts, entitiesOf, fewEnough, idsOf, responseName } from './disclosure/entities.ts';
import { statistics } from './disclosure/groups.ts';
import { expectedOf } from './disclosure/published.ts';

const running = new Map<string, Statistics>();
beforeAll(async () => {
  for (const { subgraph } of counts) if (!running.has(subgraph)) running.set(subgraph, await startStatistics(subgraph));
});
afterAll(async () => {
  for (const one of running.values()) await one.stop();
});

describe.each(counts)('$subgraph: $type', (entity) => {
  test.each(Object.entries(outsiders))('%s is told what the rule makes of the exact numbers', async (_, caller) => {
    const one = running.get(entity.subgraph) as Statistics;
    const ids = [...(await idsOf(one, entity.keys)), ...(entity.type === 'AdministrativeUnit' ? ['00001@never'] : [])];
    const exact = await entitiesOf(one, entity, auditor, ids);
    const told = await entitiesOf(one, entity, caller, ids);
    for (const name of entity.fields.map(responseName)) {
      for (const [n, id] of ids.entries()) {
        const [number, shown] = [exact[n]?.[name] as number, told[n]?.[name]];
        if (shown === null) expect(number, `${id} ${name}`).toBeLessThanOrEqual(fewEnough);
        else expect(shown, `${id} ${name}`).toBe(expectedOf(number));
      }
      expect(exact.some((row) => (row[name] ?? 0) > 0)).toBe(true);
      expect(told.some((row) => row[name] === null)).toBe(true);
    }
  });
});

const provinces = ['79@2025-07-01', '74@start', '01@start'];
/** A former ward of the province, where nobody is recorded. */
const empty = '25741@start';

test.each(counts.filter(({ type }) => type === 'AdministrativeUnit'))(
  '$subgraph: a provincial officer is told the units of the province exactly, none as 0',
  async (entity) => {
    const one = running.get(entity.subgraph) as Statistics;
    const reach = (await one.sql`select unit_id from unit_reach where code = '79'`).map((row) => row.unit_id as string);
    const ids = [...new Set([...(await idsOf(one, entity.keys)), ...provinces, empty])];
    const exact = await entitiesOf(one, entity, auditor, ids);
    const told = await entitiesOf(one, entity, provincial, ids);
    const public_ = await entitiesOf(one, entity, outsiders['without a token'], ids);
    const where = await one.sql`select distinct unit_id, province_id from ${one.sql(tableOf(entity))}`;
    const within = new Set([
      ...reach,
      empty,
      ...where.filter((row) => reach.includes(row.province_id)).map((row) => row.unit_id as string),
    ]);
    for (const [n, id] of ids.entries()) expect(told[n], id).toEqual(within.has(id) ? exact[n] : public_[n]);
    expect(within.size).toBeGreaterThan(10);
  },
);

const tableOf = ({ subgraph }: Counts) =>
  ({ officials: 'officials', 'labor-employment': 'workers' })[subgraph] ?? 'insured_persons';

/** An agency that has nobody is not among those counted: no number there is not told. */
const withZeros = (row: Record<string, number | null> | undefined) =>
  Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, value ?? 0]));

test('a ministry is told the officials and the insured of its agencies exactly', async () => {
  for (const entity of counts.filter(({ type }) => type === 'Agency')) {
    const one = running.get(entity.subgraph) as Statistics;
    const ids = (await idsOf(one, entity.keys)).filter((id) => /^G09(\.|$)/.test(id));
    expect(ids.length).toBeGreaterThan(1);
    const told = await entitiesOf(one, entity, ministry, ids);
    expect(told.map(withZeros)).toEqual(await entitiesOf(one, entity, auditor, ids));
  }
});

test('no count of people is forgotten here', async () => {
  const known = new Map<string, Set<string>>();
  const add = (type: string, names: string[]) => known.set(type, new Set([...(known.get(type) ?? []), ...names]));
  for (const { type, fields } of counts)
    add(
      type,
      fields.map((field) => field.replace(/^\w+: /, '').replace(/\(.*/, '')),
    );
  add('RatingSummary', ['rated', 'excellent', 'good', 'completed', 'notCompleted']);
  add('OccupationBalance', ['seekers']);
  // disclosure-service.test.ts.
  add('ServiceStatistic', ['count', 'comparedCount', 'change']);
  for (const { field, counts: told } of statistics) add(typeOf(field), told);
  // Posts, years, and what follows from a told number.
  const notPeople =
    /^(payrollQuota|year|retirementYear|joinedYear|excellentLimit|vacancies|openings|.*[cC]ode|level|edition)$/;
  const ofPeople = await Promise.all(
    registry.map(async ({ load }) =>
      Object.values((await load()).default.schema.getTypeMap())
        .filter((type) => isObjectType(type) && (known.has(type.name) || type.name.endsWith('Statistic')))
        .flatMap((type) =>
          Object.values(isObjectType(type) ? type.getFields() : {})
            .filter(({ type: of, name }) => String(of).startsWith('Int') && !notPeople.test(name))
            .map(({ name }) => [type.name, name] as const),
        ),
    ),
  );
  expect(ofPeople.flat().filter(([type, name]) => !known.get(type)?.has(name))).toEqual([]);
});

const typeOf = (field: string) => `${field[0]?.toUpperCase()}${field.slice(1, -1)}`;
