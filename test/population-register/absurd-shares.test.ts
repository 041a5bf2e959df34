import { expect, test } from 'vitest';
import { describeMatching } from '../../subgraphs/commands/match-progress.ts';

const outcomes = { MATCHED: 900, MISMATCH: 30, NOT_FOUND: 30, DECEASED: 30, SUPERSEDED: 10 };
const told = (given: Partial<typeof outcomes>) =>
  describeMatching(
    'officials',
    { resumed: false, outcomes: { ...outcomes, ...given }, changed: 0, failed: {}, gaveUp: false },
    1,
  )
    .split('\n')
    .filter((line) => line.includes('warning'));

test('a register by which half of the people are dead is told to be doubtful', () => {
  expect(told({})).toEqual([]);
  expect(told({ DECEASED: 1_000 })).toEqual([
    '  warning: 51 % are deceased: is this the right register, and is it whole?',
  ]);
  expect(told({ MATCHED: 0, NOT_FOUND: 900 })).toEqual([
    '  warning: 93 % are not found: is this the right register, and is it whole?',
  ]);
});

test('of a few records it means nothing', () => {
  expect(told({ MATCHED: 1, MISMATCH: 0, NOT_FOUND: 5, DECEASED: 50, SUPERSEDED: 0 })).toEqual([]);
});
