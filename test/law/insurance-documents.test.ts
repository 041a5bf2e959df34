import { expect, test } from 'vitest';
import { HEALTH_CARD_GROUPS, parseHealthCard } from '../../subgraphs/law/health-card.ts';
import { isInsuranceNumber } from '../../subgraphs/law/insurance-number.ts';

test('an old insurance number has 10 digits', () => {
  expect(isInsuranceNumber('0123456789')).toBe(true);
  for (const text of ['012345678', '01234567890', '01234S6789', '']) expect(isInsuranceNumber(text)).toBe(false);
});

test('an old health card reads into group, level, province and insurance number', () => {
  const parts = { group: 'HC', benefitLevel: 4, provinceCode: '01', insuranceNumber: '0123456789' };
  expect(parseHealthCard('HC4010123456789')).toEqual(parts);
  expect(parseHealthCard('HC 4 01 01 234 56789')).toEqual(parts);
  expect(HEALTH_CARD_GROUPS.has(parts.group)).toBe(true);
});

test.each([
  'HC401012345678',
  'HC40101234567890',
  'H44010123456789',
  'hc4010123456789',
  'HC0010123456789',
  'HC6010123456789',
])('%s is no old health card', (number) => expect(parseHealthCard(number)).toBeNull());
