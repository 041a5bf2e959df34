import DataLoader from 'dataloader';
import { and, count, countDistinct, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, type PgTable, unionAll } from 'drizzle-orm/pg-core';
import type { Through } from './connection.ts';
import type { Database } from './database.ts';
import { publishedCount, type Tally } from './disclosure.ts';
import { isProvince, type Place } from './jurisdiction.ts';
import { isAnyOf } from './look-up.ts';
import type { Recipe } from './recipes.ts';
import { type Exact, isPlaceWithinReach, tallyOfPeople, tallyOfRows } from './tally.ts';

type Counted = {
  /** Whom the caller is told exactly. */
  exact: Exact;
  /** The column that tells people apart. */
  person: PgColumn;
  /** The column whose different values are counted, where that is not each row: people, or their records. */
  distinct?: PgColumn;
  /** Which rows, AND-ed; all without it. */
  where?: (SQL | undefined)[];
  /** Where the columns of `exact` and `person` are, if not in the table counted; joined where not all is told. */
  through?: Through;
};

/** A count of people as the caller may be told it (disclosure.ts); null where it is not told. */
type CountLoader = DataLoader<string, number | null>;

/** Who and what is counted, for the caller of a request. */
type CountedFor = (db: Database) => Counted;

/** Loaders of how many rows or people have the key in `column`; one statement a batch. */
export function numberBy(table: PgTable, column: PgColumn, countedFor: CountedFor): Recipe<CountLoader> {
  return (db) => {
    const counted = countedFor(db);
    return new DataLoader(async (keys) =>
      inOrder(keys, await grouped(db, table, column, keys, counted), counted.exact),
    );
  };
}

/** The same over the rows recorded in a unit or, for a province, under it; one statement for units and provinces alike. */
export function numberByPlace(table: PgTable & Place, countedFor: CountedFor): Recipe<CountLoader> {
  return (db) => {
    const counted = countedFor(db);
    return new DataLoader(async (ids) => {
      const units = ids.filter((id) => !isProvince(id));
      // Not one condition with OR: each half is answered by its own index alone.
      const rows = unionAll(
        grouped(db, table, table.unitId, units, counted),
        grouped(db, table, table.provinceId, ids.filter(isProvince), counted),
      );
      const byReach = typeof counted.exact !== 'string';
      return inOrder(ids, await (byReach ? rows.unionAll(placesWithinReach(db, ids)) : rows), counted.exact);
    });
  };
}

function grouped(db: Database, table: PgTable, column: PgColumn, keys: readonly string[], counted: Counted) {
  const { exact, where = [], through } = counted;
  const query = db.statistics
    .select({ key: sql<string>`${column}`, ...measures(counted) })
    .from(table)
    .$dynamic();
  if (through && exact !== 'all') query.innerJoin(through.table, through.on);
  return query.where(and(isAnyOf(column, keys), ...where)).groupBy(column);
}

function measures({ exact, person, distinct }: Counted): Record<string, SQL> {
  if (exact === 'all') return { value: distinct ? countDistinct(distinct) : count() };
  return { ...(distinct ? tallyOfPeople : tallyOfRows)(exact, { person }), reached: sql`false` };
}

/**
 * A place without rows is missing among the groups: within reach that is a 0 to tell, also of a commune to an officer of
 * its province.
 */
function placesWithinReach(db: Database, ids: readonly string[]) {
  const measures: Record<string, SQL> = { own: sql`0`, others: sql`0`, people: sql`0`, reached: sql`true` };
  return db.statistics
    .select({ key: sql<string>`key`, ...measures })
    .from(sql`unnest(${sql.param([...ids])}::text[]) as key`)
    .where(isPlaceWithinReach(sql`key`, db.caller));
}

/** A group's count, or what is to be published of; `reached` where it only says that the place is within reach. */
type CountRow = { key: string; value?: number; reached?: boolean } & Tally;

function inOrder(keys: readonly string[], rows: unknown[], exact: Exact): (number | null)[] {
  const byKey = new Map<string, number | null>();
  for (const { key, value, reached, ...tally } of rows as CountRow[])
    byKey.set(key, reached ? (byKey.get(key) ?? 0) : (value ?? publishedCount(tally)));
  return keys.map((key) => byKey.get(key) ?? (exact === 'all' ? 0 : null));
}
