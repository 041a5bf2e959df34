import type { Sql } from 'postgres';
import { inject } from 'vitest';
import { databaseName } from '../../schema/subgraph-name.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { fillAll, migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Cluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { administratorConnection } from './administrator-connection.ts';

type Copied = {
  subgraph: string;
  /** How many officials its records are of; null for tables without records. */
  officials: number | null;
  /** Of the database and of its roles; another one for each copy. */
  name: string;
};

/**
 * A database of a subgraph with roles of its own, as migrating and filling would leave it, and in a tenth of their time: the
 * first that is asked for is kept as a template for all files of the run.
 */
export async function copiedDatabase(cluster: Cluster, { name, ...kind }: Copied): Promise<DatabaseUrls> {
  const administrator = await administratorConnection(inject('databaseUrls').officials as DatabaseUrls);
  try {
    const template = await ensureTemplate(administrator, cluster, kind);
    await administrator.unsafe(`create database "${name}" template "${template}"`);
    const urls = await cluster.ensureDatabase(name);
    await giveAway(urls, template, name);
    // The roles that serve the copy take the place of the template's.
    await migrateAll({ [kind.subgraph]: urls });
    return urls;
  } finally {
    await administrator.end();
  }
}

/** Gives its name. Files that want it at once take turns: the lock is the connection's. */
async function ensureTemplate(
  administrator: Sql,
  cluster: Cluster,
  { subgraph, officials }: Omit<Copied, 'name'>,
): Promise<string> {
  const name = `template_${databaseName(subgraph)}_${officials ?? 'empty'}`;
  await administrator`select pg_advisory_lock(hashtext(${name}))`;
  const [found] = await administrator`select from pg_database where datname = ${name} and datistemplate`;
  if (!found) {
    const urls = { [subgraph]: await cluster.ensureDatabase(name) };
    await migrateAll(urls);
    if (officials !== null) await fillAll({ ...subgraphsEnvironment.parse({}), officials }, urls, [subgraph], () => {});
    // Its role keeps what is in it, and a copy takes that over; the database itself must not go along.
    await administrator.unsafe(`alter database "${name}" owner to current_user`);
    await administrator.unsafe(`alter database "${name}" is_template true`);
  }
  await administrator`select pg_advisory_unlock(hashtext(${name}))`;
  return name;
}

/** Makes a copy its own owner's, and an epoch of its own. */
async function giveAway(urls: DatabaseUrls, template: string, name: string): Promise<void> {
  const administrator = await administratorConnection(urls);
  try {
    await administrator.unsafe(`alter database "${name}" owner to "${name}";
      reassign owned by "${template}" to "${name}";
      select begin_epoch()`);
  } finally {
    await administrator.end();
  }
}
