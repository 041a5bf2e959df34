/**
 * Whether two full names are one name, written in two ways: composed or decomposed letters, upper or lower case, spaces and
 * punctuation, and the place of the tone mark within a syllable (hòa, hoà). Another tone or another letter is another name:
 * Hòa is not Hoa, Đ is not D, and Quý is not Quí, since people choose between i and y for themselves.
 */
export const isSameName = (one: string, other: string): boolean => one === other || spelling(one) === spelling(other);

/** Grave, acute, tilde, hook above, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** The one spelling that names which are the same have in common. */
function spelling(name: string): string {
  return (
    name
      .normalize('NFC')
      .toLowerCase()
      // The Icelandic letter looks the same in capitals, and old converters put it for the Vietnamese one.
      .replaceAll('ð', 'đ')
      .replace(/\p{Cf}/gu, '')
      // Of Ê Đê and Mông names (H'Bia, Y-Moan): an apostrophe joins, a hyphen parts.
      .replace(/\s*['’‘ʼ`´]\s*/g, '')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== '')
      .map(toneLast)
      .join(' ')
  );
}

/** A syllable has one tone, and where its mark stands is a matter of spelling (old style hòa, new style hoà): so it goes to the end. */
function toneLast(word: string): string {
  const letters = word.normalize('NFD');
  const tones = letters.match(TONES);
  return tones ? letters.replace(TONES, '').normalize('NFC') + tones.join('') : word;
}
