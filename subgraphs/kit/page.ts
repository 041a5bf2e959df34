import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Connection, ConnectionSpec, PageArguments } from './connection.ts';
import { openCursor, sealCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { badUserInput } from './errors.ts';

const maxPage = 200;

/** One page: its rows with what their cursors are made of. */
export type Page<Row> = { rows: { row: Row; sortKey: string; id: string }[]; hasNextPage: boolean };

/** Where a page begins, and in which order it goes on. */
export type Position = {
  list: string;
  first: number;
  after: string[] | undefined;
  key: PgColumn | SQL;
  descending: boolean;
};

/** Reads a page's arguments. BAD_USER_INPUT for `first` outside 1..200, an unknown order or a foreign cursor. */
export function readPosition<T extends PgTable, F>(
  db: Database,
  spec: ConnectionSpec<T, F>,
  args: PageArguments,
): Position {
  const first = args.first ?? 20;
  if (!Number.isInteger(first) || first < 1 || first > maxPage)
    throw badUserInput(`Argument "first": expected a number from 1 to ${maxPage}.`);
  const field = args.orderBy?.field ?? spec.defaultOrder;
  const direction = args.orderBy ? (args.orderBy.direction ?? 'ASC') : (spec.defaultDirection ?? 'ASC');
  const key = spec.orders[field];
  if (!key) throw badUserInput(`Argument "orderBy.field": expected one of ${Object.keys(spec.orders).join(', ')}.`);
  const list = `${spec.name} ${field} ${direction}`;
  const after = args.after == null ? undefined : openCursor(db.cursorKey, list, args.after);
  return { list, first, after, key, descending: direction === 'DESC' };
}

/** A connection over a page that is read when a part of it is asked for, once. */
export function present<Row>(
  db: Database,
  position: Position,
  read: () => Promise<Page<Row>>,
  totalCount: () => Promise<number>,
): Connection<Row> {
  let pending: Promise<Page<Row>> | undefined;
  const page = () => {
    pending ??= read();
    return pending;
  };
  const cursorOf = (at: Page<Row>['rows'][number] | undefined) => () =>
    at ? sealCursor(db.cursorKey, position.list, [at.sortKey, at.id]) : null;
  return {
    edges: async () => (await page()).rows.map((at) => ({ node: at.row, cursor: cursorOf(at) as () => string })),
    nodes: async () => (await page()).rows.map((at) => at.row),
    pageInfo: async () => {
      const { rows, hasNextPage } = await page();
      return {
        hasNextPage,
        hasPreviousPage: position.after !== undefined,
        startCursor: cursorOf(rows[0]),
        endCursor: cursorOf(rows.at(-1)),
      };
    },
    totalCount,
  };
}
