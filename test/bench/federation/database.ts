import { readFileSync } from 'node:fs';
import type { Sql } from 'postgres';
import { databaseName } from '../../../schema/subgraph-name.ts';
import type { DatabaseUrls } from '../../../subgraphs/kit/database-urls.ts';
import { joinCluster } from '../../../subgraphs/kit/embedded/cluster.ts';
import { registry } from '../../../subgraphs/registry.ts';
import { type Databases, databasesOf } from '../../operations/databases.ts';
import { ownerConnection } from '../../support/owner-connection.ts';

export type OpenDatabases = {
  databases: Databases;
  urls: Record<string, DatabaseUrls>;
  /** Makes another database on the same server. */
  ensureDatabase: (name: string) => Promise<DatabaseUrls>;
  /** The server's first process: the parent of those of the connections. */
  postmaster: () => Promise<number>;
};

/** The databases of a data folder, read with their owners' rights beside the services that answer over them. */
export async function openDatabases(
  stack: AsyncDisposableStack,
  dataDir: string,
  stopping: AbortSignal,
): Promise<OpenDatabases> {
  const cluster = await joinCluster(dataDir, { exclusive: false, stopping });
  stack.defer(() => cluster.stop());
  const urls: Record<string, DatabaseUrls> = {};
  const connections: Record<string, Sql> = {};
  for (const { name } of registry) {
    urls[name] = await cluster.ensureDatabase(databaseName(name));
    const sql = ownerConnection(urls[name]);
    stack.defer(() => sql.end());
    connections[name] = sql;
  }
  const databases = databasesOf({ databases: connections } as never);
  return {
    databases,
    urls,
    ensureDatabase: cluster.ensureDatabase,
    postmaster: async () => {
      const [backend] = await databases.units`select pg_backend_pid() as pid`;
      // The state stands before the parent, behind a name in brackets.
      return Number(readFileSync(`/proc/${backend?.pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[1]);
    },
  };
}
