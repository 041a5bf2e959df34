import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { databaseName } from '../../schema/subgraph-name.ts';
import { type Cluster, joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { superuser } from '../../subgraphs/kit/embedded/initialize.ts';
import { ensurePassword } from '../../subgraphs/kit/embedded/password.ts';
import { registry } from '../../subgraphs/registry.ts';
import { type Databases, databasesOf } from '../operations/databases.ts';
import { ownerConnection } from '../support/owner-connection.ts';

/** The data folder of a service: the one that is to lose its PostgreSQL has one of its own. */
export const dataFolder = (folder: string, name: string, faulted: string) =>
  join(folder, name === faulted ? 'faulted' : 'others');

/** Looks into the databases of running services once, with the owners' rights. */
export async function withDatabases<T>(
  folder: string,
  faulted: string,
  use: (databases: Databases) => Promise<T>,
): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const databases: Record<string, Sql> = {};
  for (const { name } of registry) {
    const cluster = await joinCluster(dataFolder(folder, name, faulted), { exclusive: false });
    stack.defer(() => cluster.stop());
    const sql = ownerConnection(await cluster.ensureDatabase(databaseName(name)));
    stack.defer(() => sql.end());
    databases[name] = sql;
  }
  return await use(databasesOf({ databases } as never));
}

/** The PostgreSQL of the faulted service, to be killed and started again. */
export function createVictim(folder: string, faulted: string) {
  const dataDir = dataFolder(folder, faulted, faulted);
  let cluster: Cluster | undefined;
  return {
    /** Its first process ends at once; the others see that and end too. */
    async kill() {
      cluster = await joinCluster(dataDir, { exclusive: false });
      const { owner } = await cluster.ensureDatabase(databaseName(faulted));
      const address = Object.assign(new URL(owner), { username: superuser, password: await ensurePassword(dataDir) });
      const sql = postgres(address.href, { max: 1, onnotice: () => {} });
      const [found] = await sql`select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid`;
      process.kill(found?.pid as number, 'SIGKILL');
      await sql.end({ timeout: 1 });
      await cluster.stop();
    },
    /** Resolves once it takes connections. */
    async restart() {
      cluster = await joinCluster(dataDir, { exclusive: false });
    },
    stop: async () => cluster?.stop(),
  };
}
