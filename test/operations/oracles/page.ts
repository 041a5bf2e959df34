import { expect } from 'vitest';

/** What a page shows of `rows`, which were read with a limit of `first + 1`. Cursors are opaque. */
export function pageOf<Row, Node>(rows: readonly Row[], first: number, present: (row: Row) => Node) {
  return {
    nodes: rows.slice(0, first).map(present),
    pageInfo: { hasNextPage: rows.length > first, endCursor: rows.length > 0 ? expect.any(String) : null },
  };
}

/** Rows by the value of a column that is unique among them. */
export function by<Row extends object, K extends keyof Row>(rows: readonly Row[], column: K): Map<Row[K], Row> {
  return new Map(rows.map((row) => [row[column], row]));
}

/** The named properties of a row; null for no row. */
export function pick<Row extends object, K extends keyof Row>(row: Row | null | undefined, ...names: K[]) {
  return row ? (Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, K>) : null;
}

/** All but the named properties of a row. */
export function without<Row extends object, K extends keyof Row>(row: Row, ...names: K[]): Omit<Row, K> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name as K))) as Omit<Row, K>;
}
