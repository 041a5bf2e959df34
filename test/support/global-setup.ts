import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { fillDatabases } from './filled-databases.ts';

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

/** One filled PostgreSQL for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lienthong-test-'));
  // PostgreSQL runs as another user where we are root, and must get in.
  await chmod(dataDir, 0o755);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  const databases = await fillDatabases(dataDir, officials).catch(async (error) => {
    await remove();
    throw error;
  });
  project.provide('databaseUrls', databases.urls);
  project.provide('dataDir', dataDir);
  return async () => {
    await databases.stop();
    await remove();
  };
}
