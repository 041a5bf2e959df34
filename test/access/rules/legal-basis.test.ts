import { expect, test } from 'vitest';
import { documents, legalBasisOf } from '../../../gateway/access/legal-basis.ts';

const on = (isPersonal: boolean, day: string) => legalBasisOf(isPersonal, day).map(({ document }) => document);

test('the law of the day', () => {
  expect(on(true, '2025-12-31')).toEqual(['13/2023/NĐ-CP']);
  expect(on(true, '2026-01-01')).toEqual(['91/2025/QH15', '356/2025/NĐ-CP']);
  expect(on(false, '2025-08-18')).toEqual([]);
  expect(on(false, '2025-10-21')).toEqual(['194/2025/NĐ-CP']);
  expect(on(false, '2026-11-01')).toEqual(['194/2025/NĐ-CP', '278/2025/NĐ-CP']);
});

test('every document has its days and a source', () => {
  for (const { from, to, source, title } of documents) {
    expect(from).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(to ?? '9999').toSatisfy((day: string) => day > from);
    expect(source.length * title.length).toBeGreaterThan(0);
  }
});

test('an error carries no column of the table but those for clients', () => {
  expect(Object.keys(legalBasisOf(true, '2026-01-01')[0] ?? {})).toEqual(['document', 'title', 'from']);
});
