import { type Cell, isTrouble } from './unfold.ts';

export type Sorting = { column: number; direction: 'ascending' | 'descending' };

/** The Vietnamese alphabet (a ă â b c d đ ...), and numbers inside texts by their size. */
const alphabet = new Intl.Collator('vi', { numeric: true });

/** The same rows in another order; equal ones keep theirs. What is not told comes last whichever way one sorts. */
export function sortRows(rows: readonly Cell[][], { column, direction }: Sorting): Cell[][] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((left, right) => {
    const [a, b] = [left[column] ?? null, right[column] ?? null];
    return rankOf(a) - rankOf(b) || sign * compare(a, b);
  });
}

const rankOf = (cell: Cell) => (cell === null ? 1 : isTrouble(cell) ? 2 : 0);

function compare(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (isTrouble(a) || isTrouble(b) || a === null || b === null) return 0;
  return alphabet.compare(String(a), String(b));
}
