/** What every row of a dated legal table carries: `validFrom` is yyyy-MM-dd, `source` the legal text it comes from. */
export type DatedRow = {
  readonly validFrom: string;
  readonly source: string;
  /** Set where the value was not seen in a source document: what is unsure about it. */
  readonly unsure?: string;
};

/**
 * The row in force on a date, of a table sorted by `validFrom`; null before the table starts.
 * For facts whose absence is an answer ("no such allowance was recorded then").
 */
export function findAsOf<Row extends DatedRow>(table: readonly Row[], date: string): Row | null {
  // From the end: nearly every question is about a recent date. ISO dates compare as text.
  for (let index = table.length - 1; index >= 0; index--) {
    const row = table[index];
    if (row && row.validFrom <= date) return row;
  }
  return null;
}

/**
 * The row in force on a date (yyyy-MM-dd), of a table sorted by `validFrom`.
 * Throws a RangeError before the table starts: money computed from a guessed rule is worse than none.
 */
export function asOf<Row extends DatedRow>(table: readonly Row[], date: string): Row {
  const row = findAsOf(table, date);
  if (row) return row;
  throw new RangeError(`no row is in force on ${date}: the table starts on ${table[0]?.validFrom ?? 'no date'}`);
}
