import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  firstDay,
  fullMonthsBetween,
  isDate,
  monthAt,
  monthIndex,
  weekday,
} from '../../subgraphs/law/calendar.ts';

test.each(['2024-02-29', '2000-02-29', '2026-12-31'])('%s is a date', (text) => expect(isDate(text)).toBe(true));

test.each([
  '2026-02-29',
  '1900-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31',
  '2026-04-00',
  '2026-4-1',
  '2026-04-01T00:00',
])('%s is no date', (text) => expect(isDate(text)).toBe(false));

test('months are added as PostgreSQL adds them: clamped to the last day', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(addMonths('2026-11-15', 3)).toBe('2027-02-15');
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
});

test('days cross months and years', () => {
  expect(addDays('2026-12-30', 3)).toBe('2027-01-02');
  expect(weekday('2026-10-31')).toBe(6);
});

test('months as numbers and back', () => {
  expect(monthIndex('2026-01-31') - monthIndex('2025-12')).toBe(1);
  expect(monthAt(monthIndex('2026-12'))).toBe('2026-12');
  expect(firstDay('2026-07')).toBe('2026-07-01');
  expect(() => firstDay('2026-7')).toThrow(RangeError);
});

test('a birthday counts on the day itself', () => {
  expect(ageOn('1951-10-31', '2026-10-30')).toBe(74);
  expect(ageOn('1951-10-31', '2026-10-31')).toBe(75);
  expect(ageOn('2008-02-29', '2023-02-28')).toBe(15);
  expect(fullMonthsBetween('2023-07-16', '2026-07-15')).toBe(35);
  expect(fullMonthsBetween('2023-07-16', '2026-07-16')).toBe(36);
});
