import { expect, test } from 'vitest';
import { explain } from '../../subgraphs/data-quality/explain.ts';
import type { Detail, Rule } from '../../subgraphs/data-quality/rules/rule.ts';
import { ruleOf } from './staged-rules.ts';

const names = new Map([['H26.05', 'Sở Nội vụ']]);

/** What a rule's text becomes where it is one placeholder. */
function written(
  detail: Detail,
  value: unknown,
  { told = true, details = { key: value } as Record<string, unknown> } = {},
) {
  const text = { vi: '{key}', en: '{key}' };
  const rule: Rule = {
    ...ruleOf('name-form'),
    details: { key: detail },
    explanation: { found: text, expected: text, action: text },
  };
  return (['vi', 'en'] as const).map((language) => explain(rule, details, language, () => told, names).found);
}

test.each<[Detail, unknown, string, string]>([
  [{ format: 'vnd' }, 2_340_000, '2.340.000 đồng', 'VND 2,340,000'],
  [{ format: 'number' }, 1436507, '1.436.507', '1,436,507'],
  [{ format: 'year' }, 2026, '2026', '2026'],
  [{ format: 'coefficient' }, 4.4, '4,40', '4.40'],
  [{ format: 'coefficient' }, '3.005', '3,005', '3.005'],
  [{ format: 'month' }, '2026-10-01', '10/2026', '2026-10'],
  [{ format: 'months' }, ['2026-10-01', '2026-11-01'], '10/2026, 11/2026', '2026-10, 2026-11'],
  [{ format: 'date' }, '2026-10-31', '31/10/2026', '2026-10-31'],
  [{ format: 'text' }, 'x', 'x', 'x'],
  [{ format: 'list' }, ['x', 'y'], 'x, y', 'x, y'],
  [{ format: 'place' }, 'H26.05', 'Sở Nội vụ (H26.05)', 'Sở Nội vụ (H26.05)'],
  [{ format: 'places' }, ['H26.05', 'H26.06'], 'Sở Nội vụ (H26.05), H26.06', 'Sở Nội vụ (H26.05), H26.06'],
  [{ format: 'code', values: { A: { vi: 'một', en: 'one' } } }, 'A', 'một', 'one'],
  [{ format: 'codes', values: { A: { vi: 'một', en: 'one' } } }, ['A', 'B'], 'một, B', 'one, B'],
])('%j of %j', (detail, value, vi, en) => {
  expect(written(detail, value)).toEqual([vi, en]);
});

test.each<[Detail, unknown]>([
  [{ format: 'vnd' }, 'much'],
  [{ format: 'number' }, {}],
  [{ format: 'coefficient' }, Number.NaN],
  [{ format: 'date' }, 'yesterday'],
  [{ format: 'month' }, 10],
  [{ format: 'list' }, 'no list'],
  [{ format: 'places' }, []],
  [{ format: 'date' }, null],
  [{ format: 'text' }, undefined],
])('%j of %j, which is none, is a question mark', (detail, value) => {
  expect(written(detail, value)).toEqual(['?', '?']);
});

test('a detail that is missing is a question mark', () => {
  expect(written({ format: 'text' }, null, { details: {} })).toEqual(['?', '?']);
});

test('what stands for nothing is told', () => {
  const none = { vi: 'không có', en: 'none' };
  expect(written({ format: 'date', none }, null)).toEqual(['không có', 'none']);
  expect(written({ format: 'places', none }, [])).toEqual(['không có', 'none']);
});

test('a value that may not be told is hidden, also where it is nothing', () => {
  const detail: Detail = { format: 'vnd', sensitive: 'INSURANCE', none: { vi: 'không có', en: 'none' } };
  expect(written(detail, 5, { told: false })).toEqual(['•••', '•••']);
  expect(written(detail, null, { told: false })).toEqual(['•••', '•••']);
  expect(written({ format: 'vnd' }, 5, { told: false })).toEqual(['5 đồng', 'VND 5']);
});

test('the category decides what is told', () => {
  const rule = ruleOf('official-identity-differs');
  const details = {
    fields: ['SEX'],
    sex: 'MALE',
    insuredSex: 'FEMALE',
    birthDate: '1985-03-10',
    insuredBirthDate: '1985-03-10',
  };
  expect(explain(rule, details, 'en', (category) => category !== 'BIRTH', names).found).toMatchInlineSnapshot(
    `"The two records differ in sex: this record says •••, born on •••; the social insurance record of the same personal identity number says •••, born on •••."`,
  );
});

test('a value is no template: what stands in a record fills nothing', () => {
  const rule = ruleOf('employer-tax-code');
  const { found } = explain(rule, { taxCode: '{check}', check: '__proto__' }, 'en', () => true, names);
  expect(found).toBe('Tax code {check}: __proto__.');
});
