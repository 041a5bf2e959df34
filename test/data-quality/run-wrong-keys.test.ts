import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules as catalogue } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import { type QualityOptions, runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { databasesOf } from '../../subgraphs/data-quality/run/scope.ts';
import type { ChangeKind, Changes } from '../../subgraphs/kit/extract.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

const rules = [...toyRules, ...catalogue.filter(({ subject }) => subject === 'EMPLOYER')];

let databases: QualityDatabases;
let whole: Awaited<ReturnType<QualityDatabases['another']>>;
beforeAll(async () => {
  databases = await qualityDatabases('wrong_keys');
  whole = await databases.another();
});
afterAll(async () => {
  await whole?.quality.end();
  await databases?.stop();
});

const name = 'labor-employment';
const run = (options: Partial<QualityOptions> = {}) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules,
    law: [...lawTables(), ...toyLaw],
    asOf: '2026-10-31',
    ...options,
  });

/** How the database was read, and the rules that were not judged. */
async function how(options: Partial<QualityOptions> = {}) {
  let staged: string | undefined;
  const { rules: judged } = await run({
    ...options,
    report: (event) => {
      if (event.event === 'staged' && event.database === name) staged = event.how;
      if (event.event === 'unavailable' && event.missing.database === name) staged = event.missing.reason;
    },
  });
  return { staged, left: judged.filter(({ state }) => state !== 'JUDGED').map(({ ruleId }) => ruleId) };
}

const wrong = [
  '0101.234567/1',
  "0101'234567",
  '0101\\234567"',
  '{0101,234567}',
  'Mã số thuế',
  '',
  ' ',
  'NULL',
  'a\tb\nc',
];

test('tax codes of any form are read as changes, and judged as a run of everything judges them', async () => {
  await run();
  const owner = databases.owner(name);
  for (const [at, code] of wrong.entries())
    await owner`insert into employers (tax_code, tax_code_check, name, name_en, unit_id, province_id, status, founded_on, updated_on)
      select ${code}, 'INVALID', name, name_en, unit_id, province_id, status, founded_on, updated_on
      from employers order by tax_code offset ${at} limit 1`;
  expect(await how()).toEqual({ staged: 'CHANGES', left: [] });
  await run({ database: whole.database, full: true });
  const now = await standing(databases.quality);
  expect(now).toEqual(await standing(whole.quality));
  const found = now.findings.filter((row) => row.rule_id === 'employer-tax-code').map((row) => row.record_id);
  expect(found).toEqual(expect.arrayContaining(wrong));
  await owner`delete from employers where tax_code in ${owner(wrong)}`;
  expect(await how()).toEqual({ staged: 'CHANGES', left: [] });
});

test.each([
  ['a person', '001099000001 Nguyễn Văn An'],
  ['an employer', 'x'.repeat(500)],
])('where something was noted that cannot be the key of %s, everything is read', async (who, key) => {
  await run();
  const kind = who === 'a person' ? 'PERSON' : 'EMPLOYER';
  await databases.owner(
    name,
  )`insert into changed_records (kind, key, xid) values (${kind}, ${key}, pg_current_xact_id())`;
  expect(await how()).toEqual({ staged: 'WHOLE', left: [] });
});

test('an owner who tells a key that PostgreSQL refuses is left out, and nobody is told the key', async () => {
  await run();
  const keys: Record<ChangeKind, string[]> = { PERSON: ['001099000001 Nguyễn Văn An'], EMPLOYER: [], REFERENCE: [] };
  const sources = databases.sources.map((source) =>
    source.name === name
      ? {
          ...source,
          changes: async (...given: Parameters<typeof source.changes>): Promise<Changes> => ({
            ...(await source.changes(...given)),
            keys,
          }),
        }
      : source,
  );
  const stood = await standing(databases.quality);
  const { staged, left } = await how({ sources });
  expect(staged).toBe('sent what PostgreSQL cannot stage (22P02)');
  expect(left).toEqual(rules.filter((rule) => databasesOf(rule).includes(name)).map(({ id }) => id));
  expect((await standing(databases.quality)).findings).toEqual(stood.findings);
  expect(await how()).toEqual({ staged: 'UNCHANGED', left: [] });
});
