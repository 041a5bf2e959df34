import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rule } from '../../subgraphs/data-quality/rules/rule.ts';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('failed');
});
afterAll(() => databases?.stop());

const run = (rules: readonly Rule[], sources = databases.sources, full = false) =>
  runQuality({ database: databases.database, sources, rules, law: toyLaw, asOf: '2026-10-31', full });
const states = async () => {
  const rows = await databases.quality`
    select rule_id, state, missing from rule_runs
    where run_id = (select id from quality_runs order by started_at desc limit 1) and state <> 'JUDGED' order by rule_id`;
  return rows.map(({ rule_id, state, missing }) => [rule_id, state, missing]);
};

test('a rule whose SQL PostgreSQL refuses has failed, which is not a missing database, and its findings stay', async () => {
  await run(toyRules);
  const stood = await standing(databases.quality);
  expect(stood.findings.some(({ rule_id }) => rule_id === 'low-step')).toBe(true);
  // A value of a record that its SQL did not think of.
  const failing = toyRules.map((rule) =>
    rule.id === 'low-step' ? { ...rule, found: 'select r.id from subject r where 1 / (r.step - r.step) = 1' } : rule,
  );
  const { rules } = await run(failing);
  expect(rules.filter(({ state }) => state !== 'JUDGED')).toEqual([
    expect.objectContaining({ ruleId: 'low-step', state: 'FAILED', reason: 'PostgreSQL refuses its SQL (22012)' }),
  ]);
  expect(await states()).toEqual([['low-step', 'FAILED', []]]);
  expect(await standing(databases.quality)).toEqual(stood);

  await run(
    failing,
    databases.sources.filter(({ name }) => name !== 'officials'),
  );
  expect((await states()).find(([id]) => id === 'low-step')).toEqual(['low-step', 'NOT_RUN', ['officials']]);

  await run(toyRules);
  expect(await states()).toEqual([]);
  expect(await standing(databases.quality)).toEqual(stood);
});

test.each([false, true])(
  'a rule whose condition PostgreSQL refuses fails alone: the others count their records without it (full: %s)',
  async (full) => {
    await run(toyRules);
    await databases.owner('officials')`update officials set step = step % 9 + 1 where status = 'ACTIVE'`;
    const failing = toyRules.map((rule) =>
      rule.id === 'low-step' ? { ...rule, applies: '1 / (r.step - r.step) = 1' } : rule,
    );
    await run(failing, databases.sources, full);
    expect(await states()).toEqual([['low-step', 'FAILED', []]]);
    const stood = await standing(databases.quality);
    const others = ({ cells }: typeof stood) => cells.filter(({ rule_id }) => rule_id !== 'low-step');
    await run(toyRules, databases.sources, true);
    expect(others(await standing(databases.quality))).toEqual(others(stood));
  },
);
