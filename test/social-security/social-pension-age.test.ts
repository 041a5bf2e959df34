import { expect, test } from 'vitest';
import { socialPensionAgeOn } from '../../subgraphs/social-security/social-pension-age.ts';

// Social Insurance Law 41/2024/QH15, article 21: aged 75, or 70 to under 75 in a poor or near-poor household; from 2025-07-01.
test.each([
  ['1951-10-31', false, '2026-10-31'],
  ['1951-11-01', false, '2026-11-01'],
  ['1956-10-31', true, '2026-10-31'],
  ['1956-10-31', false, '2031-10-31'],
  // No 29 February in 2027: the birthday falls on the last day of the month.
  ['1952-02-29', false, '2027-02-28'],
  // 80 years old when the law began.
  ['1945-01-01', false, '2025-07-01'],
])('born %s, poor %s: from %s', (birthDate, poor, day) => {
  expect(socialPensionAgeOn(birthDate, poor)).toBe(day);
});
