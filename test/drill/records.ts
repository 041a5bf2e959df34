import type { Sql } from 'postgres';
import { databaseName } from '../../schema/subgraph-name.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownerConnection } from '../support/owner-connection.ts';

/** The databases of a running start, by subgraph, with their owners' rights; `await using` lets go of them. */
export async function openRecords(dataDir: string) {
  await using stack = new AsyncDisposableStack();
  const cluster = await joinCluster(dataDir, { exclusive: false });
  stack.defer(() => cluster.stop());
  const databases: Record<string, Sql> = {};
  for (const { name } of registry) {
    const sql = ownerConnection(await cluster.ensureDatabase(databaseName(name)));
    stack.defer(() => sql.end());
    databases[name] = sql;
  }
  const opened = stack.move();
  return { databases, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** What notes changes is begun anew by a restore. */
const notCounted = ['changed_records'];

/** How many rows each table of each database holds, by `database.table`; not by way of what backing up itself looks at. */
export async function countRecords(databases: Record<string, Sql>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [name, sql] of Object.entries(databases)) {
    const tables = await sql<{ table: string }[]>`
      select table_name as table from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
    for (const { table } of tables) {
      if (notCounted.includes(table)) continue;
      const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from "${table}"`);
      counts[`${name}.${table}`] = row?.count ?? 0;
    }
  }
  return counts;
}
