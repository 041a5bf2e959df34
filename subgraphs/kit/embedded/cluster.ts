import { createHmac } from 'node:crypto';
import postgres from 'postgres';
import { EnvironmentError } from '../environment.ts';
import { locate } from './location.ts';
import { ensureCluster, runningPort, startServer, stopServer, superuser } from './server.ts';

/** Said in one line to whoever starts a second time on one data folder. */
export class DataFolderInUse extends EnvironmentError {}

const leaseName = 'lienthong lease';

export type Cluster = {
  /** The address of a database of its own, with a role of its own; made where it is missing. */
  ensureDatabase: (name: string) => Promise<string>;
  /** Leaves the server; the last one out stops it, an exclusive user always does. */
  stop: () => Promise<void>;
};

/**
 * Joins the PostgreSQL of a data folder, starting it where it does not run. Users of one folder are told apart by a
 * connection each holds open, which PostgreSQL drops with the process however it ends: no stale lock files.
 *
 * @param exclusive for `npm start`, of which one a folder may run (DataFolderInUse); commands join beside it
 */
export async function joinCluster(dataDir: string, { exclusive }: { exclusive: boolean }): Promise<Cluster> {
  const location = await locate(dataDir);
  const password = await ensureCluster(location, dataDir);
  const port = (await runningPort(location)) ?? (await startServer(location));
  const address = (user: string, secret: string, database: string) =>
    `postgres://${user}:${secret}@127.0.0.1:${port}/${database}`;
  const lease = postgres(address(superuser, password, 'postgres'), {
    max: 1,
    onnotice: () => {},
    connection: { application_name: leaseName },
  });
  const [lock] = exclusive
    ? await lease`select pg_try_advisory_lock(hashtext('lienthong start')) as taken`
    : await lease`select true as taken`;
  if (!lock?.taken) {
    await lease.end();
    throw new DataFolderInUse(
      `the data folder ${dataDir} is in use by another \`npm start\`: stop that one, or set DATA_DIR to another folder`,
    );
  }
  return {
    async ensureDatabase(name) {
      const secret = createHmac('sha256', password).update(name).digest('base64url');
      await createDatabase(lease, name, secret);
      return address(name, secret, name);
    },
    async stop() {
      const others = exclusive ? 0 : await countOthers(lease);
      await lease.end({ timeout: 1 });
      if (others === 0 && (await runningPort(location))) await stopServer(location);
    },
  };
}

async function createDatabase(sql: postgres.Sql, name: string, secret: string): Promise<void> {
  const [found] = await sql`select from pg_database where datname = ${name}`;
  if (found) return;
  const identifier = `"${name}"`;
  // Two commands may be first at once: what one has made, the other finds.
  const unlessThere = (error: { code?: string }) => {
    if (!['42710', '42P04', '23505'].includes(error.code ?? '')) throw error;
  };
  await sql.unsafe(`create role ${identifier} login password '${secret}'`).catch(unlessThere);
  await sql.unsafe(`create database ${identifier} owner ${identifier}`).catch(unlessThere);
  await sql.unsafe(`revoke connect on database ${identifier} from public`);
}

async function countOthers(lease: postgres.Sql): Promise<number> {
  const [row] = await lease<{ others: number }[]>`
    select count(*)::int as others from pg_stat_activity where application_name = ${leaseName} and pid <> pg_backend_pid()`
    // A server that is gone has no users.
    .catch(() => []);
  return row?.others ?? 0;
}
