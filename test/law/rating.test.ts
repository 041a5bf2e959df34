import { expect, test } from 'vitest';
import { excellentQuota, gradeOf } from '../../subgraphs/law/rating.ts';

test.each([
  [100, 'EXCELLENT'],
  [90, 'EXCELLENT'],
  [89.99, 'GOOD'],
  [70, 'GOOD'],
  [69.99, 'COMPLETED'],
  [50, 'COMPLETED'],
  [49.99, 'NOT_COMPLETED'],
  [0, 'NOT_COMPLETED'],
] as const)('a score of %d is %s (Decree 335/2025/NĐ-CP)', (score, grade) => expect(gradeOf(score)).toBe(grade));

test('what is no score is refused', () => {
  expect(() => gradeOf(-0.01)).toThrow(RangeError);
  expect(() => gradeOf(Number.NaN)).toThrow(RangeError);
});

test('excellents are at most 20 % of the goods', () => {
  expect([0, 4, 5, 9, 10, 101].map(excellentQuota)).toEqual([0, 0, 1, 1, 2, 20]);
});
