const inVietnam = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });

/** The calendar date in Việt Nam now, yyyy-MM-dd: rules and units are valid by that calendar wherever the server stands. */
export function today(): string {
  return inVietnam.format(new Date());
}

/** The day before a date, both yyyy-MM-dd. */
export function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
