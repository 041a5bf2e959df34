import { dayParts, instantParts, localeOf } from '../frame/dates.ts';
import type { Cell } from './unfold.ts';

export type ColumnKind = 'number' | 'date' | 'text';

const datePattern = /^\d{4}-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?)?$/;

/** What a column holds, by its values: codes of digits are text in JSON and stay text. */
export function kindOf(cells: Iterable<Cell>): ColumnKind {
  let kind: ColumnKind | undefined;
  for (const cell of cells) {
    if (cell === null || typeof cell === 'object') continue;
    const own = typeof cell === 'number' ? 'number' : datePattern.test(String(cell)) ? 'date' : 'text';
    if (kind !== undefined && kind !== own) return 'text';
    kind = own;
  }
  return kind ?? 'text';
}

/** A year is a number that nobody groups by thousands. */
export const isYear = (column: string) => /year$/i.test(column);

/**
 * Writes a cell for its reader: numbers with the separators of the language, so that amounts in đồng can be read; points in time
 * in the time of Việt Nam. What JSON tells as text is shown as it is.
 */
export function createFormat(column: string, kind: ColumnKind, language: string): (cell: string | number) => string {
  const locale = localeOf(language);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 20, useGrouping: !isYear(column) });
  const days = new Intl.DateTimeFormat(locale, { ...dayParts, timeZone: 'UTC' });
  const instants = new Intl.DateTimeFormat(locale, instantParts);
  return (cell) => {
    if (typeof cell === 'number') return numbers.format(cell);
    if (kind !== 'date' || cell.length === 7) return cell;
    return (cell.length === 10 ? days : instants).format(new Date(cell));
  };
}
