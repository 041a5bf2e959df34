import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { matchAll } from '../../subgraphs/commands/match.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { asOwner, openDatabases } from '../../subgraphs/databases.ts';
import { fillAll, migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { registerEnvironment } from '../../subgraphs/population-register/environment.ts';
import { registry } from '../../subgraphs/registry.ts';
import { makeExpendable } from './expendable-server.ts';
import { judgeRecords } from './judged.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of each subgraph's filled database. Tests that write make one of their own: see own-database.ts. */
    databaseUrls: Record<string, DatabaseUrls>;
    /** The data folder of the server that holds them. */
    dataDir: string;
  }
}

/** Officials in the test databases: enough that every fault, owner and kind of record occurs. */
const officials = 4_000;

/** One real PostgreSQL for the whole run, migrated and filled like a first `npm start`, and judged like a first `npm run quality`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lienthong-test-'));
  // PostgreSQL runs as another user where we are root, and must get in.
  await chmod(dataDir, 0o755);
  const config = { ...subgraphsEnvironment.parse({ DATA_DIR: dataDir }), officials };
  const names = registry.map(({ name }) => name);
  const databases = await openDatabases(config, names);
  const stop = async () => {
    await databases.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const urls = asOwner(databases.urls);
    await makeExpendable(dataDir, urls.officials as DatabaseUrls);
    await migrateAll(urls);
    await fillAll(config, urls, names, () => {});
    // As after `npm run match`: what it found is served too.
    const register = registerEnvironment.parse({});
    const stopping = new AbortController().signal;
    await using stack = new AsyncDisposableStack();
    await matchAll(stack, { config, register, recheck: {}, print: () => {}, stopping });
    await judgeRecords(urls);
    project.provide('databaseUrls', urls);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('dataDir', dataDir);
  return stop;
}
