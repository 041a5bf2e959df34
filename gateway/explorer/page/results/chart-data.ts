import { isYear, kindOf } from './column-kind.ts';
import { type Cell, isTrouble, type Table } from './unfold.ts';

/** What of a table can be drawn: columns (by index) that name a bar together, and those that can give its length. */
export type Chartable = { labels: number[]; measures: number[] };

export type Bar = { label: string; value: number };

/** What a bar shows of its measure: the value, its share of all rows' sum, or its share of another column's value. */
export type ShareOf = 'nothing' | 'sum' | number;

/** Longer charts are no longer read: the table has the rest. */
export const mostBars = 40;

const mostRows = 1_000;

/** Undefined for what is no statistics: fewer than two rows, nothing that names them, or nothing to measure. */
export function findChartable({ columns, rows }: Table): Chartable | undefined {
  if (rows.length < 2 || rows.length > mostRows) return undefined;
  const told = columns.flatMap((column, at) => {
    const cells = rows.map((row) => row[at] ?? null);
    if (cells.every((cell) => cell === null || isTrouble(cell))) return [];
    return [{ at, column, isMeasure: !isYear(column) && kindOf(cells) === 'number' }];
  });
  const measures = told.filter(({ isMeasure }) => isMeasure).map(({ at }) => at);
  const labels = labelsOf(told.filter(({ isMeasure }) => !isMeasure));
  return measures.length > 0 && labels.length > 0 ? { labels, measures } : undefined;
}

type Label = { at: number; column: string };

/**
 * A row with a name of its own is called by that. Otherwise it is a group of keys: each of its values names it, and of what is told of
 * one thing (a province's code and name) what tells most.
 */
function labelsOf(columns: readonly Label[]): number[] {
  const things = Map.groupBy(columns, ({ column }) => column.slice(0, Math.max(column.lastIndexOf('.'), 0)));
  const own = (things.get('') ?? []).toSorted(byTelling);
  if (own[0] && rank(own[0]) < telling.length) return [own[0].at];
  return [...things]
    .flatMap(([thing, parts]) => (thing === '' ? parts : parts.toSorted(byTelling).slice(0, 1)))
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
}

const telling = [/(^|\.)fullName$/, /(^|\.)name$/, /(^|\.)title$/];

const byTelling = (a: Label, b: Label) => rank(a) - rank(b);

function rank({ column }: Label): number {
  const found = telling.findIndex((pattern) => pattern.test(column));
  return found === -1 ? telling.length : found;
}

/**
 * The bars of a measure, the longest first. Rows without a value have none; shares are from 0 to 1.
 *
 * @param untold what names a group whose key is not recorded
 */
export function barsOf(
  { rows }: Table,
  { labels, measure, shareOf, untold }: { labels: number[]; measure: number; shareOf: ShareOf; untold: string },
): Bar[] {
  const sum = rows.reduce((total, row) => total + (numberOf(row[measure]) ?? 0), 0);
  const seen = new Map<string, number>();
  return rows
    .flatMap((row) => {
      const value = numberOf(row[measure]);
      const whole = shareOf === 'nothing' ? 1 : shareOf === 'sum' ? sum : numberOf(row[shareOf]);
      if (value === undefined || !whole) return [];
      const name = labels.map((at) => labelOf(row[at]) ?? untold).join(' · ');
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      // Two groups may be called alike, as a province and a former one: their bars must not become one.
      return [{ label: count === 1 ? name : `${name} (${count})`, value: value / whole }];
    })
    .toSorted((a, b) => b.value - a.value);
}

const numberOf = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : undefined);
const labelOf = (cell: Cell | undefined) =>
  cell === undefined || cell === null || cell === '' || isTrouble(cell) ? undefined : String(cell);
