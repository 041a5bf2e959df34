import DataLoader from 'dataloader';
import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { countRows, countRowsBy } from './count-rows.ts';
import type { Database } from './database.ts';
import { present, readPosition } from './page.ts';
import type { PolicyColumns } from './reach.ts';
import { each, type Recipe } from './recipes.ts';
import { readPage, readPages } from './select-page.ts';

/** Arguments of a connection field. */
export type PageArguments<F = unknown> = {
  first?: number | null;
  after?: string | null;
  orderBy?: { field: string; direction?: 'ASC' | 'DESC' | null } | null;
  filter?: F | null;
};

/** What a list is made of. */
export type ConnectionSpec<T extends PgTable, F = unknown> = {
  /** Names the list in its cursors; unique for a table. */
  name: string;
  table: T;
  /** The unique column that makes every order total. */
  id: PgColumn;
  /** Value of the order enum -> a column or expression that is never null and is indexed together with `id`. */
  orders: Record<string, PgColumn | SQL>;
  defaultOrder: string;
  defaultDirection?: 'ASC' | 'DESC';
  /** The conditions of a filter, AND-ed; undefined ones are left out. */
  where?: (filter: F, db: Database) => (SQL | undefined)[];
  /** The columns of its policy, where that is by place or agency alone (see withinLittleReach). */
  reach?: PolicyColumns;
};

/** Relay's connection; every part reads lazily, so that only what the query selects costs a statement. */
export type Connection<Row> = {
  edges: () => Promise<{ cursor: () => string; node: Row }[]>;
  nodes: () => Promise<Row[]>;
  pageInfo: () => Promise<{
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: () => string | null;
    endCursor: () => string | null;
  }>;
  totalCount: () => Promise<number>;
};

/**
 * Root lists by keyset: `(args) => Connection`. Pages neither skip nor repeat rows under concurrent writes, because a
 * cursor is a position in the order and not a number of rows. BAD_USER_INPUT for `first` outside 1..200, an unknown
 * order or a foreign cursor.
 */
export function connection<T extends PgTable, F>(
  spec: ConnectionSpec<T, F>,
): Recipe<(args: PageArguments<F>) => Connection<T['$inferSelect']>> {
  return (db) => (args) => {
    const position = readPosition(db, spec, args);
    const conditions = conditionsOf(db, spec, args);
    const page = () => readPage(db, spec, position, conditions);
    return present(db, position, page, () => countRows(db, spec, conditions));
  };
}

/** The table between a list's own and its parents', where `parent` is no column of the list's. */
export type Through = { table: PgTable; on: SQL };

type ChildSpec<T extends PgTable, F> = ConnectionSpec<T, F> & { parent: PgColumn; through?: Through };

/**
 * The same lists under a parent: `(parentId, args) => Connection`. All parents of a level with the same arguments share one
 * statement (a lateral join that reads `first` + 1 rows for each), and one more for their counts where asked for.
 */
export function connectionBy<T extends PgTable, F>(
  spec: ChildSpec<T, F>,
): Recipe<(parentId: string, args: PageArguments<F>) => Connection<T['$inferSelect']>> {
  const levels = each((db, args: PageArguments<F>) => {
    const position = readPosition(db, spec, args);
    const conditions = conditionsOf(db, spec, args);
    return {
      position,
      pages: new DataLoader((parents: readonly string[]) => readPages(db, spec, position, conditions, parents)),
      totals: new DataLoader((parents: readonly string[]) => countRowsBy(db, spec, conditions, parents)),
    };
  });
  return (db) => {
    const levelOf = levels(db);
    return (parentId, args) => {
      const { position, pages, totals } = levelOf(args);
      return present(
        db,
        position,
        () => pages.load(parentId),
        () => totals.load(parentId),
      );
    };
  };
}

const conditionsOf = <T extends PgTable, F>(
  db: Database,
  { where }: ConnectionSpec<T, F>,
  { filter }: PageArguments<F>,
) => (where && filter ? where(filter, db) : []);
