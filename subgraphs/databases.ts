import { databaseName } from '../schema/subgraph-name.ts';
import { addressNames, type GivenUrls, type SubgraphsConfig } from './config.ts';
import type { DatabaseUrls } from './kit/database-urls.ts';
import { joinCluster } from './kit/embedded/cluster.ts';
import { EnvironmentError } from './kit/environment.ts';

export type Databases = {
  /** The addresses of each named subgraph's database. */
  urls: Record<string, GivenUrls>;
  /** Whether the embedded server holds it: only there do we migrate and fill unasked. */
  isEmbedded: (name: string) => boolean;
  stop: () => Promise<void>;
};

type OpenOptions = {
  exclusive?: boolean;
  stopping?: AbortSignal;
  onRefused?: (name: string, error: unknown) => void;
};

/**
 * The databases of some subgraphs: each by its DATABASE_URL_*, the rest on the embedded server, which is started only
 * where one of them needs it.
 *
 * @param options `exclusive` is for `npm start`, see joinCluster; `stopping` makes it give up, with nothing left running;
 *   `onRefused` is told of a database on the embedded server that does not let us in, which is left out then
 */
export async function openDatabases(
  config: SubgraphsConfig,
  names: string[],
  { exclusive = false, stopping, onRefused }: OpenOptions = {},
): Promise<Databases> {
  const embedded = names.filter((name) => !config.databaseUrls[name]);
  const cluster = embedded.length > 0 ? await joinCluster(config.dataDir, { exclusive, stopping }) : undefined;
  try {
    const entries = names.map(async (name) => {
      try {
        return [[name, config.databaseUrls[name] ?? (await cluster?.ensureDatabase(databaseName(name)))]];
      } catch (error) {
        if (!onRefused) throw error;
        onRefused(name, error);
        return [];
      }
    });
    return {
      urls: Object.fromEntries((await Promise.all(entries)).flat()),
      isEmbedded: (name) => embedded.includes(name),
      stop: async () => cluster?.stop(),
    };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

/** The same addresses as migrating and filling need them: EnvironmentError where the owner's is missing. */
export function asOwner(urls: Record<string, GivenUrls>): Record<string, DatabaseUrls> {
  const missing = Object.entries(urls).filter(([, { owner }]) => owner === undefined);
  if (missing.length > 0)
    throw new EnvironmentError(
      missing
        .map(
          ([name]) =>
            `${addressNames(name).owner}: expected the address of the database's owner, who alone may migrate and fill it`,
        )
        .join('\n'),
    );
  return urls as Record<string, DatabaseUrls>;
}
