import { expect, test } from 'vitest';
import { createStream, type Dimensions } from './stream.ts';

const numbers = (name: string, length: number) => Array.from({ length }, (_, at) => ({ [name]: at }));

const dimensions: Dimensions = [numbers('official', 40), numbers('month', 24), [{ language: 'VI' }], []];
const bodies = (seed: number) => {
  const stream = createStream(dimensions, seed);
  return Array.from({ length: stream.size }, (_, at) => JSON.stringify(stream.at(at)));
};

test('no body comes twice before every one has come', () => {
  expect(new Set(bodies(1)).size).toBe(40 * 24);
});

test('the same seed gives the same order, another one another', () => {
  expect(bodies(1)).toEqual(bodies(1));
  expect(bodies(2)).not.toEqual(bodies(1));
  expect(bodies(2).toSorted()).toEqual(bodies(1).toSorted());
});

test('neighbours differ in what there is most of', () => {
  const stream = createStream(dimensions, 1);
  const officials = Array.from({ length: 20 }, (_, at) => stream.at(at).official);
  expect(new Set(officials).size).toBeGreaterThan(15);
});

test('what does not vary is one body', () => {
  const { size, at } = createStream([[{ first: 50 }]], 7);
  expect([size, at(0), at(1)]).toEqual([1, { first: 50 }, { first: 50 }]);
});
