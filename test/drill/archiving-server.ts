import { appendFile, chown, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { ensureCluster, superuser } from '../../subgraphs/kit/embedded/initialize.ts';
import { type Location, locate } from '../../subgraphs/kit/embedded/location.ts';
import { startServer } from '../../subgraphs/kit/embedded/server.ts';

const password = 'of a drill';

/**
 * A PostgreSQL as an agency runs its own: it archives its log. Of the programs that npm brings, pg_basebackup is none, so a base
 * backup is taken by what that program does: pg_backup_start, a copy, pg_backup_stop.
 *
 * @param folder of its own; it holds pgdata, archive and base
 */
export async function startArchivingServer(folder: string) {
  const [pgdata, archive, base] = ['pgdata', 'archive', 'base'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(folder, { recursive: true });
  const location: Location = { ...(await locate(folder, password)), clusterDirectory: pgdata };
  const give = async (path: string) => {
    await mkdir(path, { mode: 0o700 });
    if (location.runAs) await chown(path, location.runAs.uid, location.runAs.gid);
  };
  await give(archive);
  await give(base);
  await ensureCluster(location, password);
  const command = `test ! -f ${archive}/%f && cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f`;
  await appendFile(
    join(pgdata, 'postgresql.conf'),
    `wal_level = replica\narchive_mode = on\narchive_command = '${command}'\n`,
  );
  const port = await startServer(location, undefined);
  // As the address that everybody was given: the one that is recovered has it too.
  await appendFile(join(pgdata, 'postgresql.conf'), `port = ${port}\n`);
  const addressOf = (user: string, database: string) =>
    `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  return {
    location,
    pgdata,
    archive,
    base,
    addressOf,
    open: (database = 'postgres') => postgres(addressOf(superuser, database), { max: 1, onnotice: () => {} }),
    /** Every role has the same password. */
    createDatabase: async (sql: Sql, name: string) => {
      for (const role of ['owner', 'app', 'stats'])
        await sql.unsafe(`create role ${name}_${role} login password '${password}'`);
      await sql.unsafe(`create database ${name} owner ${name}_owner`);
    },
  };
}

type Server = Awaited<ReturnType<typeof startArchivingServer>>;

export async function takeBase(sql: Sql, { pgdata, base }: Server): Promise<void> {
  await sql`select pg_backup_start('drill', true)`;
  const left = ['postmaster.pid', 'postmaster.opts', 'pg_wal', 'server.log'];
  for (const name of await readdir(pgdata))
    if (!left.includes(name))
      await cp(join(pgdata, name), join(base, name), { recursive: true, preserveTimestamps: true });
  await mkdir(join(base, 'pg_wal'), { mode: 0o700 });
  const [made] = await sql<{ labelfile: string }[]>`select labelfile from pg_backup_stop()`;
  await writeFile(join(base, 'backup_label'), made?.labelfile ?? '');
}

/** Waits until everything that is written so far is in the archive. */
export async function archiveAll(sql: Sql): Promise<void> {
  const [switched] = await sql<{ file: string }[]>`select pg_walfile_name(pg_switch_wal()) as file`;
  for (;;) {
    const [archiver] = await sql<{ done: boolean }[]>`
      select coalesce(last_archived_wal >= ${switched?.file ?? ''}, false) as done from pg_stat_archiver`;
    if (archiver?.done) return;
    await sleep(50);
  }
}

/** As a lost disk does it; the archive and the base backup are elsewhere. */
export async function loseData(sql: Sql, { pgdata, location }: Server): Promise<void> {
  const [first] = await sql<
    { pid: number }[]
  >`select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid`;
  process.kill(first?.pid as number, 'SIGKILL');
  await sql.end({ timeout: 1 });
  await rm(pgdata, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  await mkdir(pgdata, { mode: 0o700 });
  if (location.runAs) await chown(pgdata, location.runAs.uid, location.runAs.gid);
}
