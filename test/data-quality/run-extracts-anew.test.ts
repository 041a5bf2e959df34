import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import { type QualityOptions, runQuality } from '../../subgraphs/data-quality/run/run.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import officials from '../../subgraphs/officials/index.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';

let databases: QualityDatabases;
let whole: Awaited<ReturnType<QualityDatabases['another']>>;
beforeAll(async () => {
  databases = await qualityDatabases('extracts_anew', 400);
  whole = await databases.another();
});
afterAll(async () => {
  await whole?.quality.end();
  await databases?.stop();
});

const run = (options: Partial<QualityOptions> = {}) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules,
    law: lawTables(),
    asOf: '2026-10-31',
    ...options,
  });

/** What stands open: what a run from the beginning never saw is not resolved there. */
const open = async (sql: QualityDatabases['quality']) => {
  const { findings, cells } = await standing(sql);
  return { findings: findings.filter(({ state }) => state !== 'RESOLVED'), cells };
};

test('an extract whose SQL is another is read again, though no record has changed', async () => {
  await run();
  const extracts = officials.extracts.map((extract) => ({
    ...extract,
    query: extract.query.replace("coalesce(officials.ethnic_group, '') <> ''", 'false'),
  }));
  const another = createExtractSource({ ...officials, extracts }, { urls: databases.urls.officials as DatabaseUrls });
  const sources = databases.sources.map((source) => (source.name === 'officials' ? another : source));
  const before = await open(databases.quality);
  await run({ sources });
  await run({ sources, database: whole.database, full: true });
  const after = await open(databases.quality);
  expect(after).toEqual(await open(whole.quality));
  expect(after.findings.length).toBeGreaterThan(before.findings.length + 100);
});

test('cards that run out without a change are seen, and so is the newest record not taken for the day', async () => {
  const social = databases.owner('social-security');
  await social`delete from social_pensions where person_id in (select person_id from health_cards where birth_date < '1949-01-01')`;
  await social`update health_cards set valid_to = '2026-11-10' where birth_date < '1949-01-01'`;
  const elders = async () =>
    (await open(databases.quality)).findings.filter((found) => found.rule_id === 'elder-without-pension').length;
  await run();
  const before = await elders();
  await social`update insured_persons set updated_on = '2026-11-15' where id = (select min(id::text)::uuid from insured_persons)`;
  await run({ asOf: '2026-11-16' });
  await run({ asOf: '2026-11-16', database: whole.database, full: true });
  expect(await open(databases.quality)).toEqual(await open(whole.quality));
  expect(await elders()).toBeLessThan(before);
});
