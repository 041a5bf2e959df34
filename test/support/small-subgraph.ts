import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { migrateDatabase } from '../../subgraphs/kit/migrate.ts';
import { type SeedRow, seedDatabase } from '../../subgraphs/kit/seed.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import type { Answer } from './stack.ts';

/**
 * One subgraph without a gateway, on a database of its own that holds just these rows: for rules whose answers are counted
 * by hand. A masked failure fails the test.
 */
export async function startSmallSubgraph<Loaders>(
  subgraph: Subgraph<Loaders>,
  rows: Iterable<SeedRow>,
  personKey: Buffer,
) {
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  const databaseUrl = await cluster.ensureDatabase(`small_${randomBytes(6).toString('hex')}`);
  await migrateDatabase(databaseUrl, subgraph.directory);
  await seedDatabase(databaseUrl, subgraph.tables, rows, 'small');
  const statements: string[] = [];
  const running = startSubgraph(subgraph, {
    databaseUrl,
    personKey,
    report: ({ message }) => {
      throw new Error(message);
    },
    onStatement: (text) => statements.push(text),
  });
  return {
    /** Every SQL statement since the start. */
    statements,
    /** Answers an operation, and how many statements that took. */
    async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer & { statements: number }> {
      const before = statements.length;
      const answer = (await running.execute({ query, variables })) as Answer;
      return { ...answer, statements: statements.length - before };
    },
    async stop() {
      await running.stop();
      await cluster.stop();
    },
  };
}
