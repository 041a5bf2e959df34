import postgres, { type Sql } from 'postgres';
import { inject } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { superuser } from '../../subgraphs/kit/embedded/initialize.ts';
import { ensurePassword } from '../../subgraphs/kit/embedded/password.ts';

/** A connection to a database of the run's server as its superuser: for what an administrator does to roles. The caller ends it. */
export async function administratorConnection({ owner }: Pick<DatabaseUrls, 'owner'>): Promise<Sql> {
  const address = new URL(owner);
  address.username = superuser;
  address.password = await ensurePassword(inject('dataDir'));
  return postgres(address.href, { max: 1, onnotice: () => {} });
}
