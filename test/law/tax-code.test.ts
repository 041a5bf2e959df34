import { expect, test } from 'vitest';
import { checkTaxCode, taxCodeCheckDigit } from '../../subgraphs/law/tax-code.ts';

// 0 1 0 0 1 0 9 1 0 times 31 29 23 19 17 13 7 5 3: 29 + 17 + 63 + 5 = 114 = 10 x 11 + 4, so the digit is 10 - 4 = 6.
test('0100109106 (Viettel, published by the company) is valid', () => {
  expect(taxCodeCheckDigit('010010910')).toBe(6);
  expect(checkTaxCode('0100109106')).toBe('VALID');
});

test.each(['0300588569', '0101243150'])('%s, a real enterprise (Vinamilk, MISA), is valid', (code) => {
  expect(checkTaxCode(code)).toBe('VALID');
});

test('any other tenth digit is invalid', () => {
  for (let digit = 0; digit < 10; digit++) {
    expect(checkTaxCode(`010010910${digit}`)).toBe(digit === 6 ? 'VALID' : 'INVALID');
  }
});

// 000000105: 1 x 7 + 5 x 3 = 22 = 2 x 11.
test('a remainder of 0 leaves no digit: suspect whatever the tenth is', () => {
  expect(taxCodeCheckDigit('000000105')).toBeNull();
  for (let digit = 0; digit < 10; digit++) expect(checkTaxCode(`000000105${digit}`)).toBe('SUSPECT');
});

// 000000007: 7x3 = 21, 21 mod 11 = 10, 10 - 10 = 0.
test('a remainder of 10 gives the digit 0', () => {
  expect(taxCodeCheckDigit('000000007')).toBe(0);
  expect(checkTaxCode('0000000070')).toBe('VALID');
});

test('a dependent unit adds its number, 001 to 999', () => {
  expect(checkTaxCode('0100109106-001')).toBe('VALID');
  expect(checkTaxCode('0100109106-999')).toBe('VALID');
  expect(checkTaxCode('0100109106-000')).toBe('INVALID');
  expect(checkTaxCode('0100109105-001')).toBe('INVALID');
});

test.each([
  '',
  '010010910',
  '01001091066',
  '0100109106001',
  '0100109106-01',
  '0100109106-0001',
  '037153000257',
  '0100109106\n',
])('the form of "%s" is invalid', (code) => {
  expect(checkTaxCode(code)).toBe('INVALID');
});
