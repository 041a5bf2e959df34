import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { migrateDatabase } from '../../subgraphs/kit/migrate.ts';
import { seedDatabase } from '../../subgraphs/kit/seed.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import socialSecurity from '../../subgraphs/social-security/index.ts';
import { seed } from '../../subgraphs/social-security/seed.ts';
import { smallPopulation } from './small-records.ts';

/** What the subgraph answered, and how many statements that took. */
export type Answer = {
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the query asked for
  data: any;
  errors: { path: (string | number)[]; message: string; extensions: { code: string } }[] | undefined;
  statements: number;
};

/** The social-security subgraph over a PostgreSQL of its own, filled with the small records. */
export async function startSmallRecords() {
  const dataDir = await mkdtemp(join(tmpdir(), 'lienthong-social-'));
  const cluster = await joinCluster(dataDir, { exclusive: true });
  const databaseUrl = await cluster.ensureDatabase('social_security');
  await migrateDatabase(databaseUrl, socialSecurity.directory);
  await seedDatabase(databaseUrl, socialSecurity.tables, seed(smallPopulation), smallPopulation.officials);
  let statements = 0;
  const subgraph = startSubgraph(socialSecurity, {
    databaseUrl,
    personKey: smallPopulation.personKey,
    report: ({ message }) => {
      throw new Error(message);
    },
    onStatement: () => {
      statements++;
    },
  });
  return {
    async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
      statements = 0;
      const { data, errors } = await subgraph.execute({ query, variables });
      return { data, errors: errors as Answer['errors'], statements };
    },
    async stop() {
      await subgraph.stop();
      await cluster.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
