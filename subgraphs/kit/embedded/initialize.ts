import { appendFile, chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Location } from './location.ts';
import { isAlive, runTool, stopServer } from './server.ts';

const settings = `
# Written by Liên Thông
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 256MB
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
checkpoint_timeout = 15min
jit = off
timezone = 'UTC'
logging_collector = off
log_min_messages = warning
log_min_error_statement = panic
`;

/** The superuser of the embedded server. */
export const superuser = 'lienthong';

/** Makes the cluster where it is missing. Two processes at once both make one; the first to finish gives it to both. */
export async function ensureCluster(location: Location, password: string): Promise<void> {
  if (await exists(location)) return;
  await removeLeftovers(location);
  // Beside the cluster, so that it can be renamed into place: a half-made one is never taken for a whole.
  const unfinished = `${location.clusterDirectory}.unfinished-${process.pid}`;
  const pwfile = join(unfinished, 'password');
  const pgdata = join(unfinished, 'cluster');
  try {
    await makeOwnFolder(unfinished, location);
    await writeFile(pwfile, password, { mode: 0o600 });
    if (location.runAs) await chown(pwfile, location.runAs.uid, location.runAs.gid);
    await runTool(location, 'initdb', [
      `--pgdata=${pgdata}`,
      `--username=${superuser}`,
      `--pwfile=${pwfile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ]);
    await appendFile(join(pgdata, 'postgresql.conf'), settings);
    await rename(pgdata, location.clusterDirectory).catch(async (error: unknown) => {
      if (!(await exists(location))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

const exists = ({ clusterDirectory }: Location) =>
  stat(join(clusterDirectory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

/** A folder that belongs to the user the server runs as. */
async function makeOwnFolder(path: string, { runAs }: Location): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (runAs) await chown(path, runAs.uid, runAs.gid);
}

/**
 * What killed processes left half-made; and clusters that lie outside their data folder (see location.ts) and stayed
 * behind when somebody removed that folder, perhaps running.
 */
async function removeLeftovers(location: Location): Promise<void> {
  const folder = dirname(location.clusterDirectory);
  const own = basename(location.clusterDirectory);
  const dataFolder = /^cluster-[^-]+-/.exec(own)?.[0];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const maker = /\.unfinished-(\d+)$/.exec(name)?.[1];
    if (maker) {
      if (name.startsWith(own) && !isAlive(Number(maker))) await rm(path, { recursive: true, force: true });
    } else if (dataFolder && name.startsWith(dataFolder) && name !== own) {
      await stopServer({ ...location, clusterDirectory: path }).catch(() => {});
      await rm(path, { recursive: true, force: true });
    }
  }
}
