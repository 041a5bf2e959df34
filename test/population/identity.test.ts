import { expect, test } from 'vitest';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';
import { personalNumberProblems } from '../../subgraphs/law/personal-number.ts';
import { checkTaxCode } from '../../subgraphs/law/tax-code.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { createIdentities } from '../../subgraphs/population/identity.ts';
import { readPlaces } from '../../subgraphs/population/places.ts';
import { random } from '../../subgraphs/population/random.ts';

const population = createPopulation({ officials: 20_834, personKey: Buffer.alloc(32) });
const people = [...population.people()].map(({ index, kind, truth }) => ({ index, kind, truth }));

test('50,000 people have 50,000 personal numbers, each in accord with sex and birth date', () => {
  expect(people.length).toBeGreaterThan(50_000);
  expect(new Set(people.map(({ truth }) => truth.personalNumber)).size).toBe(people.length);
  expect(people.flatMap(({ truth }) => personalNumberProblems(truth.personalNumber, truth))).toEqual([]);
});

test('numbers stay unique where serials have to be shared, above a million people', () => {
  // All alike but for the index: the hardest case, 4 people to a serial.
  const places = readPlaces(buildGazetteer());
  const [province] = places.provinces;
  const [commune] = province?.communes ?? [];
  if (!province || !commune) throw new Error('no place');
  const { identity } = createIdentities(2026, 3_447_617);
  const numbers = new Set<string>();
  for (let index = 0; index < 2000; index++) {
    for (const block of [0, 1, 2, 3]) {
      const at = index + block * 1_000_000;
      numbers.add(
        identity(random(1, at, 1), at, { sex: 'FEMALE', birthMonth: 1980 * 12, province, commune }).personalNumber,
      );
    }
  }
  expect(numbers.size).toBe(8000);
});

test('names are in NFC, of two to five words, of both sexes as usual', () => {
  for (const { truth } of people) {
    expect(truth.fullName).toBe(truth.fullName.normalize('NFC'));
    expect(truth.fullName).toMatch(/^\p{Lu}[\p{L}']*( \p{Lu}\p{L}*){1,4}$/u);
  }
  const withThi = (sex: string) =>
    people.filter(({ truth }) => truth.sex === sex && / Thị /.test(truth.fullName)).length;
  expect(withThi('MALE')).toBe(0);
  expect(withThi('FEMALE')).toBeGreaterThan(people.length * 0.3);
});

test('the commonest surnames have their published shares, somewhat less for the ethnic groups', () => {
  const share = (surname: string) =>
    people.filter(({ truth }) => truth.fullName.startsWith(`${surname} `)).length / people.length;
  // 38.4 %, 12.1 %, 9.5 % of the Kinh, who are 90 % or so here.
  expect(Math.abs(share('Nguyễn') - 0.384 * 0.9)).toBeLessThan(0.02);
  expect(Math.abs(share('Trần') - 0.121 * 0.9)).toBeLessThan(0.01);
  expect(Math.abs(share('Lê') - 0.095 * 0.9)).toBeLessThan(0.01);
});

test('everybody lives in a commune of today, and every province has people of each kind', () => {
  const places = readPlaces(buildGazetteer());
  const seen = new Set<string>();
  for (const { kind, truth } of people) {
    const commune = places.communeById.get(truth.residenceUnitId);
    expect(commune, truth.residenceUnitId).toBeDefined();
    seen.add(`${commune?.provinceCode} ${kind}`);
  }
  expect(seen.size).toBe(34 * 3);
});

test('employers have distinct tax codes: valid, or suspect where that fault was injected', () => {
  const employers = [...population.employers()];
  expect(employers.length).toBe(population.employerCount);
  expect(new Set(employers.map(({ taxCode }) => taxCode)).size).toBe(employers.length);
  for (const { index, taxCode } of employers) {
    expect(checkTaxCode(taxCode)).toBe(
      population.employerFaults(index).includes('SUSPECT_TAX_CODE') ? 'SUSPECT' : 'VALID',
    );
  }
  expect(
    employers.filter(({ index }) => population.employerFaults(index).includes('SUSPECT_TAX_CODE')).length,
  ).toBeGreaterThan(5);
});
