import { and, getTableName, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import { LRUCache } from 'lru-cache';
import type { Columns } from './columns.ts';
import type { ConnectionSpec, Through } from './connection.ts';
import type { Database } from './database.ts';
import { isAnyOf } from './look-up.ts';
import type { Page, Position } from './page.ts';
import { rowsWithinReach, withinLittleReach } from './reach.ts';
import { askAnew, rowReader, type Worded, wording } from './statement.ts';

type Spec<T extends PgTable, F> = ConnectionSpec<T, F> & { through?: Through };

/** The parts of a list's statement that are the same whatever is asked, as SQL; and what makes rows of its columns. */
type Parts = { select: SQL; join: SQL; cursor: SQL; order: SQL; readRows: Worded['rowsOf']; width: number };

/** Clients select what they like: the sets of columns asked for last. */
const maxWordings = 100;

const dialect = new PgDialect();
const kept = new WeakMap<PgTable, LRUCache<string, Parts>>();

/** One page of a list. */
export async function readPage<T extends PgTable, F>(
  db: Database,
  spec: Spec<T, F>,
  position: Position,
  conditions: readonly (SQL | undefined)[],
): Promise<Page<T['$inferSelect']>> {
  const parts = partsOf(db, spec, position);
  const reached = rowsWithinReach(db.caller, spec.table, spec.reach);
  const name = sql.identifier(getTableName(spec.table));
  const source = reached ? sql`(${reached} offset 0) as ${name}` : sql`${spec.table}`;
  const found = await askAnew<unknown[]>(db, selectPage(db, spec, parts, position, conditions, source));
  return cut(found, parts, position.first);
}

/**
 * A page for each parent, in one statement: a lateral join, which is a nested loop, so that each parent's rows come in the order of
 * its page. What a caller of little reach may be shown is read once for all of them, not once for each.
 */
export async function readPages<T extends PgTable, F>(
  db: Database,
  spec: Spec<T, F> & { parent: PgColumn },
  position: Position,
  conditions: readonly (SQL | undefined)[],
  parents: readonly string[],
): Promise<Page<T['$inferSelect']>[]> {
  const parts = partsOf(db, spec, position);
  const ofParent = [...conditions, sql`${spec.parent} = "parents"."parent"`];
  const keys = sql`unnest(${sql.param([...parents])}::${sql.raw(spec.parent.getSQLType())}[])`;
  const ofParents = spec.through ? undefined : isAnyOf(spec.parent, parents);
  const reached = rowsWithinReach(db.caller, spec.table, spec.reach, ofParents);
  const once = reached ? sql`with "reached" as materialized (${reached}) ` : sql``;
  const source = reached ? sql`"reached" as ${sql.identifier(getTableName(spec.table))}` : sql`${spec.table}`;
  const found = await askAnew<unknown[]>(
    db,
    sql`${once}select "page".*, "parents"."parent" from (select key as "parent" from ${keys} as key) "parents" cross join lateral (${selectPage(db, spec, parts, position, ofParent, source)}) "page"`,
  );
  const byParent = Map.groupBy(found, (values) => String(values[parts.width + 2]));
  return parents.map((parent) => cut(byParent.get(parent) ?? [], parts, position.first));
}

/** `first` + 1 rows, to know whether more follow: a list's columns, then what the cursor of each is made of. */
function selectPage<T extends PgTable, F>(
  db: Database,
  spec: Spec<T, F>,
  { select, join, cursor, order }: Parts,
  { descending, after, first }: Position,
  conditions: readonly (SQL | undefined)[],
  source: SQL,
): SQL {
  const reach = spec.reach && withinLittleReach(db.caller, spec.reach);
  const beyond = after && sql`${cursor} ${sql.raw(descending ? '<' : '>')} (${after[0]}, ${after[1]})`;
  const where = and(reach, ...conditions, beyond);
  return sql`${select} from ${source}${join}${where && sql` where ${where}`} order by ${order} limit ${first + 1}`;
}

function partsOf<T extends PgTable, F>(db: Database, spec: Spec<T, F>, position: Position): Parts {
  const columns = db.columnsOf(spec.table, ['id']);
  const ofTable = kept.get(spec.table) ?? new LRUCache<string, Parts>({ max: maxWordings });
  kept.set(spec.table, ofTable);
  const key = `${position.list} ${Object.keys(columns).join()}`;
  const found = ofTable.get(key) ?? word(spec, position, columns);
  ofTable.set(key, found);
  return found;
}

/** Worded once, because drizzle takes longer to word columns than PostgreSQL to answer them. */
function word<T extends PgTable, F>(
  { table, id, through }: Spec<T, F>,
  { key, descending }: Position,
  columns: Columns,
): Parts {
  const query = wording
    .select({
      ...columns,
      sortKey: sql<string>`(${key})::text`.as('sort_key'),
      rowId: sql<string>`(${id})::text`.as('row_id'),
    })
    .from(table as PgTable)
    .$dynamic();
  if (through) query.innerJoin(through.table, through.on);
  const from = ` from "${getTableName(table)}"`;
  const text = textOf(query.getSQL());
  const at = text.lastIndexOf(from);
  const cursor = textOf(sql`(${key}, ${id})`);
  const way = sql.raw(descending ? 'desc' : 'asc');
  return {
    select: sql.raw(text.slice(0, at)),
    join: sql.raw(text.slice(at + from.length)),
    cursor: sql.raw(cursor),
    order: sql.raw(textOf(sql`${key} ${way}, ${id} ${way}`)),
    readRows: rowReader(columns),
    width: Object.keys(columns).length,
  };
}

function textOf(statement: SQL): string {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  if (params.length > 0) throw new Error('expected a list whose columns and orders have no parameters');
  return text;
}

/** A page of what was found, one row more than it has where another follows. */
function cut<Row>(found: readonly unknown[][], { readRows, width }: Parts, first: number): Page<Row> {
  const taken = found.length > first ? found.slice(0, first) : found;
  const rows = readRows(taken).map((row, at) => ({
    row: row as Row,
    sortKey: taken[at]?.[width] as string,
    id: taken[at]?.[width + 1] as string,
  }));
  return { rows, hasNextPage: found.length > first };
}
