import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Caller } from '../../schema/caller.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { type SeedRow, seedDatabase } from '../../subgraphs/kit/seed.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { copiedDatabase } from './copied-database.ts';
import type { Answer } from './stack.ts';

/** Sees everything. */
const auditor: Caller = {
  subject: 'test',
  agency: null,
  jurisdiction: 'national',
  scopes: [
    'statistics:read',
    'officials:read',
    'labour:read',
    'insurance:read',
    'person:identify',
    'person:sensitive',
    'quality:read',
    'quality:write',
  ],
  purpose: 'AUDIT',
};

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
  const name = `small_${randomBytes(6).toString('hex')}`;
  const urls = await copiedDatabase(cluster, { subgraph: subgraph.name, officials: null, name });
  await seedDatabase(urls.owner, subgraph.tables, rows, 'small');
  const statements: string[] = [];
  const running = startSubgraph(subgraph, {
    databaseUrls: urls,
    personKey,
    report: ({ message }) => {
      throw new Error(message);
    },
    onStatement: (text) => statements.push(text),
  });
  return {
    urls,
    /** Every SQL statement since the start. */
    statements,
    /** Answers an operation, and how many statements that took; for an auditor unless another caller is given. */
    async ask(
      query: string,
      variables: Record<string, unknown> = {},
      caller: Caller = auditor,
    ): Promise<Answer & { statements: number }> {
      const before = statements.length;
      const answer = (await running.execute({ query, variables, caller })) as Answer;
      return { ...answer, statements: statements.length - before };
    },
    async stop() {
      await running.stop();
      await cluster.stop();
    },
  };
}
