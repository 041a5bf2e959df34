import { PROVINCE_PREFIXES } from '../law/birthplace-prefixes.ts';
import { composePersonalNumber, parsePersonalNumber } from '../law/personal-number.ts';
import { dayText, firstDayOf } from './calendar.ts';
import { ethnicGroup, fullName } from './names.ts';
import { inversePermutation, permutation } from './permutation.ts';
import type { Commune, Province } from './places.ts';
import { integer, pick, type Random } from './random.ts';
import type { Identity, Sex } from './story.ts';

const SERIALS = 1_000_000;
const PREFIXES = [...PROVINCE_PREFIXES.keys()];

/** Who a person truly is. */
export type Truth = Identity & { ethnicGroup: string };

/** Gives true people their names and numbers; no two indices below `size` share a personal number or an insurance number. */
export type Identities = {
  identity(
    next: Random,
    index: number,
    person: { sex: Sex; birthMonth: number; province: Province; commune: Commune },
  ): Truth;
  /** The index below `size` whose personal number, if it has this one, this is; null where no number of ours has its form. */
  holderOf(personalNumber: string): number | null;
  /** The number that a person would get in place of this one: of the same form, and the one it comes from is found back the same way. */
  replacement(personalNumber: string): string;
  /** 10 digits. `n` = 1: a second number of the same person. */
  insuranceNumber(index: number, province: Province, n: 0 | 1): string;
};

/**
 * A personal number has room for a million serials behind each (prefix, century and sex, year). Index i gets the serial perm(i mod 10^6),
 * so only indices a multiple of 10^6 apart can collide; these are told apart by (prefix position + birth year) mod `blocks`, which
 * must equal their block. Up to a million people that leaves the prefix free; above, some are born elsewhere than they live.
 */
export function createIdentities(seed: number, size: number): Identities {
  // A divisor of 100: the number holds the year mod 100 only.
  const blocks = [1, 2, 4, 5, 10, 20].find((count) => count * SERIALS >= size);
  if (blocks === undefined) throw new RangeError(`at most 20 million people, not ${size}`);
  const serial = permutation(SERIALS, seed);
  const withSerial = inversePermutation(SERIALS, seed);
  const insuranceSerial = permutation(100_000_000, seed + 7);
  const prefixesByResidue = Array.from({ length: blocks }, (_, residue) =>
    PREFIXES.filter((_, at) => at % blocks === residue),
  );
  const position = new Map(PREFIXES.map((prefix, at) => [prefix, at]));

  const birthPrefix = (next: Random, index: number, year: number, province: Province): string => {
    const residue = (((Math.floor(index / SERIALS) - year) % blocks) + blocks) % blocks;
    const home = next() < 0.85 ? pick(next, province.birthPrefixes) : pick(next, PREFIXES);
    return (position.get(home) as number) % blocks === residue
      ? home
      : pick(next, prefixesByResidue[residue] as string[]);
  };

  return {
    identity(next, index, { sex, birthMonth, province, commune }) {
      const ethnic = ethnicGroup(next(), province.code);
      const year = Math.floor(birthMonth / 12);
      const prefix = birthPrefix(next, index, year, province);
      return {
        personalNumber: composePersonalNumber(prefix, sex, year, serial(index % SERIALS)),
        fullName: fullName(next, sex, ethnic),
        sex,
        birthDate: dayText(firstDayOf(birthMonth) + integer(next, 0, 27)),
        residenceUnitId: commune.id,
        ethnicGroup: ethnic,
      };
    },
    holderOf(personalNumber) {
      const parts = parsePersonalNumber(personalNumber);
      const at = parts ? position.get(parts.prefix) : undefined;
      if (!parts || at === undefined) return null;
      // birthPrefix the other way round.
      const block = (at + parts.birthYear) % blocks;
      const index = withSerial(Number(parts.serial)) + block * SERIALS;
      return index < size ? index : null;
    },
    replacement(personalNumber) {
      const at = withSerial(Number(personalNumber.slice(6)));
      return personalNumber.slice(0, 6) + String(serial((at + SERIALS / 2) % SERIALS)).padStart(6, '0');
    },
    insuranceNumber(index, province, n) {
      const digits = String(insuranceSerial(index + n * 50_000_000)).padStart(8, '0');
      return `${(province.birthPrefixes[0] as string).slice(1)}${digits}`;
    },
  };
}
