import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QualityEvent } from '../../subgraphs/data-quality/run/outcome.ts';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('emptied');
});
afterAll(() => databases?.stop());

async function run() {
  const staged: Record<string, string> = {};
  const report = (event: QualityEvent) => {
    if (event.event === 'staged') staged[event.database] = event.how;
  };
  const { database, sources } = databases;
  const { rules } = await runQuality({ database, sources, rules: toyRules, law: toyLaw, asOf: '2026-10-31', report });
  return { staged, rules };
}

/** What PostgreSQL does with unlogged tables when it starts after a crash: they are there, and empty. */
async function emptyUnlogged() {
  const tables = await databases.quality<{ name: string }[]>`
    select oid::regclass::text as name from pg_class where relpersistence = 'u' and relkind = 'r'`;
  expect(tables.map(({ name }) => name)).toContain('officials.officials');
  await databases.quality.unsafe(`truncate ${tables.map(({ name }) => name).join(', ')}`);
}

test('staging tables that a crash of PostgreSQL emptied are read anew, and no finding is lost', async () => {
  await run();
  const before = await standing(databases.quality);
  expect(before.findings.length).toBeGreaterThan(100);
  await emptyUnlogged();
  const { staged, rules } = await run();
  expect(new Set(Object.values(staged))).toEqual(new Set(['WHOLE']));
  expect(rules.every((outcome) => outcome.state === 'JUDGED' && outcome.added + outcome.resolved === 0)).toBe(true);
  expect(await standing(databases.quality)).toEqual(before);
});

test('a database whose staging tables are gone, or that has been filled anew, is read anew; the others are not', async () => {
  await run();
  await databases.quality`drop schema labor_employment cascade`;
  expect((await run()).staged).toMatchObject({ 'labor-employment': 'WHOLE', officials: 'UNCHANGED' });
  await databases.quality`delete from staged_sources where database = 'officials'`;
  expect((await run()).staged).toMatchObject({ 'labor-employment': 'UNCHANGED', officials: 'WHOLE' });
});
