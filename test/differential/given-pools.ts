import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { databasesOf } from '../operations/databases.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import type { Pools } from './generate/pools.ts';
import { findPools } from './pools.ts';

/** The values of databases that no stack runs over. */
export async function findPoolsAt(urls: Record<string, DatabaseUrls>): Promise<Pools> {
  const databases = Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, ownerConnection(url)]));
  try {
    return await findPools(databasesOf({ databases }));
  } finally {
    await Promise.all(Object.values(databases).map((sql) => sql.end()));
  }
}
