import { PURPOSE } from './purpose.ts';
import { hash } from './random.ts';
import type { Identity } from './story.ts';

/** What the population register knows otherwise than a record; the values are those of the schema's enum CitizenField. */
export type CorrectedField = 'FULL_NAME' | 'SEX' | 'BIRTH_DATE';

type Known = Pick<Identity, 'fullName' | 'sex' | 'birthDate'>;

/** An identity with one field otherwise: the name in half of them, the birth date in a third, the sex in the rest. */
export function correctedIdentity(seed: number, index: number, truth: Known): { field: CorrectedField; known: Known } {
  const { fullName, sex, birthDate } = truth;
  const sixth = hash(seed, index, PURPOSE.registerField) % 6;
  if (sixth < 3) return { field: 'FULL_NAME', known: { sex, birthDate, fullName: respelled(fullName) } };
  if (sixth === 5) return { field: 'SEX', known: { fullName, birthDate, sex: sex === 'MALE' ? 'FEMALE' : 'MALE' } };
  // The year stays: the number tells it.
  const day = (Number(birthDate.slice(8)) % 28) + 1;
  const otherDate = birthDate.slice(0, 8) + String(day).padStart(2, '0');
  return { field: 'BIRTH_DATE', known: { fullName, sex, birthDate: otherDate } };
}

/** Grave, acute, tilde, hook, dot below: each is taken for the next. */
const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

/** The same name with another tone; one without any tone gets one. */
function respelled(name: string): string {
  const letters = [...name.normalize('NFD')];
  const toned = letters.findLastIndex((letter) => TONES.includes(letter));
  if (toned >= 0) {
    letters[toned] = TONES[(TONES.indexOf(letters[toned] as string) + 1) % TONES.length] as string;
    return letters.join('').normalize('NFC');
  }
  const vowel = letters.findLastIndex((letter) => /[aeiouy]/i.test(letter));
  letters.splice(vowel + 1, 0, '\u0301');
  return letters.join('').normalize('NFC');
}
