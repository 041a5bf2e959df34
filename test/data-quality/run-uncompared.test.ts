import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { registerRules } from '../../subgraphs/data-quality/rules/register.ts';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { match, peopleOf, registerOf } from '../population-register/matching.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

const size = 400;
const people = peopleOf(size);
let databases: QualityDatabases;
let register: Awaited<ReturnType<typeof registerOf>>;
beforeAll(async () => {
  databases = await qualityDatabases('uncompared', size);
  register = await registerOf(people);
});
afterAll(async () => {
  await register?.stop();
  await databases?.stop();
});
const officials = () => databases.owner('officials');
beforeEach(() => officials()`truncate citizen_matches`);

const compare = () => match(databases.urls.officials as DatabaseUrls, register.url);
const run = (full = false) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules: [...registerRules, ...toyRules],
    law: toyLaw,
    asOf: '2026-10-31',
    full,
  });
const kept = async (state: string) => {
  const rows = await databases.quality`
    select rule_id, state, missing from rule_runs
    where run_id = (select id from quality_runs order by started_at desc limit 1) and state = ${state} order by rule_id`;
  return rows.map(({ rule_id, missing }) => [rule_id, ...missing]);
};
const ofRegister = registerRules.map(({ id }) => id).toSorted();
const stateOf = async (id: string) =>
  (
    await databases.quality`
      select state from findings where record_id = ${id} and rule_id = 'citizen-mismatch'`
  )[0]?.state;

test('rules of the register are not run where no record was compared with it, and judged once some were', async () => {
  await run();
  expect(await kept('NOT_RUN')).toEqual(ofRegister.map((id) => [id, 'population-register']));
  expect(await kept('JUDGED')).toHaveLength(toyRules.length);
  expect((await standing(databases.quality)).cells.filter(({ rule_id }) => ofRegister.includes(rule_id))).toEqual([]);

  await compare();
  const { rules } = await run();
  expect(await kept('NOT_RUN')).toEqual([]);
  const checked = rules.find(({ ruleId }) => ruleId === 'citizen-not-found');
  expect(checked).toMatchObject({ state: 'JUDGED', checked: (await officials()`select from officials`).length });
  const judged = await standing(databases.quality);
  expect(judged.findings.filter(({ rule_id }) => ofRegister.includes(rule_id)).length).toBeGreaterThan(0);

  // Of what is forgotten nothing is said to be clean.
  await officials()`truncate citizen_matches`;
  await run();
  expect(await kept('NOT_RUN')).toEqual(ofRegister.map((id) => [id, 'population-register']));
  expect(await standing(databases.quality)).toEqual(judged);
});

test('a record that was edited since its comparison is judged by the next one alone, also where that says the same', async () => {
  await compare();
  await run();
  const [edited] = await officials()<{ id: string; full_name: string; fields: string[] }[]>`
    select id, full_name, mismatched_fields as fields from officials join citizen_matches on official_id = id
    where outcome = 'MISMATCH' and 'FULL_NAME' = any (mismatched_fields) order by id limit 1`;
  if (!edited) throw new Error('expected a record with another name');
  expect(await stateOf(edited.id)).toBe('OPEN');

  await officials()`update officials set full_name = 'Hoàn Toàn Khác' where id = ${edited.id}`;
  const { rules } = await run();
  expect(rules.find(({ ruleId }) => ruleId === 'citizen-mismatch')).toMatchObject({ scope: 'CHANGED', resolved: 1 });
  expect(await stateOf(edited.id)).toBe('RESOLVED');

  await compare();
  const again = await officials()`
    select mismatched_fields as fields from citizen_matches where official_id = ${edited.id} and outcome = 'MISMATCH'`;
  expect(again[0]?.fields).toEqual(edited.fields);
  await run();
  expect(await stateOf(edited.id)).toBe('OPEN');
  const caughtUp = await standing(databases.quality);
  await run(true);
  expect(await standing(databases.quality)).toEqual(caughtUp);
});
