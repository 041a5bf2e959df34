import { matchAll } from '../../subgraphs/commands/match.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { asOwner, openDatabases } from '../../subgraphs/databases.ts';
import { fillAll, findEmpty, migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { registerEnvironment } from '../../subgraphs/population-register/environment.ts';
import { registry } from '../../subgraphs/registry.ts';
import { makeExpendable } from './expendable-server.ts';
import { judgeRecords } from './judged.ts';

/**
 * One real PostgreSQL, migrated and filled like a first `npm start`, and judged like a first `npm run quality`, where that was not done before.
 *
 * @param dataDir a folder of its own that PostgreSQL may enter; it stays when the server is stopped
 * @param officials how many are generated
 */
export async function fillDatabases(dataDir: string, officials: number) {
  const config = { ...subgraphsEnvironment.parse({ DATA_DIR: dataDir }), officials };
  const names = registry.map(({ name }) => name);
  const databases = await openDatabases(config, names);
  try {
    const urls = asOwner(databases.urls);
    await makeExpendable(dataDir, urls.officials as DatabaseUrls);
    await migrateAll(urls);
    const stop = () => databases.stop();
    if ((await findEmpty(urls, config.personKey)).length === 0) return { urls, stop };
    await fillAll(config, urls, names, () => {});
    // As after `npm run match`: what it found is served too.
    const register = registerEnvironment.parse({});
    const stopping = new AbortController().signal;
    await using stack = new AsyncDisposableStack();
    await matchAll(stack, { config, register, recheck: {}, print: () => {}, stopping });
    await judgeRecords(urls);
    return { urls, stop };
  } catch (error) {
    await databases.stop();
    throw error;
  }
}
