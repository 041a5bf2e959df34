/** By whose habits numbers and dates are written for the readers of a language. */
export const localeOf = (language: string) => (language === 'vi' ? 'vi-VN' : 'en-GB');

/** With all of the year: the short style of Vietnamese writes 1926 and 2026 alike. */
export const dayParts = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;

/** A point in time, in the time of Việt Nam wherever it is read. */
export const instantParts = {
  ...dayParts,
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Asia/Ho_Chi_Minh',
} as const;
