import { expect, test } from 'vitest';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import type { Fault } from '../../subgraphs/population/faults.ts';
import * as rates from '../../subgraphs/population/faults.ts';

const population = createPopulation({ officials: 20_000, personKey: Buffer.alloc(32) });
const counts = new Map<Fault, number>();
let entitled = 0;
let beneficiaries = 0;
for (const story of population.people()) {
  for (const fault of story.faults) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  const { socialPension, benefits } = story.socialSecurity();
  if (socialPension?.endedOn === null || story.faults.includes('NO_PENSION_AT_75')) entitled++;
  if ((story.labour()?.claims[0]?.paidMonths.length ?? 0) > 1 && benefits.length > 0) beneficiaries++;
}
const count = (fault: Fault) => counts.get(fault) ?? 0;

/** Recorded under another owner, or in service by mistake: when such a record was updated does not follow from its owner. */
const NOT_BY_THEIR_OWNER: readonly Fault[] = ['OLD_UNIT_CODE', 'LEFT_WITHOUT_DATE', 'RETIREMENT_NOT_RECORDED'];

/** Within four standard deviations of a binomial count: a fixed seed, so this never flickers. */
function expectRate(found: number, rate: number, of: number): void {
  expect(Math.abs(found - rate * of)).toBeLessThan(4 * Math.sqrt(rate * (1 - rate) * of));
}

test.each([
  ['CITIZEN_NOT_MATCHED', rates.CITIZEN_NOT_MATCHED],
  ['WRONG_COEFFICIENT', rates.WRONG_COEFFICIENT],
  ['NUMBER_MISMATCH', rates.NUMBER_MISMATCH],
  ['DUPLICATE_OFFICIAL', rates.DUPLICATE_OFFICIAL],
  ['RETIRED_STILL_PAID', rates.RETIRED_STILL_PAID],
  ['EXCELLENT_WITH_DISCIPLINE', rates.EXCELLENT_WITH_DISCIPLINE],
  ['INSURED_BASE_DIFFERS', rates.INSURED_BASE_DIFFERS],
  ['OFFICIAL_IN_LABOUR_REGISTER', rates.OFFICIAL_IN_LABOUR_REGISTER],
  ['OFFICIAL_PRIVATE_EMPLOYER', rates.OFFICIAL_PRIVATE_EMPLOYER],
] as const)('%s befalls its share of officials', (fault, rate) => {
  expectRate(count(fault), rate, 20_000);
});

test('the other faults befall their shares of those they can befall', () => {
  expectRate(count('NO_PENSION_AT_75'), rates.NO_PENSION_AT_75, entitled);
  expectRate(count('BENEFIT_BESIDE_CONTRIBUTION'), rates.BENEFIT_BESIDE_CONTRIBUTION, beneficiaries);
  // Of the officials not in central agencies or unmerged provinces' departments: not all of them.
  expect(count('OLD_UNIT_CODE')).toBeGreaterThan(20_000 * rates.OLD_UNIT_CODE * 0.8);
  expect(count('OLD_UNIT_CODE')).toBeLessThan(20_000 * rates.OLD_UNIT_CODE * 1.1);
  expect(count('DUPLICATE_INSURANCE_NUMBER') / 38_000).toBeCloseTo(rates.DUPLICATE_INSURANCE_NUMBER, 2);
  const stopped = [...population.employers()].filter(({ stoppedContributing }) => stoppedContributing).length;
  expectRate(stopped, rates.EMPLOYER_STOPPED_CONTRIBUTING, population.employerCount * 0.95);
});

test('95.08 % of officials are matched with a citizen: 1,365,761 of 1,436,507', () => {
  expect(1 - rates.CITIZEN_NOT_MATCHED).toBeCloseTo(1_365_761 / 1_436_507, 3);
});

test('records are stale where the owner is, up to date elsewhere', () => {
  const owners = new Set(population.upToDateOwners);
  for (const story of population.people({ part: 'officials' })) {
    const [record] = story.officials();
    if (!record || record.leftOn || story.faults.some((fault) => NOT_BY_THEIR_OWNER.includes(fault))) continue;
    const stale = !owners.has(record.agencyId.split('.')[0] ?? '');
    expect(story.faults.includes('STALE')).toBe(stale);
    // A year and more before 2026-10-31, against the last four months.
    if (stale) expect(record.updatedAt < '2025-10-31').toBe(true);
    else expect(record.updatedAt >= '2026-07-01').toBe(true);
  }
});
