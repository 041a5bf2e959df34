import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QualityOptions, runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('since');
});
afterAll(() => databases?.stop());

const run = (options: Partial<QualityOptions> = {}) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules: toyRules,
    law: toyLaw,
    asOf: '2026-10-31',
    ...options,
  });

const openSteps = async () =>
  (await databases.quality`select record_id as id from findings where rule_id = 'low-step' and state = 'OPEN'`).map(
    ({ id }) => id,
  );

test('only records updated since the day are judged, and a later run judges the others', async () => {
  const officials = databases.owner('officials');
  await officials`update officials set step = 5, updated_at = '2026-01-01T00:00:00+07', created_at = '2025-01-01T00:00:00+07'`;
  await run();
  expect(await openSteps()).toEqual([]);
  const [late, early] = await officials<
    { id: string }[]
  >`select id from officials where status = 'ACTIVE' order by id limit 2`;
  // Midnight in Việt Nam is the first moment of the day.
  await officials`update officials set step = 1, updated_at = '2026-10-20T00:00:00+07' where id = ${late?.id as string}`;
  await officials`update officials set step = 1, updated_at = '2026-10-19T23:59:59+07' where id = ${early?.id as string}`;
  await run({ since: '2026-10-20' });
  expect(await openSteps()).toEqual([late?.id]);
  await run();
  expect((await openSteps()).toSorted()).toEqual([late?.id, early?.id].toSorted());
});

test('what a rule has found that is no longer in the catalogue is resolved, and counts in no score', async () => {
  await run({ full: true });
  const left = toyRules.filter(({ id }) => id !== 'insured-payers');
  const before = await standing(databases.quality);
  await run({ rules: left });
  const now = await standing(databases.quality);
  const others = <T extends { rule_id?: unknown }>(rows: readonly T[]) =>
    rows.filter(({ rule_id }) => rule_id !== 'insured-payers');
  expect(others(now.findings)).toEqual(others(before.findings));
  expect(now.cells).toEqual(others(before.cells));
  const states = new Set(now.findings.filter(({ rule_id }) => rule_id === 'insured-payers').map(({ state }) => state));
  expect(states).toEqual(new Set(['RESOLVED']));
  await run();
  expect(await standing(databases.quality)).toEqual(before);
});
