import postgres, { type Sql } from 'postgres';
import { inject } from 'vitest';
import { databaseName } from '../../schema/subgraph-name.ts';
import { addressNames, subgraphsEnvironment } from '../../subgraphs/config.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import type { ExtractSource } from '../../subgraphs/kit/extract.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import { registry } from '../../subgraphs/registry.ts';
import { copiedDatabase } from './copied-database.ts';

/**
 * Every subgraph's database for a test of its own, filled, on the run's server: for runs of the rules, which write.
 *
 * @param label makes the names unique among tests
 */
export async function qualityDatabases(label: string, officials = 200) {
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  const names = registry.map(({ name }) => name);
  const urls: Record<string, DatabaseUrls> = {};
  const copy = (subgraph: string, suffix: string) =>
    copiedDatabase(cluster, { subgraph, officials, name: `${label}_${suffix}` });
  for (const name of names) urls[name] = await copy(name, databaseName(name));
  const sources: ExtractSource[] = [];
  for (const { name, load } of registry) {
    const { default: subgraph } = await load();
    if (subgraph.extracts.length > 0) sources.push(createExtractSource(subgraph, { urls: urls[name] as DatabaseUrls }));
  }
  const owners: Record<string, Sql> = Object.fromEntries(
    names.map((name) => [name, postgres((urls[name] as DatabaseUrls).owner, { max: 2, onnotice: () => {} })]),
  );
  /** A connection as the owner of a subgraph's database. */
  const owner = (name: string) => owners[name] as Sql;
  const config = subgraphsEnvironment.parse({});
  return {
    urls,
    /** What tells a program of ours of these databases. */
    environment: Object.fromEntries([
      ['PERSON_KEY', config.personKey.toString()],
      ...names.flatMap((name) =>
        Object.entries(addressNames(name)).map(([role, variable]) => [variable, (urls[name] as never)[role]]),
      ),
    ]) as Record<string, string>,
    sources,
    owner,
    /** Another, empty database for the findings of the same records; the caller ends the connection. */
    another: async () => {
      const own = await copy('data-quality', 'another');
      return { database: own.owner, quality: postgres(own.owner, { max: 2, onnotice: () => {} }) };
    },
    /** The database of data quality, as its owner. */
    database: (urls['data-quality'] as DatabaseUrls).owner,
    quality: owner('data-quality'),
    stop: async () => {
      await Promise.all(Object.values(owners).map((sql) => sql.end()));
      await cluster.stop();
    },
  };
}

export type QualityDatabases = Awaited<ReturnType<typeof qualityDatabases>>;
