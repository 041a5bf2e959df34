import { getTableName } from 'drizzle-orm';
import { inject } from 'vitest';
import { databaseName } from '../../schema/subgraph-name.ts';
import { migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { administratorConnection } from '../support/administrator-connection.ts';
import { growDatabase } from './grow.ts';
import { grownTables } from './grown-tables.ts';

/** A large database of a subgraph, made of the run's own records, and how many rows each of its tables has. */
export async function largeDatabase(subgraph: Subgraph) {
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  const urls = await cluster.ensureDatabase(`large_${databaseName(subgraph.name)}`);
  await migrateAll({ [subgraph.name]: urls });
  const administrator = await administratorConnection(urls);
  try {
    const { owner } = inject('databaseUrls')[subgraph.name] as DatabaseUrls;
    const tables = subgraph.tables.map((table) => getTableName(table));
    await growDatabase(owner, administrator, { tables, grown: grownTables[subgraph.name] ?? [] });
    const found = await administrator<{ table: string; rows: number }[]>`
      select relname as table, reltuples::int as rows from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace`;
    return { urls, rowsOf: new Map(found.map(({ table, rows }) => [table, rows])), stop: () => cluster.stop() };
  } finally {
    await administrator.end();
  }
}
