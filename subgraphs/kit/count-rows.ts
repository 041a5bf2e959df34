import { and, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { ConnectionSpec, Through } from './connection.ts';
import type { Database } from './database.ts';
import { isAnyOf } from './look-up.ts';
import { withinCountedReach } from './reach.ts';
import { askAnew } from './statement.ts';

/** How many rows a list has. Not by drizzle's builder, which takes longer to word a count than PostgreSQL to begin it. */
export async function countRows<T extends PgTable, F>(
  db: Database,
  { table, reach }: ConnectionSpec<T, F>,
  conditions: readonly (SQL | undefined)[],
): Promise<number> {
  const where = and(reach && withinCountedReach(db.caller, reach), ...conditions);
  const [counted] = await askAnew<[number]>(
    db,
    sql`select count(*)::int from ${table}${where && sql` where ${where}`}`,
  );
  return counted?.[0] ?? 0;
}

/** How many rows a list has under each parent, in one statement. */
export async function countRowsBy<T extends PgTable, F>(
  db: Database,
  { table, reach, parent, through }: ConnectionSpec<T, F> & { parent: PgColumn; through?: Through },
  conditions: readonly (SQL | undefined)[],
  parents: readonly string[],
): Promise<number[]> {
  const where = and(isAnyOf(parent, parents), reach && withinCountedReach(db.caller, reach), ...conditions);
  const join = through && sql` inner join ${through.table} on ${through.on}`;
  const counted = await askAnew<[string, number]>(
    db,
    sql`select ${parent}::text, count(*)::int from ${table}${join} where ${where} group by ${parent}`,
  );
  const byParent = new Map(counted);
  return parents.map((key) => byParent.get(key) ?? 0);
}
