import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import type { DatabaseUrls } from '../database-urls.ts';
import { EnvironmentError } from '../environment.ts';
import { createDatabase } from './create-database.ts';
import { ensureCluster, superuser } from './initialize.ts';
import { type Location, locate } from './location.ts';
import { ensurePassword } from './password.ts';
import { runningPort, startServer, stopServer } from './server.ts';

/** Said in one line to whoever starts a second time on one data folder. */
export class DataFolderInUse extends EnvironmentError {}

export type Cluster = {
  /** The addresses of a database of its own, with roles of its own; made where it is missing. */
  ensureDatabase: (name: string) => Promise<DatabaseUrls>;
  /** Leaves the server; the last one out stops it. */
  stop: () => Promise<void>;
};

type JoinOptions = {
  /** For `npm start`, of which one a folder may run (DataFolderInUse); commands join beside it. */
  exclusive: boolean;
  /** Makes joining give up, with nothing left running. */
  stopping?: AbortSignal | undefined;
};

/** Joins the PostgreSQL of a data folder, starting it where it does not run. */
export async function joinCluster(folder: string, { exclusive, stopping }: JoinOptions): Promise<Cluster> {
  const password = await ensurePassword(resolve(folder));
  const dataDir = await realpath(folder);
  const location = await locate(dataDir, password);
  await ensureCluster(location, password);
  const addressAt = (port: number) => (user: string, secret: string, database: string) =>
    `postgres://${user}:${secret}@127.0.0.1:${port}/${database}`;
  const { port, lease } = await takeLease(
    location,
    (port) => addressAt(port)(superuser, password, 'postgres'),
    stopping,
  );
  const stop = () => leave(location, lease);
  try {
    if (exclusive) await refuseSecond(lease, folder);
    stopping?.throwIfAborted();
  } catch (error) {
    await stop();
    throw error;
  }
  const address = addressAt(port);
  return {
    ensureDatabase: (name) =>
      createDatabase(lease, name, password, address, (database) => address(superuser, password, database)),
    stop,
  };
}

/**
 * The users of one folder are told apart by a lock that each holds on a connection of its own, which PostgreSQL drops with
 * the process however it ends: no stale lock files. Held shared by users, and exclusively by the last one while it stops
 * the server: whoever comes in that moment waits and starts it again.
 */
const useLock = `hashtext('lienthong use')`;

async function takeLease(
  location: Location,
  addressAt: (port: number) => string,
  stopping: AbortSignal | undefined,
): Promise<{ port: number; lease: Sql }> {
  for (let attempt = 1; ; attempt++) {
    stopping?.throwIfAborted();
    const port = (await runningPort(location)) ?? (await startServer(location, stopping));
    const lease = postgres(addressAt(port), {
      max: 1,
      onnotice: () => {},
      // The lock lives as long as the connection.
      max_lifetime: null,
      connection: { application_name: 'lienthong lease' },
    });
    const [lock] = await lease
      .unsafe<{ taken: boolean }[]>(`select pg_try_advisory_lock_shared(${useLock}) as taken`)
      .catch(async (error: { code?: string }) => {
        await lease.end({ timeout: 0 });
        if (!isGoing(error.code) || attempt === 200) throw error;
        return [];
      });
    if (lock?.taken) return { port, lease };
    await lease.end({ timeout: 0 });
    await sleep(50);
  }
}

/** Whether a failed connection says that the server is about to be gone. */
const isGoing = (code = '') => /^(57P0[13]|ECONNREFUSED|ECONNRESET|CONNECTION_CLOSED)$/.test(code);

async function leave(location: Location, lease: Sql): Promise<void> {
  // A server that is gone needs nobody to stop it.
  const [last] = await lease
    .unsafe<{ taken: boolean }[]>(
      `select pg_advisory_unlock_shared(${useLock}), pg_try_advisory_lock(${useLock}) as taken`,
    )
    .catch(() => []);
  if (last?.taken) await stopServer(location);
  await lease.end({ timeout: 1 });
}

/** Waits a moment: of a start that was killed, the server may not know yet. */
async function refuseSecond(lease: Sql, folder: string): Promise<void> {
  await lease`set lock_timeout = '1s'`;
  await lease`select pg_advisory_lock(hashtext('lienthong start'))`.catch((error: { code?: string }) => {
    if (error.code !== '55P03') throw error;
    throw new DataFolderInUse(
      `the data folder ${folder} is in use by another \`npm start\`: stop that one, or set DATA_DIR to another folder`,
    );
  });
  await lease`reset lock_timeout`;
}
