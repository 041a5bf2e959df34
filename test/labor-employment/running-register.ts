import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { migrateDatabase } from '../../subgraphs/kit/migrate.ts';
import { seedDatabase } from '../../subgraphs/kit/seed.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import laborEmployment from '../../subgraphs/labor-employment/index.ts';
import { seed } from '../../subgraphs/labor-employment/seed.ts';
import { smallRegister } from './small-register.ts';

export type Answer = {
  data: Record<string, never>;
  errors: { message: string; path: string[]; extensions: { code: string } }[];
  statements: number;
};

/** The labour-employment subgraph over a PostgreSQL of its own, filled with the small register or another. */
export async function startRegister(population = smallRegister) {
  const dataDir = await mkdtemp(join(tmpdir(), 'lienthong-labour-'));
  const cluster = await joinCluster(dataDir, { exclusive: true });
  const databaseUrl = await cluster.ensureDatabase('labor_employment');
  await migrateDatabase(databaseUrl, laborEmployment.directory);
  await seedDatabase(databaseUrl, laborEmployment.tables, seed(population), 0);
  let statements = 0;
  const subgraph = startSubgraph(laborEmployment, {
    databaseUrl,
    personKey: population.personKey,
    report: ({ message }) => {
      throw new Error(message);
    },
    onStatement: () => {
      statements++;
    },
  });
  return {
    /** Answers an operation and counts its statements. */
    async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
      statements = 0;
      const { data, errors } = await subgraph.execute({ query, variables });
      return { data: data as Answer['data'], errors: (errors ?? []) as Answer['errors'], statements };
    },
    async stop() {
      await subgraph.stop();
      await cluster.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
