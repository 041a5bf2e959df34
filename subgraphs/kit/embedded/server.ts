import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Location, makeOwnFolder } from './location.ts';

const run = promisify(execFile);

const settings = `
# Written by Liên Thông
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
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

/** The superuser of the embedded server; its password lies beside the data, readable by this user alone. */
export const superuser = 'lienthong';

function runTool(location: Location, tool: string, args: string[]) {
  return run(join(location.bin, tool), args, {
    ...location.runAs,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
}

/** The superuser's password; made together with the cluster on first use. Safe against two processes at once. */
export async function ensureCluster(location: Location, dataDir: string): Promise<string> {
  const passwordFile = join(dataDir, 'postgres.password');
  const known = (await exists(location)) && (await readPassword(passwordFile));
  if (known) return known;
  await removeOrphan(location);
  try {
    return await createCluster(location, passwordFile);
  } catch (error) {
    // Another process may have been first.
    const other = (await exists(location)) && (await readPassword(passwordFile));
    if (other) return other;
    throw error;
  }
}

const exists = (location: Location) =>
  stat(join(location.clusterDirectory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

/** Waits a little, because the process that makes the cluster writes the password last. */
async function readPassword(passwordFile: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const password = await readFile(passwordFile, 'utf8').catch(() => undefined);
    if (password) return password;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

/** A cluster that lies outside its data folder (see location.ts) stays behind when somebody removes that folder. */
async function removeOrphan(location: Location): Promise<void> {
  if (!(await exists(location))) return;
  if (await runningPort(location)) await stopServer(location);
  await rm(location.clusterDirectory, { recursive: true, force: true });
}

async function createCluster(location: Location, passwordFile: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const unfinished = `${location.clusterDirectory}.${process.pid}`;
  const pwfile = join(dirname(unfinished), `.pwfile.${process.pid}`);
  await mkdir(dirname(passwordFile), { recursive: true });
  await makeOwnFolder(unfinished, location.runAs);
  await writeFile(pwfile, password, { mode: 0o600 });
  if (location.runAs) await chown(pwfile, location.runAs.uid, location.runAs.gid);
  try {
    await runTool(location, 'initdb', [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      `--pwfile=${pwfile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ]);
    await appendFile(join(unfinished, 'postgresql.conf'), settings);
    await rename(unfinished, location.clusterDirectory);
    await writeFile(passwordFile, password, { mode: 0o600 });
    return password;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(pwfile, { force: true });
  }
}

/** The port of the running server, or undefined where none runs. */
export async function runningPort(location: Location): Promise<number | undefined> {
  const lines = (await readFile(join(location.clusterDirectory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const status = lines[7]?.trim();
  return status === 'ready' && isAlive(Number(lines[0])) ? Number(lines[3]) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Starts the server on a free port and waits until it answers. The server is a process group of its own: a Ctrl-C meant for us does not reach it. */
export async function startServer(location: Location): Promise<number> {
  const port = await freePort(await lastPort(location));
  try {
    await runTool(location, 'pg_ctl', [
      'start',
      '--wait',
      '--silent',
      '-D',
      location.clusterDirectory,
      '-o',
      `-p ${port}`,
      '-l',
      join(location.clusterDirectory, 'server.log'),
    ]);
    return port;
  } catch (error) {
    // Started by another process at the same moment: use that one.
    const other = await waitForOther(location);
    if (other) return other;
    throw new Error(`the embedded PostgreSQL did not start: see ${join(location.clusterDirectory, 'server.log')}`, {
      cause: error,
    });
  }
}

async function waitForOther(location: Location): Promise<number | undefined> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = await runningPort(location);
    if (port) return port;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

export async function stopServer(location: Location): Promise<void> {
  await runTool(location, 'pg_ctl', ['stop', '--wait', '--silent', '-m', 'fast', '-D', location.clusterDirectory]);
}

/** The port of the last run (PostgreSQL keeps its command line), so that what was configured for it stays true. */
async function lastPort(location: Location): Promise<number> {
  const options = await readFile(join(location.clusterDirectory, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/"-p" "(\d+)"/.exec(options)?.[1] ?? 0);
}

/** The preferred port where it is free, else any free one. */
async function freePort(preferred: number): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const probe = createServer().once('error', reject);
      probe.listen(port, '127.0.0.1', () => {
        const { port: found } = probe.address() as { port: number };
        probe.close(() => resolve(found));
      });
    });
  return tryPort(preferred).catch(() => tryPort(0));
}
