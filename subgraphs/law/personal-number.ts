import { COUNTRY_PREFIXES, isCountryPrefix, PROVINCE_PREFIXES } from './birthplace-prefixes.ts';

export type Sex = 'MALE' | 'FEMALE';

/** What a personal identity number (số định danh cá nhân) says by itself. */
export type PersonalNumberParts = {
  /** Three digits: place of birth registration, never residence. */
  prefix: string;
  placeKind: 'PROVINCE' | 'COUNTRY' | 'UNKNOWN';
  /** Name of the former province or the country, in Vietnamese; null where the prefix or the country's name is unknown. */
  place: string | null;
  sex: Sex;
  birthYear: number;
  serial: string;
};

export type PersonalNumberProblem = 'MALFORMED' | 'UNKNOWN_PREFIX' | 'SEX_DIFFERS' | 'BIRTH_YEAR_DIFFERS';

const FORM = /^[0-9]{12}$/;

/**
 * Reads a number; null where it is not 12 digits. There is no check digit.
 * The fourth digit tells century and sex: 0/1 man/woman of the 1900s, 2/3 of the 2000s ... 8/9 of the 2300s.
 * Source: Decree 137/2015/NĐ-CP art. 13 (numbers), Circular 59/2021/TT-BCA (prefixes).
 */
export function parsePersonalNumber(number: string): PersonalNumberParts | null {
  if (!FORM.test(number)) return null;
  const prefix = number.slice(0, 3);
  const centuryAndSex = Number(number[3]);
  const province = PROVINCE_PREFIXES.get(prefix);
  return {
    prefix,
    placeKind: province ? 'PROVINCE' : isCountryPrefix(prefix) ? 'COUNTRY' : 'UNKNOWN',
    place: province ?? COUNTRY_PREFIXES.get(prefix) ?? null,
    sex: centuryAndSex % 2 === 0 ? 'MALE' : 'FEMALE',
    birthYear: 1900 + Math.floor(centuryAndSex / 2) * 100 + Number(number.slice(4, 6)),
    serial: number.slice(6),
  };
}

/**
 * Everything about a number that contradicts itself or what is recorded of its holder, in a fixed order; empty when it agrees.
 * What is not known (null or left out) is not compared. `birthDate` may be yyyy-MM-dd, yyyy-MM or yyyy.
 */
export function personalNumberProblems(
  number: string,
  holder: { sex?: Sex | null; birthDate?: string | null } = {},
): PersonalNumberProblem[] {
  const parts = parsePersonalNumber(number);
  if (!parts) return ['MALFORMED'];
  const problems: PersonalNumberProblem[] = [];
  if (parts.placeKind === 'UNKNOWN') problems.push('UNKNOWN_PREFIX');
  if (holder.sex && holder.sex !== parts.sex) problems.push('SEX_DIFFERS');
  if (holder.birthDate && Number(holder.birthDate.slice(0, 4)) !== parts.birthYear) problems.push('BIRTH_YEAR_DIFFERS');
  return problems;
}

/** The fourth digit of a number. RangeError outside 1900..2399, which the law gives no digit. */
export function centuryAndSexDigit(birthYear: number, sex: Sex): number {
  const century = Math.floor(birthYear / 100) - 19;
  if (century < 0 || century > 4) throw new RangeError(`no century digit for the birth year ${birthYear}`);
  return century * 2 + (sex === 'MALE' ? 0 : 1);
}

/**
 * Composes a number of its parts. `serial` is an integer of 0..999999; RangeError otherwise, or for a malformed prefix.
 * The prefix need not be a known one: faulty records need numbers too.
 */
export function composePersonalNumber(prefix: string, sex: Sex, birthYear: number, serial: number): string {
  if (!/^\d{3}$/.test(prefix)) throw new RangeError(`not a prefix of 3 digits: ${prefix}`);
  if (!Number.isInteger(serial) || serial < 0 || serial > 999_999) throw new RangeError(`not a serial: ${serial}`);
  const digit = centuryAndSexDigit(birthYear, sex);
  return `${prefix}${digit}${String(birthYear % 100).padStart(2, '0')}${String(serial).padStart(6, '0')}`;
}
