import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededPopulation } from '../../subgraphs/commands/seeded-population.ts';
import { type VerifiedRule, verifyFindings } from '../../subgraphs/commands/verify-findings.ts';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { personKey } from '../support/stack.ts';
import { verifiedRun } from './verified-run.ts';

// A full run over what the generator filled: every fault that it injected is found, and nothing else.
let run: Awaited<ReturnType<typeof verifiedRun>>;
let verified: VerifiedRule[];

beforeAll(async () => {
  run = await verifiedRun('verify_generated');
  const population = await seededPopulation(run.sql, { key: personKey });
  verified = await verifyFindings(
    run.sql,
    population,
    rules.map(({ id }) => id),
  );
});
afterAll(() => run?.stop());

test('every rule was judged', () => {
  expect(run.outcome.rules.filter(({ state }) => state !== 'JUDGED')).toEqual([]);
});

test('every injected fault is found, and nothing else', () => {
  expect(verified.filter(({ missed, false: wrong }) => missed + wrong > 0)).toEqual([]);
  expect(verified.map(({ ruleId }) => ruleId)).toEqual(rules.map(({ id }) => id));
});

test('every rule has something to find', () => {
  expect(verified.filter(({ injected }) => injected === 0).map(({ ruleId }) => ruleId)).toEqual([]);
});
