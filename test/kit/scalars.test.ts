import { parseValue } from 'graphql';
import { expect, test } from 'vitest';
import { InvalidInput } from '../../subgraphs/kit/scalar.ts';
import { scalars } from '../../subgraphs/kit/scalars.ts';

const valid: Record<string, unknown[]> = {
  Date: ['2024-02-29', '2025-07-01', '0001-01-01'],
  YearMonth: ['2025-01', '2025-12'],
  PersonalNumber: ['001099000001', '096304123456'],
  TaxCode: ['0100109106', '0100109106-001'],
  UnitCode: ['79', '760', '26734'],
  AgencyCode: ['G09', 'H26.101', 'G09.01.2A'],
  DateTime: ['2026-10-31T08:00:00Z', '2026-10-31T08:00:00.123+07:00'],
  VND: [0, 2_530_000, -1],
};

const malformed: Record<string, unknown[]> = {
  Date: [
    '0000-01-01',
    '2025-02-29',
    '2025-13-01',
    '2025-7-1',
    '01/07/2025',
    20250701,
    '2025-07-01T00:00:00Z',
    '',
    null,
  ],
  YearMonth: ['0000-01', '2025-00', '2025-13', '2025-1', '2025-01-01', 202501],
  PersonalNumber: ['000099000001', '00109900001', '0010990000011', '00109900000a', 1099000001, '٠٠١٠٩٩٠٠٠٠٠١'],
  TaxCode: ['010010910', '0100109106001', '0100109106-01', '0100109106-0001'],
  UnitCode: ['7', '7600', '267345', 'AB', 79, ' 79'],
  AgencyCode: ['g09', 'G9', 'G09.', 'G09..1', '000.00.00.H38', `G09.${'1'.repeat(40)}`],
  DateTime: [
    '0001-01-01T00:00:00+07:00',
    '0000-05-05T00:00:00Z',
    '2026-10-31',
    '2026-10-31T08:00:00',
    '2026-10-31T25:00:00Z',
    0,
  ],
  VND: [1.5, '1000', Number.MAX_SAFE_INTEGER + 1, true],
};

test.each(Object.entries(valid))('%s takes what is well formed, as a variable and as a literal', (name, values) => {
  for (const value of values) {
    expect(scalars[name]?.parseValue(value)).not.toBeInstanceOf(InvalidInput);
    expect(scalars[name]?.parseLiteral(parseValue(JSON.stringify(value)))).not.toBeInstanceOf(InvalidInput);
  }
});

test.each(Object.entries(malformed))('%s refuses what is malformed and says what it expects', (name, values) => {
  for (const value of values) {
    const parsed = scalars[name]?.parseValue(value);
    expect(parsed, JSON.stringify(value)).toBeInstanceOf(InvalidInput);
    expect((parsed as InvalidInput).expected).toMatch(/^an? /);
    expect(scalars[name]?.parseLiteral(parseValue(JSON.stringify(value)))).toBeInstanceOf(InvalidInput);
  }
});

test('every scalar of the contract is tested here', () => {
  expect(Object.keys(valid).sort()).toEqual(Object.keys(scalars).sort());
});
