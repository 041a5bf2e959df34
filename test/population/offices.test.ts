import { expect, test } from 'vitest';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { createOffices } from '../../subgraphs/population/offices.ts';
import { readPlaces } from '../../subgraphs/population/places.ts';
import { AS_OF } from '../../subgraphs/population/story.ts';

const gazetteer = buildGazetteer();
const places = readPlaces(gazetteer);

test('at 10,000 officials every commune, province and ministry has some', () => {
  const { list } = createOffices(gazetteer, places, 2026, 10_000);
  const communes = list.filter(({ kind }) => kind === 'COMMUNE');
  expect(communes.length).toBe(3321);
  expect(communes.filter(({ size }) => size === 0)).toEqual([]);
  const owners = new Set(list.filter(({ size }) => size > 0).map(({ agencyId }) => agencyId.split('.')[0]));
  expect(owners.size).toBe(34 + 28);
});

test('each official has a place of their own, at any number of officials', () => {
  for (const officials of [1, 500, 10_000, 12_345]) {
    const offices = createOffices(gazetteer, places, 2026, officials);
    const taken = new Set<string>();
    for (let index = 0; index < officials; index++) {
      const { office, place } = offices.placeOf(index);
      expect(place >= 0 && place < office.size).toBe(true);
      taken.add(`${office.index} ${place}`);
    }
    expect(taken.size).toBe(officials);
  }
});

test('units and agencies of offices are valid at AS_OF', () => {
  const units = new Map(gazetteer.units.map((unit) => [unit.id, unit]));
  for (const { unitId, kind } of createOffices(gazetteer, places, 2026, 1000).list) {
    if (kind === 'CENTRAL') expect(unitId).toBeNull();
    else expect(units.get(unitId ?? '')?.validTo ?? '9999').toSatisfy((validTo: string) => validTo > AS_OF);
  }
});

test('12 provinces and 3 ministries keep their records up to date', () => {
  const { upToDateOwners } = createPopulation({ officials: 500, personKey: Buffer.alloc(32) });
  expect(upToDateOwners.filter((code) => code.startsWith('H')).length).toBe(12);
  expect(upToDateOwners.length).toBe(15);
});

test('quotas cover each agency with officials, and some communes are above theirs', () => {
  const population = createPopulation({ officials: 10_000, personKey: Buffer.alloc(32) });
  const quotas = [...population.payrollQuotas()].filter(({ year }) => year === 2026);
  const inService = new Map<string, number>();
  for (const story of population.people({ part: 'officials' })) {
    const [record] = story.officials();
    if (record && record.leftOn === null) inService.set(record.agencyId, (inService.get(record.agencyId) ?? 0) + 1);
  }
  const former = new Set(gazetteer.agencies.filter(({ validTo }) => validTo !== null).map(({ id }) => id));
  const quotaOf = new Map(quotas.map((each) => [each.agencyId, each]));
  for (const agencyId of inService.keys())
    if (!former.has(agencyId)) expect(quotaOf.has(agencyId), agencyId).toBe(true);
  for (const { quota, civilServantPosts, publicEmployeePosts } of quotas)
    expect(civilServantPosts + publicEmployeePosts).toBe(quota);
  const above = quotas.filter(({ agencyId, quota }) => (inService.get(agencyId) ?? 0) > quota).length / quotas.length;
  expect(above).toBeGreaterThan(0.05);
  expect(above).toBeLessThan(0.2);
});
