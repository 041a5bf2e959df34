import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';
import { isAllowed } from './allowed.ts';
import { callers } from './callers.ts';
import { faultsOf } from './faults.ts';
import { enough } from './grow.ts';
import { grownTables } from './grown-tables.ts';
import { largeDatabase } from './large-database.ts';
import { listQuestions } from './lists.ts';
import { readPlans } from './read-plans.ts';
import { recordQuestions } from './records.ts';
import { statisticQuestions } from './statistics.ts';

type Large = Awaited<ReturnType<typeof largeDatabase>> & { subgraph: Subgraph };
const databases = new Map<string, Large>();
beforeAll(async () => {
  const made = registry.map(async ({ name, load }) => {
    const subgraph = (await load()).default;
    databases.set(name, { ...(await largeDatabase(subgraph)), subgraph });
  });
  await Promise.all(made);
});
afterAll(() => Promise.all([...databases.values()].map(({ stop }) => stop())));

test('who may read many rows by an index may not read a table from end to end', () => {
  const question = 'of a province: Query.officials {"filter":{"retiringBefore":"2026-09-01"}}';
  expect(isAllowed(`${question}: 60000 rows of officials read for 20, by officials_name`)).toBe(true);
  expect(isAllowed(`${question}: 60000 rows of officials read for 20, by Seq Scan`)).toBe(false);
  expect(isAllowed(`${question}: Seq Scan of officials`)).toBe(false);
});

describe.each(registry.map(({ name }) => name))('%s', (name) => {
  test('large tables are large', () => {
    for (const table of grownTables[name] ?? [])
      expect(databases.get(name)?.rowsOf.get(table), table).toBeGreaterThanOrEqual(enough);
  });

  test('no list reads a large table from end to end, whatever it is filtered and ordered by and whoever asks', async () => {
    const { subgraph, urls, rowsOf } = databases.get(name) as Large;
    const reads = await readPlans(subgraph, urls, callers, (caller) =>
      listQuestions(subgraph, urls, caller === 'auditor'),
    );
    expect(reads.filter(({ planned }) => planned.length === 0)).toEqual([]);
    const faults = reads.flatMap(({ label, planned }) =>
      planned.flatMap((one) => faultsOf(one, rowsOf).map((fault) => `${label}: ${fault}`)),
    );
    expect(faults.filter((fault) => !isAllowed(fault))).toEqual([]);
  });

  test('what belongs to records, and to what they lead to, is found by an index, whoever asks', async () => {
    const { subgraph, urls, rowsOf } = databases.get(name) as Large;
    const questions = await recordQuestions(subgraph, urls);
    const reads = await readPlans(subgraph, urls, callers, async () => questions, true);
    const faults = reads.flatMap(({ label, planned }) =>
      planned.flatMap((one) => faultsOf(one, rowsOf).map((fault) => `${label}: ${fault}, in ${one.text}`)),
    );
    expect(faults.filter((fault) => !isAllowed(fault))).toEqual([]);
  });

  test('no statistic of few records reads a large table from end to end', async () => {
    const { subgraph, urls, rowsOf } = databases.get(name) as Large;
    const reads = await readPlans(subgraph, urls, callers, async () => statisticQuestions(subgraph));
    const faults = reads.flatMap(({ label, planned }) =>
      planned.flatMap((one) => faultsOf(one, rowsOf).map((fault) => `${label}: ${fault}`)),
    );
    expect(faults.filter((fault) => !isAllowed(fault))).toEqual([]);
  });
});
