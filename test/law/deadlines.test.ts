import { expect, test } from 'vitest';
import { weekday } from '../../subgraphs/law/calendar.ts';
import {
  addWorkingDays,
  creationDeadline,
  isWorkingDay,
  synchronisationDeadline,
} from '../../subgraphs/law/deadlines.ts';
import { PUBLIC_HOLIDAYS } from '../../subgraphs/law/public-holidays.ts';

test('a record is due 3 days after the decision, weekends included', () => {
  expect(creationDeadline('2026-10-30')).toBe('2026-11-02');
  expect(creationDeadline('2026-12-30')).toBe('2027-01-02');
});

test('an update is due 3 working days later', () => {
  expect(synchronisationDeadline('2026-10-12')).toBe('2026-10-15'); // Monday to Thursday
  expect(synchronisationDeadline('2026-10-15')).toBe('2026-10-20'); // Thursday over a weekend to Tuesday
  expect(synchronisationDeadline('2026-10-17')).toBe('2026-10-21'); // Saturday counts as before Monday
});

// Lunar New Year 2026: off from Saturday 14 to Sunday 22 February (notice of October 2025).
test('public holidays are no working days', () => {
  expect(synchronisationDeadline('2026-02-13')).toBe('2026-02-25');
  expect(isWorkingDay('2026-02-23')).toBe(true);
  expect(isWorkingDay('2026-04-30')).toBe(false);
  expect(isWorkingDay('2026-10-31')).toBe(false);
});

test('no working days later is the day itself', () => expect(addWorkingDays('2026-10-31', 0)).toBe('2026-10-31'));

test('every listed holiday falls on a weekday', () => {
  for (const date of PUBLIC_HOLIDAYS) expect(weekday(date) % 6, date).not.toBe(0);
});
