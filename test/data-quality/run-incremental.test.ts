import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import { type QualityOptions, runQuality } from '../../subgraphs/data-quality/run/run.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { match, peopleOf, registerOf } from '../population-register/matching.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { settledChanges } from '../support/settled-changes.ts';
import { changeRecords } from './random-changes.ts';
import { standing } from './standing.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

const size = 200;
let databases: QualityDatabases;
let whole: Awaited<ReturnType<QualityDatabases['another']>>;
let register: Awaited<ReturnType<typeof registerOf>>;
beforeAll(async () => {
  databases = await qualityDatabases('incremental', size);
  whole = await databases.another();
  register = await registerOf(peopleOf(size));
  await compare();
});
afterAll(async () => {
  await register?.stop();
  await whole?.quality.end();
  await databases?.stop();
});

const run = (options: Partial<QualityOptions> = {}) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules: [...rules, ...toyRules],
    law: [...lawTables(), ...toyLaw],
    asOf: '2026-10-31',
    ...options,
  });

const compare = () => match(databases.urls.officials as DatabaseUrls, register.url);

test('runs of what has changed leave what runs of everything leave, round after round', async () => {
  await run();
  await run({ database: whole.database, full: true });
  expect(await standing(databases.quality)).toEqual(await standing(whole.quality));
  // Each kind of change is in two of any three rounds (random-changes.ts).
  for (let round = 1; round <= 3; round++) {
    expect(await changeRecords(databases, round)).toBeGreaterThan(20);
    const days = { asOf: round < 2 ? '2026-10-31' : '2026-11-02' };
    // A rule that a run leaves out has to look at the changes of two rounds in the next one.
    const some = rules.slice(0, 20).map(({ id }) => id);
    if (round === 2) await run({ ...days, only: { rules: some } });
    // What was edited in the rounds before is compared anew.
    if (round === 3) await compare();
    const { rules: judged } = await run(days);
    await run({ ...days, database: whole.database, full: true });
    expect(judged.filter(({ state }) => state !== 'JUDGED')).toEqual([]);
    expect(
      judged.filter((outcome) => outcome.state === 'JUDGED' && outcome.scope === 'CHANGED').length,
    ).toBeGreaterThan(0);
    expect(await standing(databases.quality)).toEqual(await standing(whole.quality));
  }
});

test('where nothing has changed nothing is judged again', async () => {
  for (const name of ['officials', 'labor-employment', 'social-security', 'administrative-units'])
    await settledChanges(databases.owner(name));
  await run();
  const before = await standing(databases.quality);
  const { rules: judged } = await run();
  const scopes = judged.map((outcome) => outcome.state === 'JUDGED' && outcome.scope);
  expect(new Set(scopes)).toEqual(new Set(['NONE']));
  expect(await standing(databases.quality)).toEqual(before);
});

test('a rule whose definition or whose law has changed is judged on everything', async () => {
  await run();
  const changed = toyRules.map((rule) => (rule.id === 'low-step' ? { ...rule, applies: 'true' } : rule));
  const { rules: judged } = await run({ rules: changed });
  expect(
    judged.filter((outcome) => outcome.state === 'JUDGED' && outcome.scope === 'WHOLE').map(({ ruleId }) => ruleId),
  ).toEqual(['low-step']);
  const { rules: again } = await run({
    rules: changed,
    law: [...lawTables(), ...toyLaw.map((table) => ({ ...table, rows: [] }))],
  });
  expect(again.every((outcome) => outcome.state === 'JUDGED' && outcome.scope === 'WHOLE')).toBe(true);
});
