import { describe, expect, test } from 'vitest';
import { RETIREMENT_AGES, retirementAgeMonths, retirementDate } from '../../subgraphs/law/retirement.ts';

const months = (years: number, more: number) => years * 12 + more;
const ageIn = (sex: 'MALE' | 'FEMALE', year: number) =>
  RETIREMENT_AGES[sex].findLast((row) => row.validFrom <= `${year}-12-31`)?.months;

test('ages by year (Decree 135/2020/NĐ-CP, art. 4): 2025 61y3m and 56y8m, in the end 62 and 60', () => {
  expect([2020, 2021, 2025, 2026, 2027, 2028, 2060].map((year) => ageIn('MALE', year))).toEqual([
    months(60, 0),
    months(60, 3),
    months(61, 3),
    months(61, 6),
    months(61, 9),
    months(62, 0),
    months(62, 0),
  ]);
  expect([2020, 2021, 2025, 2026, 2034, 2035, 2060].map((year) => ageIn('FEMALE', year))).toEqual([
    months(55, 0),
    months(55, 4),
    months(56, 8),
    months(57, 0),
    months(59, 8),
    months(60, 0),
    months(60, 0),
  ]);
});

// Annex I of the Decree: first and last month of birth of a cohort, its age, and the month in which the pension starts.
describe('men, as in annex I', () => {
  test.each([
    ['1960-12-31', months(60, 0), '2021-01-01'],
    ['1961-01-01', months(60, 3), '2021-05-01'],
    ['1961-09-30', months(60, 3), '2022-01-01'],
    ['1961-10-01', months(60, 6), '2022-05-01'],
    ['1964-01-15', months(61, 3), '2025-05-01'],
    ['1964-09-30', months(61, 3), '2026-01-01'],
    ['1964-10-01', months(61, 6), '2026-05-01'],
    ['1965-06-30', months(61, 6), '2027-01-01'],
    ['1965-07-01', months(61, 9), '2027-05-01'],
    ['1966-03-31', months(61, 9), '2028-01-01'],
    ['1966-04-01', months(62, 0), '2028-05-01'],
    ['1990-12-31', months(62, 0), '2053-01-01'],
  ])('born %s', (birthDate, age, date) => {
    expect(retirementAgeMonths(birthDate, 'MALE')).toBe(age);
    expect(retirementDate(birthDate, 'MALE')).toBe(date);
  });
});

describe('women, as in annex I', () => {
  test.each([
    ['1965-12-31', months(55, 0), '2021-01-01'],
    ['1966-01-01', months(55, 4), '2021-06-01'],
    ['1966-08-31', months(55, 4), '2022-01-01'],
    ['1966-09-01', months(55, 8), '2022-06-01'],
    ['1968-09-01', months(56, 8), '2025-06-01'],
    ['1969-04-30', months(56, 8), '2026-01-01'],
    ['1969-05-01', months(57, 0), '2026-06-01'],
    ['1969-12-31', months(57, 0), '2027-01-01'],
    ['1975-04-30', months(59, 8), '2035-01-01'],
    ['1975-05-01', months(60, 0), '2035-06-01'],
  ])('born %s', (birthDate, age, date) => {
    expect(retirementAgeMonths(birthDate, 'FEMALE')).toBe(age);
    expect(retirementDate(birthDate, 'FEMALE')).toBe(date);
  });
});

test('one born a month later never retires earlier', () => {
  for (const sex of ['MALE', 'FEMALE'] as const) {
    let previous = '';
    for (let year = 1940; year < 2005; year++) {
      for (let month = 1; month <= 12; month++) {
        const date = retirementDate(`${year}-${String(month).padStart(2, '0')}-15`, sex);
        expect(date >= previous).toBe(true);
        previous = date;
      }
    }
  }
});

test('a malformed date of birth is refused', () => {
  expect(() => retirementDate('1965', 'MALE')).toThrow(RangeError);
});
