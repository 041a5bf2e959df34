import { inject } from 'vitest';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { copiedDatabase } from './copied-database.ts';

/**
 * A database of a test's own, for one subgraph, on the run's server: for tests that write.
 *
 * @param label makes the name unique among tests
 */
export async function ownDatabase(subgraph: string, label: string, officials = 200) {
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  const urls = await copiedDatabase(cluster, { subgraph, officials, name: label });
  return { urls, stop: () => cluster.stop() };
}
