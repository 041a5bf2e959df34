import { inject } from 'vitest';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { fillAll, migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';

/**
 * A database of a test's own, for one subgraph, on the run's server: for tests that write.
 *
 * @param label makes the name unique among tests
 */
export async function ownDatabase(subgraph: string, label: string, officials = 200) {
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  const urls = { [subgraph]: await cluster.ensureDatabase(label) };
  await migrateAll(urls);
  await fillAll({ ...subgraphsEnvironment.parse({}), officials }, urls, [subgraph], () => {});
  return { urls: urls[subgraph] as DatabaseUrls, stop: () => cluster.stop() };
}
