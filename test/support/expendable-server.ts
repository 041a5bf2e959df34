import postgres from 'postgres';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { superuser } from '../../subgraphs/kit/embedded/initialize.ts';
import { ensurePassword } from '../../subgraphs/kit/embedded/password.ts';

/**
 * Turns off what keeps a server's data through a crash of the machine, and what tidies up over months: this one is thrown away
 * with the run. Autovacuum would visit each of the hundred databases of the tests again and again, and analyze tables when it pleases.
 */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
};

/** Makes the server of a data folder an expendable one. `owner` tells where it answers. */
export async function makeExpendable(dataDir: string, { owner }: Pick<DatabaseUrls, 'owner'>): Promise<void> {
  const address = Object.assign(new URL(owner), { username: superuser, password: await ensurePassword(dataDir) });
  const administrator = postgres(address.href, { max: 1, onnotice: () => {} });
  try {
    for (const [name, value] of Object.entries(settings))
      await administrator.unsafe(`alter system set ${name} = ${value}`);
    await administrator`select pg_reload_conf()`;
  } finally {
    await administrator.end();
  }
}
