import { expect, test } from 'vitest';
import { findIndustry, INDUSTRIES, industryVersion } from '../../subgraphs/law/industries.ts';
import { findOccupation, OCCUPATIONS } from '../../subgraphs/law/occupations.ts';

test('the ten groups of occupations (Decision 34/2020) are all there', () => {
  const groups = OCCUPATIONS.filter((each) => each.level === 1).map((each) => each.code);
  expect(groups).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
});

test('an occupation has all its parents', () => {
  expect(findOccupation('2512')).toMatchObject({ level: 4, parent: '251', en: 'Software developers' });
  for (const { parent } of OCCUPATIONS) if (parent) expect(findOccupation(parent), parent).not.toBeNull();
  expect(findOccupation('9999')).toBeNull();
});

test('the list of 2025 has 22 sections A to V (Decision 36/2025), that of 2018 had 21', () => {
  const sections = (version: string) =>
    INDUSTRIES.filter((each) => each.version === version && each.level === 1)
      .map((each) => each.code)
      .join('');
  expect(sections('2018')).toBe('ABCDEFGHIJKLMNOPQRSTU');
  expect(sections('2025')).toBe('ABCDEFGHIJKLMNOPQRSTUV');
});

test('an industry has all its parents within its version', () => {
  for (const { parent, version } of INDUSTRIES)
    if (parent) expect(findIndustry(parent, version), parent).not.toBeNull();
  expect(findIndustry('85', '2018')?.parent).toBe('P');
  expect(findIndustry('85', '2025')?.parent).toBe('Q');
  expect(findIndustry('Q', '2025')?.en).toBe('Education and training');
  expect(findIndustry('10', '2025')?.parent).toBe('C');
});

test('a code is of a version: 6201 ended with the list of 2018', () => {
  expect(findIndustry('6201', '2018')?.parent).toBe('620');
  expect(findIndustry('6201', '2025')).toBeNull();
});

test('the version changes on 2025-11-15', () => {
  expect(industryVersion('2025-11-14')).toBe('2018');
  expect(industryVersion('2025-11-15')).toBe('2025');
});

test('codes are unique, and names are written in composed Unicode', () => {
  const keys = [...INDUSTRIES.map((each) => `${each.version} ${each.code}`), ...OCCUPATIONS.map((each) => each.code)];
  expect(new Set(keys).size).toBe(keys.length);
  for (const { vi } of [...INDUSTRIES, ...OCCUPATIONS]) expect(vi).toBe(vi.normalize('NFC'));
});
