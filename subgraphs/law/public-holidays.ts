/**
 * Paid public holidays that fall on a working day, 2025 and 2026, with the days off in lieu.
 * Source: Labour Code 45/2019/QH14 art. 112 and the yearly notices of the Ministry of Home Affairs. Exchanged days
 * (2025-05-02, 2026-01-02, 2026-08-31), for which a Saturday was worked, are in it too (unsure: as reported in the press).
 */
export const PUBLIC_HOLIDAYS: ReadonlySet<string> = new Set([
  '2025-01-01',
  '2025-01-27',
  '2025-01-28',
  '2025-01-29',
  '2025-01-30',
  '2025-01-31',
  '2025-04-07',
  '2025-04-30',
  '2025-05-01',
  '2025-05-02',
  '2025-09-01',
  '2025-09-02',
  '2026-01-01',
  '2026-01-02',
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-02-19',
  '2026-02-20',
  '2026-04-27',
  '2026-04-30',
  '2026-05-01',
  '2026-08-31',
  '2026-09-01',
  '2026-09-02',
]);

/** First and last year that the list knows; holidays of other years are not left out of working days. */
export const PUBLIC_HOLIDAY_YEARS = { first: 2025, last: 2026 } as const;
