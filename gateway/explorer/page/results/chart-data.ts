import { isYear, kindOf } from './column-kind.ts';
import { type Cell, isTrouble, type Table, type Unfolded } from './unfold.ts';

/** What of a table can be drawn: columns (by index) that name a bar together, those that can colour its parts, and those that can give its length. */
export type Chartable = { labels: number[]; series: number[]; measures: number[] };

/** A bar, of one part, or of one for each value of the series. */
export type Bar = { label: string; total: number; parts: { series: string; value: number }[] };

/** What a bar shows of its measure: the value, its share of all rows' sum or of its bar's, or its share of another column's value. */
export type ShareOf = 'nothing' | 'sum' | 'bar' | number;

/** Longer charts are no longer read: the table has the rest. */
export const mostBars = 40;

const mostRows = 1_000;
/** More colours are not told apart. */
const mostSeries = 8;

/**
 * Undefined for what is no statistics: fewer than two rows, nothing that names them, or nothing of their own to measure. A figure of
 * what surrounds a row would be drawn once for each row, as if it were theirs.
 */
export function findChartable({ columns, rows, around }: Unfolded): Chartable | undefined {
  if (rows.length < 2 || rows.length > mostRows) return undefined;
  const told = columns.flatMap((column, at) => {
    const cells = rows.map((row) => row[at] ?? null);
    // A flag is no name.
    if (cells.every((cell) => cell === null || typeof cell === 'boolean' || isTrouble(cell))) return [];
    return [{ at, column, isMeasure: !isYear(column) && kindOf(cells) === 'number' }];
  });
  const measures = told.filter(({ at, isMeasure }) => isMeasure && at >= around).map(({ at }) => at);
  const names = told.filter(({ isMeasure }) => !isMeasure);
  const labels = labelsOf(
    names.filter(({ at }) => at >= around),
    names.filter(({ at }) => at < around),
  );
  const isFew = (at: number) => new Set(rows.map((row) => labelOf(row[at]))).size <= mostSeries;
  const series = labels.length > 1 ? labels.filter(isFew) : [];
  return measures.length > 0 && labels.length > 0 ? { labels, series, measures } : undefined;
}

type Label = { at: number; column: string };

/** A row with a name of its own is called by that. Otherwise it is a group of keys: its own ones name it, and then those around it. */
function labelsOf(own: readonly Label[], around: readonly Label[]): number[] {
  const [first] = own.filter((label) => thingOf(label) === '').toSorted(byTelling);
  return first && rank(first) < telling.length ? [first.at] : [...keysOf(own), ...keysOf(around)];
}

const thingOf = ({ column }: Label) => column.slice(0, Math.max(column.lastIndexOf('.'), 0));

/** Each value of a row's own is a key; of what is told of one thing (a province's code and name) what tells most. */
function keysOf(labels: readonly Label[]): number[] {
  return [...Map.groupBy(labels, thingOf)]
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

type Drawn = {
  labels: readonly number[];
  measure: number;
  shareOf: ShareOf;
  /** The label that colours the parts of a bar in place of naming one. */
  series?: number | undefined;
  /** What names a group whose key is not recorded. */
  untold: string;
};

/** The bars of a measure, the longest first. Rows without a value have none; shares are from 0 to 1. */
export function barsOf({ rows }: Table, { labels, measure, shareOf, series, untold }: Drawn): Bar[] {
  const sum = rows.reduce((total, row) => total + (numberOf(row[measure]) ?? 0), 0);
  const bars = new Map<string, Bar>();
  for (const row of rows) {
    const value = numberOf(row[measure]);
    const whole = typeof shareOf === 'number' ? numberOf(row[shareOf]) : shareOf === 'sum' ? sum : 1;
    if (value === undefined || !whole) continue;
    const named = labels.filter((at) => at !== series).map((at) => labelOf(row[at]) ?? untold);
    const part = { series: series === undefined ? '' : (labelOf(row[series]) ?? untold), value: value / whole };
    const bar = barFor(bars, named.join(' · '), part.series);
    bar.parts.push(part);
    bar.total += part.value;
  }
  const all = [...bars.values()].toSorted((a, b) => b.total - a.total);
  return shareOf === 'bar' ? all.filter(({ total }) => total !== 0).map(ofItself) : all;
}

/** The bar of a name. Two groups may be called alike, as a province and a former one: then they are two bars. */
function barFor(bars: Map<string, Bar>, name: string, series: string): Bar {
  for (let count = 1; ; count++) {
    const label = count === 1 ? name : `${name} (${count})`;
    const bar = bars.get(label) ?? { label, total: 0, parts: [] };
    bars.set(label, bar);
    if (!bar.parts.some((part) => part.series === series)) return bar;
  }
}

const ofItself = ({ label, total, parts }: Bar): Bar => ({
  label,
  total: 1,
  parts: parts.map(({ series, value }) => ({ series, value: value / total })),
});

const numberOf = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : undefined);
const labelOf = (cell: Cell | undefined) =>
  cell === undefined || cell === null || cell === '' || isTrouble(cell) ? undefined : String(cell);
