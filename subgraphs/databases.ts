import { databaseName } from '../schema/subgraph-name.ts';
import type { SubgraphsConfig } from './config.ts';
import { joinCluster } from './kit/embedded/cluster.ts';

export type Databases = {
  /** The address of each named subgraph's database. */
  urls: Record<string, string>;
  /** Whether the embedded server holds it: only there do we migrate and fill unasked. */
  isEmbedded: (name: string) => boolean;
  stop: () => Promise<void>;
};

/**
 * The databases of some subgraphs: each by its DATABASE_URL_*, the rest on the embedded server, which is started only
 * where one of them needs it.
 *
 * @param exclusive for `npm start`, see joinCluster
 * @param stopping makes it give up, with nothing left running
 */
export async function openDatabases(
  config: SubgraphsConfig,
  names: string[],
  { exclusive = false, stopping }: { exclusive?: boolean; stopping?: AbortSignal } = {},
): Promise<Databases> {
  const embedded = names.filter((name) => !config.databaseUrls[name]);
  const cluster = embedded.length > 0 ? await joinCluster(config.dataDir, { exclusive, stopping }) : undefined;
  try {
    const entries = names.map(async (name) => [
      name,
      config.databaseUrls[name] ?? (await cluster?.ensureDatabase(databaseName(name))),
    ]);
    return {
      urls: Object.fromEntries(await Promise.all(entries)),
      isEmbedded: (name) => embedded.includes(name),
      stop: async () => cluster?.stop(),
    };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}
