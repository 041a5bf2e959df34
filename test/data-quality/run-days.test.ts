import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import { subjects } from '../../subgraphs/data-quality/rules/subjects.ts';
import { type QualityOptions, runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { settledChanges } from '../support/settled-changes.ts';
import { changeRecords } from './random-changes.ts';
import { standing } from './standing.ts';

let databases: QualityDatabases;
let whole: Awaited<ReturnType<QualityDatabases['another']>>;
beforeAll(async () => {
  databases = await qualityDatabases('days');
  whole = await databases.another();
});
afterAll(async () => {
  await whole?.quality.end();
  await databases?.stop();
});

const run = (options: Partial<QualityOptions>) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules,
    law: lawTables(),
    asOf: '2026-10-31',
    ...options,
  });

/** Rules judged on everything, of those that need not be. */
const judgedWhole = ({ rules: judged }: Awaited<ReturnType<typeof run>>) =>
  judged.flatMap((outcome) => {
    const { subject } = rules.find(({ id }) => id === outcome.ruleId) ?? {};
    const byKey = subject && subjects[subject].key !== null;
    return byKey && outcome.state === 'JUDGED' && outcome.scope === 'WHOLE' ? [outcome.ruleId] : [];
  });

test('on another day, later or earlier, only what turned between is judged, and the same is found as by judging everything', async () => {
  await run({});
  await run({ database: whole.database });
  // A day on, a month, a year, back to before some rules and units were in force, and the day that it was.
  for (const asOf of ['2026-11-01', '2026-12-03', '2027-10-30', '2026-10-31']) {
    expect(judgedWhole(await run({ asOf }))).toEqual([]);
    await run({ asOf, database: whole.database, full: true });
    expect(await standing(databases.quality)).toEqual(await standing(whole.quality));
  }
  for (const asOf of ['2025-06-15', '2026-10-31']) {
    await run({ asOf });
    await run({ asOf, database: whole.database, full: true });
    expect(await standing(databases.quality)).toEqual(await standing(whole.quality));
  }
});

test('records that changed meanwhile, and findings waived and taken back, are counted too', async () => {
  await run({});
  await databases.quality`
    insert into waivers (id, finding_id, fingerprint, reason, waived_by)
    select gen_random_uuid(), id, fingerprint, 'looked at, and right as it is', 'steward' from findings
    where state = 'OPEN' order by md5(id::text) limit 40`;
  await changeRecords(databases, 1);
  for (const name of ['officials', 'labor-employment', 'social-security']) await settledChanges(databases.owner(name));
  await run({ asOf: '2026-11-15' });
  await databases.quality`
    update waivers set withdrawn_by = 'steward', withdrawn_at = now()
    where finding_id in (select finding_id from waivers order by md5(finding_id::text || 'back') limit 15)`;
  await run({ asOf: '2026-11-16' });
  const byDifference = await standing(databases.quality);
  expect(byDifference.cells.some(({ waived }) => waived > 0)).toBe(true);
  await run({ asOf: '2026-11-16', full: true });
  expect(await standing(databases.quality)).toEqual(byDifference);
});
