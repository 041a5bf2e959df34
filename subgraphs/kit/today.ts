const inVietnam = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });

/** The calendar date in Việt Nam now, yyyy-MM-dd: rules and units are valid by that calendar wherever the server stands. */
export function today(): string {
  const now = Date.now();
  // Days begin there at a full hour of UTC; to format one takes longer than to answer a row.
  const hour = Math.floor(now / 3_600_000);
  if (hour !== known.hour) known = { hour, day: inVietnam.format(now) };
  return known.day;
}

let known = { hour: Number.NaN, day: '' };

/** The day before a date, both yyyy-MM-dd. */
export function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
