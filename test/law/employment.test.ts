import { expect, test } from 'vitest';
import { contractProblems } from '../../subgraphs/law/contract.ts';
import { isOfWorkingAge } from '../../subgraphs/law/working-age.ts';

test('a definite contract lasts at most 36 months (Labour Code 45/2019, art. 20)', () => {
  expect(contractProblems('DEFINITE', '2024-01-01', '2026-12-31')).toEqual([]);
  expect(contractProblems('DEFINITE', '2024-01-01', '2027-01-01')).toEqual([]);
  expect(contractProblems('DEFINITE', '2024-01-01', '2027-01-02')).toEqual(['LONGER_THAN_36_MONTHS']);
});

test('a definite contract ends, an indefinite one does not', () => {
  expect(contractProblems('DEFINITE', '2024-01-01', null)).toEqual(['END_MISSING']);
  expect(contractProblems('DEFINITE', '2024-01-02', '2024-01-01')).toEqual(['ENDS_BEFORE_START']);
  expect(contractProblems('INDEFINITE', '2024-01-01', null)).toEqual([]);
  expect(contractProblems('INDEFINITE', '2024-01-01', '2030-01-01')).toEqual(['END_UNEXPECTED']);
  expect(contractProblems('INDEFINITE', '2024-02-30', null)).toEqual(['MALFORMED_DATE']);
});

test('working age starts on the fifteenth birthday', () => {
  expect(isOfWorkingAge('2011-10-31', '2026-10-30')).toBe(false);
  expect(isOfWorkingAge('2011-10-31', '2026-10-31')).toBe(true);
});
