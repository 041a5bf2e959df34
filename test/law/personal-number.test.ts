import { expect, test } from 'vitest';
import { isCountryPrefix, PROVINCE_PREFIXES } from '../../subgraphs/law/birthplace-prefixes.ts';
import {
  centuryAndSexDigit,
  composePersonalNumber,
  parsePersonalNumber,
  personalNumberProblems,
} from '../../subgraphs/law/personal-number.ts';

test('037153000257: Ninh Bình, woman of the 1900s, born 53 (the common example of Circular 59/2021/TT-BCA)', () => {
  expect(parsePersonalNumber('037153000257')).toEqual({
    prefix: '037',
    placeKind: 'PROVINCE',
    place: 'Ninh Bình',
    sex: 'FEMALE',
    birthYear: 1953,
    serial: '000257',
  });
});

test.each([
  ['0', 'MALE', 1990],
  ['1', 'FEMALE', 1990],
  ['2', 'MALE', 2090],
  ['3', 'FEMALE', 2090],
  ['8', 'MALE', 2390],
  ['9', 'FEMALE', 2390],
] as const)('the digit %s tells century and sex', (digit, sex, birthYear) => {
  expect(parsePersonalNumber(`001${digit}90123456`)).toMatchObject({ sex, birthYear });
  expect(centuryAndSexDigit(birthYear, sex)).toBe(Number(digit));
});

test('what is not 12 ASCII digits is no number', () => {
  for (const text of [
    '',
    '03715300025',
    '0371530002570',
    '03715300025A',
    ' 37153000257',
    '٠٣٧١٥٣٠٠٠٢٥٧',
    '037153000257\n',
  ]) {
    expect(parsePersonalNumber(text)).toBeNull();
    expect(personalNumberProblems(text, { sex: 'MALE' })).toEqual(['MALFORMED']);
  }
});

test('problems are named, all of them, and what is unknown is not compared', () => {
  expect(personalNumberProblems('037153000257', { sex: 'FEMALE', birthDate: '1953-06-15' })).toEqual([]);
  expect(personalNumberProblems('037153000257', { sex: null, birthDate: null })).toEqual([]);
  expect(personalNumberProblems('037153000257', { sex: 'MALE' })).toEqual(['SEX_DIFFERS']);
  expect(personalNumberProblems('037153000257', { birthDate: '2053-01-01' })).toEqual(['BIRTH_YEAR_DIFFERS']);
  expect(personalNumberProblems('097153000257', { sex: 'MALE', birthDate: '1954' })).toEqual([
    'UNKNOWN_PREFIX',
    'SEX_DIFFERS',
    'BIRTH_YEAR_DIFFERS',
  ]);
});

test('63 former provinces, and countries from 101 to 295', () => {
  expect(PROVINCE_PREFIXES.size).toBe(63);
  expect([...PROVINCE_PREFIXES.keys()].every((prefix) => prefix >= '001' && prefix <= '096')).toBe(true);
  expect(['100', '101', '295', '296', '1010'].map(isCountryPrefix)).toEqual([false, true, true, false, false]);
  expect(parsePersonalNumber('279185000001')).toMatchObject({ placeKind: 'COUNTRY', place: 'Trung Quốc' });
  expect(parsePersonalNumber('101185000001')).toMatchObject({ placeKind: 'COUNTRY', place: null });
});

test('a composed number reads back', () => {
  expect(composePersonalNumber('079', 'MALE', 2004, 42)).toBe('079204000042');
  expect(() => composePersonalNumber('79', 'MALE', 2004, 42)).toThrow(RangeError);
  expect(() => composePersonalNumber('079', 'MALE', 1899, 42)).toThrow(RangeError);
  expect(() => composePersonalNumber('079', 'MALE', 2400, 42)).toThrow(RangeError);
  expect(() => composePersonalNumber('079', 'MALE', 2004, 1_000_000)).toThrow(RangeError);
});
