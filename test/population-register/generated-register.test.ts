import { expect, test } from 'vitest';
import { personalNumberProblems } from '../../subgraphs/law/personal-number.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { isSameName } from '../../subgraphs/population-register/same-name.ts';

const population = createPopulation({ officials: 10_000, personKey: Buffer.alloc(32) });
const officials = [...population.people({ part: 'officials' })].map(({ index, truth, faults, officials }) => ({
  index,
  truth,
  faults,
  expected: population.expectedMatch(index),
  recorded: officials()[0],
}));
const shareOf = (count: number, all: number) => count / all;

test('everybody else is known as they truly are', () => {
  let dead = 0;
  for (const { kind, truth, socialSecurity } of population.people()) {
    if (kind === 'OFFICIAL') continue;
    const { fullName, sex, birthDate, personalNumber } = truth;
    const citizen = population.citizen(personalNumber);
    expect(citizen).toMatchObject({ fullName, sex, birthDate });
    // The dead have no card.
    if (citizen?.status === 'DECEASED') {
      dead++;
      expect(socialSecurity().healthCard).toBeNull();
    }
  }
  expect(dead).toBeGreaterThan(20);
});

test('a number that nobody has is unknown, whatever its form', () => {
  for (const number of ['', '1', '000000000000', '999999999999', 'x'.repeat(12), '001190000000', '0011900000001'])
    expect(population.citizen(number)).toBeNull();
  const known = new Set(officials.map(({ truth }) => truth.personalNumber));
  const others = officials.slice(0, 2000).map(({ truth }) => {
    const [head, serial] = [truth.personalNumber.slice(0, 6), Number(truth.personalNumber.slice(6))];
    return head + String((serial + 1) % 1_000_000).padStart(6, '0');
  });
  for (const number of others.filter((each) => !known.has(each))) expect(population.citizen(number)).toBeNull();
});

test('records are not matched exactly where the register does not agree with them', () => {
  for (const { expected, recorded } of officials) {
    const agrees =
      expected.outcome === 'MATCHED' || (expected.outcome === 'DECEASED' && recorded?.status === 'DECEASED');
    expect(recorded?.citizenMatch).toBe(agrees ? 'MATCHED' : 'NOT_MATCHED');
  }
});

test('the unmatched are about half unknown, a quarter corrected, a fifth renumbered, some dead', () => {
  const unmatched = officials.filter(
    ({ faults }) => faults.includes('CITIZEN_NOT_MATCHED') && !faults.includes('NUMBER_MISMATCH'),
  );
  const share = (outcome: string) =>
    shareOf(unmatched.filter(({ expected }) => expected.outcome === outcome).length, unmatched.length);
  expect(unmatched.length).toBeGreaterThan(350);
  expect(Math.abs(share('NOT_FOUND') - 0.5)).toBeLessThan(0.1);
  expect(Math.abs(share('MISMATCH') - 0.25)).toBeLessThan(0.1);
  expect(Math.abs(share('SUPERSEDED') - 0.2)).toBeLessThan(0.1);
  expect(share('DECEASED')).toBeGreaterThan(0.01);
  for (const { expected, recorded } of unmatched)
    if (expected.outcome === 'DECEASED') expect(recorded?.leftOn).toBeNull();
});

test('a renumbered person is known under the new number, which is valid and nobody else has', () => {
  const numbers = new Set([...population.people()].map(({ truth }) => truth.personalNumber));
  const renumbered = officials.filter(({ expected }) => expected.outcome === 'SUPERSEDED');
  expect(renumbered.length).toBeGreaterThan(50);
  for (const { truth } of renumbered) {
    const former = population.citizen(truth.personalNumber);
    const number = former?.status === 'SUPERSEDED' ? former.supersededBy : '';
    expect(personalNumberProblems(number, truth)).toEqual([]);
    expect(numbers.has(number)).toBe(false);
    numbers.add(number);
    const { fullName, sex, birthDate } = truth;
    expect(population.citizen(number)).toMatchObject({ fullName, sex, birthDate });
    expect(population.citizen(number)?.status).not.toBe('SUPERSEDED');
  }
});

test('a corrected person differs in exactly one field, and a name by more than its spelling', () => {
  const found = new Set<string>();
  for (const { expected, recorded, truth } of officials) {
    if (expected.outcome !== 'MISMATCH' || !recorded) continue;
    const citizen = population.citizen(truth.personalNumber);
    if (!citizen) throw new Error('not known');
    const differs = [
      ...(isSameName(recorded.fullName, citizen.fullName) ? [] : ['FULL_NAME']),
      ...(recorded.sex === citizen.sex ? [] : ['SEX']),
      ...(recorded.birthDate === citizen.birthDate ? [] : ['BIRTH_DATE']),
    ];
    expect(differs).toEqual(expected.mismatchedFields);
    for (const field of differs) found.add(field);
  }
  expect([...found].sort()).toEqual(['BIRTH_DATE', 'FULL_NAME', 'SEX']);
});

test('at national size, where several people share a serial, each is found by the number', () => {
  const nation = createPopulation({ officials: 1_436_507, personKey: Buffer.alloc(32) });
  const blocks = new Set<number>();
  for (let index = 0; index < nation.size; index += 997) {
    const { truth, kind } = nation.story(index);
    const outcome = kind === 'OFFICIAL' ? nation.expectedMatch(index).outcome : 'MATCHED';
    if (outcome !== 'MATCHED') continue;
    blocks.add(Math.floor(index / 1_000_000));
    const { fullName, sex, birthDate } = truth;
    expect(nation.citizen(truth.personalNumber)).toMatchObject({ fullName, sex, birthDate });
  }
  expect(blocks.size).toBe(4);
});
