import { describe, expect, test } from 'vitest';
import { agreesWithRank, expectedCoefficient, findRank, overFramePercent, RANKS } from '../../subgraphs/law/ranks.ts';

// Published first and last coefficients, Decree 204/2004/NĐ-CP, tables 2 and 3.
describe.each([
  ['01.001', 6, 6.2, 8.0],
  ['01.002', 8, 4.4, 6.78],
  ['01.003', 9, 2.34, 4.98],
  ['01.004', 10, 2.1, 4.89],
  ['01.005', 12, 1.86, 4.06],
])('rank %s', (code, steps, first, last) => {
  test(`runs from ${first} to ${last} in ${steps} steps`, () => {
    expect(findRank(code)?.steps).toBe(steps);
    expect(expectedCoefficient(code, 1)).toBe(first);
    expect(expectedCoefficient(code, steps)).toBe(last);
  });
});

test('the top step of every rank and title is the published maximum of its class', () => {
  for (const rank of RANKS) expect(expectedCoefficient(rank.code, rank.steps)).toBe(rank.top);
});

test('codes are unique and of the known forms', () => {
  expect(new Set(RANKS.map((rank) => rank.code)).size).toBe(RANKS.length);
  for (const { code } of RANKS) expect(code).toMatch(/^(01\.\d{3}|V\.\d{2}\.\d{2}\.\d{2})$/);
});

// 01.003: 2.34 + 3 x .33 = 3.33
test('a middle step', () => expect(expectedCoefficient('01.003', 4)).toBe(3.33));

test('nothing is expected of an unknown rank or step', () => {
  expect(expectedCoefficient('01.999', 1)).toBeNull();
  expect(expectedCoefficient('01.003', 0)).toBeNull();
  expect(expectedCoefficient('01.003', 10)).toBeNull();
  expect(expectedCoefficient('01.003', 1.5)).toBeNull();
  expect(agreesWithRank('01.999', 1, 2.34)).toBeNull();
});

test('a coefficient agrees within .005, not at it', () => {
  expect(agreesWithRank('01.003', 4, 3.33)).toBe(true);
  expect(agreesWithRank('01.003', 4, 3.334)).toBe(true);
  expect(agreesWithRank('01.003', 4, 3.335)).toBe(false);
  expect(agreesWithRank('01.003', 4, 3.325)).toBe(false);
  expect(agreesWithRank('01.003', 4, 3.66)).toBe(false);
});

test('over-frame seniority: 5 % after one step length at the top, then 1 % a full year', () => {
  expect([0, 35, 36, 47, 48, 60].map((months) => overFramePercent('01.003', months))).toEqual([0, 0, 5, 5, 6, 7]);
  expect([23, 24, 36].map((months) => overFramePercent('01.005', months))).toEqual([0, 5, 6]);
  expect(overFramePercent('01.999', 600)).toBe(0);
});
