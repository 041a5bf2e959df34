import postgres, { type Sql } from 'postgres';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';

/** A connection as a database's owner, whom row-level security does not bind: for what tests compare answers with. The caller ends it. */
export function ownerConnection({ owner }: Pick<DatabaseUrls, 'owner'>): Sql {
  return postgres(owner, { max: 4, onnotice: () => {} });
}
