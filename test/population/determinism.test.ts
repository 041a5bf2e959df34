import { expect, test } from 'vitest';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { permutation } from '../../subgraphs/population/permutation.ts';
import { recordId } from '../../subgraphs/population/record-id.ts';
import type { Story } from '../../subgraphs/population/story.ts';

const personKey = Buffer.alloc(32);
const told = (story: Story) =>
  JSON.stringify([story.truth, story.faults, story.officials(), story.labour(), story.socialSecurity()]);

test('the same seed gives the same people, in any order', () => {
  const forwards = [...createPopulation({ officials: 300, personKey }).people()].map(told);
  const again = createPopulation({ officials: 300, personKey });
  const backwards = Array.from({ length: again.size }, (_, at) => told(again.story(again.size - 1 - at))).reverse();
  expect(backwards).toEqual(forwards);
});

test('another seed gives other people', () => {
  const one = createPopulation({ officials: 50, personKey });
  const other = createPopulation({ officials: 50, seed: 2027, personKey });
  expect(other.story(7).truth.personalNumber).not.toBe(one.story(7).truth.personalNumber);
});

test('a part leaves out exactly the people who have nothing in that database', () => {
  const population = createPopulation({ officials: 2000, personKey });
  const all = [...population.people()];
  const indices = (stories: Iterable<Story>) => [...stories].map(({ index }) => index);
  expect(indices(population.people({ part: 'officials' }))).toEqual(
    indices(all.filter((story) => story.officials().length > 0)),
  );
  expect(indices(population.people({ part: 'labour' }))).toEqual(
    indices(all.filter((story) => story.labour() !== null)),
  );
  expect(indices(population.people({ part: 'social-security' }))).toEqual(indices(all));
});

test('progress ends at the whole', () => {
  const told: [number, number][] = [];
  const population = createPopulation({
    officials: 1000,
    personKey,
    onProgress: (done, total) => told.push([done, total]),
  });
  for (const _ of population.people());
  expect(told).toEqual([
    [0, 2400],
    [1000, 2400],
    [2000, 2400],
    [2400, 2400],
  ]);
});

test('an index outside the population is refused', () => {
  const population = createPopulation({ officials: 10, personKey });
  expect(() => population.story(24)).toThrow(RangeError);
  expect(() => createPopulation({ officials: 0, personKey })).toThrow(RangeError);
});

test('a permutation visits each number once, also where products pass 2^53', () => {
  for (const size of [1, 2, 7, 4000, 10_007])
    expect(new Set(Array.from({ length: size }, (_, v) => permutation(size, 5)(v))).size).toBe(size);
  const large = permutation(9_999_999_967, 3);
  const values = Array.from({ length: 5000 }, (_, v) => large(9_999_999_966 - v));
  expect(new Set(values).size).toBe(5000);
  expect(values.every((value) => Number.isInteger(value) && value >= 0 && value < 9_999_999_967)).toBe(true);
});

test('record ids are distinct UUIDs of version 8', () => {
  const ids = new Set<string>();
  for (const kind of ['official', 'appointment']) {
    for (let index = 0; index < 5000; index++)
      for (let n = 0; n < 3; n++) ids.add(recordId('officials', kind, index, n));
  }
  expect(ids.size).toBe(30_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(recordId('officials', 'official', 1)).toBe(recordId('officials', 'official', 1, 0));
});
