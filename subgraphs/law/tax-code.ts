export type TaxCodeCheck = 'VALID' | 'SUSPECT' | 'INVALID';

const FORM = /^(\d{9})(\d)(?:-(\d{3}))?$/;
const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

/**
 * The tenth digit of an enterprise tax code (mã số thuế) for its first nine: 10 - (weighted sum mod 11).
 * Null where the remainder is 0 (it would be 10: no single digit). RangeError unless given nine digits.
 */
export function taxCodeCheckDigit(firstNine: string): number | null {
  if (!/^\d{9}$/.test(firstNine)) throw new RangeError(`not nine digits: ${firstNine}`);
  let sum = 0;
  for (let index = 0; index < 9; index++) sum += Number(firstNine[index]) * (WEIGHTS[index] ?? 0);
  const remainder = sum % 11;
  return remainder === 0 ? null : 10 - remainder;
}

/**
 * Checks an enterprise tax code: 10 digits, or 13 as NNNNNNNNNN-NNN (a dependent unit, numbered 001 to 999).
 * SUSPECT: well formed, but its first nine digits have no check digit, so nothing tells it right or wrong.
 * An individual's 12-digit number is INVALID here (individuals use it since 2025-07: unsure).
 * Source: the form is Circular 86/2024/TT-BTC's; the check digit is the tax authority's published practice (domain.md, 5).
 */
export function checkTaxCode(code: string): TaxCodeCheck {
  const [, firstNine, tenth, branch] = FORM.exec(code) ?? [];
  if (!firstNine || branch === '000') return 'INVALID';
  const digit = taxCodeCheckDigit(firstNine);
  if (digit === null) return 'SUSPECT';
  return digit === Number(tenth) ? 'VALID' : 'INVALID';
}
