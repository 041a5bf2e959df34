import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { migrateDatabase } from '../../subgraphs/kit/migrate.ts';
import { seedDatabase } from '../../subgraphs/kit/seed.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import officials from '../../subgraphs/officials/index.ts';
import { seed } from '../../subgraphs/officials/seed.ts';
import { smallStaff } from './small-staff.ts';

/** The officials subgraph on a database of its own that holds `smallStaff`. */
export async function startSmallStaff() {
  const dataDir = await mkdtemp(join(tmpdir(), 'lienthong-officials-'));
  const cluster = await joinCluster(dataDir, { exclusive: false });
  const databaseUrl = await cluster.ensureDatabase(officials.name);
  await migrateDatabase(databaseUrl, officials.directory);
  await seedDatabase(databaseUrl, officials.tables, seed(smallStaff), smallStaff.officials);
  const statements: string[] = [];
  const running = startSubgraph(officials, {
    databaseUrl,
    personKey: smallStaff.personKey,
    report: ({ message }) => {
      throw new Error(message);
    },
    onStatement: (text) => statements.push(text),
  });
  return {
    statements,
    // biome-ignore lint/suspicious/noExplicitAny: an answer's shape is the query's
    ask: async (query: string, variables: object = {}): Promise<any> =>
      running.execute({ query, variables: variables as Record<string, unknown> }),
    async stop() {
      await running.stop();
      await cluster.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
