import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../gateway/access/roles.ts';
import type { Claims } from '../support/tokens.ts';
import { findingRow, type Quality, recordOf, startQuality } from './made-findings.ts';

const base = '17654000';
const birth = '1971-03-09';
const made = {
  base: findingRow({
    rule: 'official-insured-base',
    details: { month: '2026-09-01', base: Number(base), expected: 12_345_000, coefficient: 4.65 },
    correction: { field: 'insuredBase', values: [base], certain: true },
  }),
  joined: findingRow({
    rule: 'duplicate-insured',
    details: { records: 2, joinedOn: '2009-07-01', months: 137, othersJoinedOn: '2009-03-01' },
  }),
  birth: findingRow({ rule: 'official-number-birth-year', details: { birthDate: birth } }),
  discipline: findingRow({ rule: 'excellent-with-discipline', details: { year: 2025, disciplinedOn: '2025-04-01' } }),
};

let quality: Quality;
beforeAll(async () => {
  quality = await startQuality('quality_masks');
  const official = await recordOf('officials', 'officials', `owner_id = 'H29' and province_id like '79@2%'`);
  for (const row of Object.values(made)) Object.assign(row, { ...official, owner_id: 'H29', part: row.rule_id });
  await quality.addFindings(Object.values(made));
});
afterAll(() => quality?.stop());

/** What is told of the findings, by name: every word and value of it as one text. */
async function toldTo(role: Role, changes: Partial<Claims>): Promise<Record<string, string>> {
  const token = await quality.stack.tokenOf(role, { jurisdiction: 'national', ...changes });
  const query = `{ findings { nodes { id vi: explanation { found expected action where } en: explanation(language: EN) { found expected action where }
    correction { values } } } }`;
  const { data, errors } = await quality.stack.ask(query, {}, { token });
  expect(errors).toBeUndefined();
  const names = new Map(Object.entries(made).map(([name, { id }]) => [id, name]));
  return Object.fromEntries(
    data.findings.nodes.map(({ id, ...told }: { id: string }) => [names.get(id), JSON.stringify(told)]),
  );
}

test.each([
  ['auditor', { purpose: 'AUDIT' }, { base: true, birth: true, joined: true, discipline: true }],
  ['auditor', {}, { birth: true, joined: false }],
  ['data-steward', { purpose: 'DATA_QUALITY' }, { base: true, birth: true, joined: true }],
  ['provincial-officer', { purpose: 'DATA_QUALITY' }, { base: true, birth: false, joined: true }],
  ['provincial-officer', {}, { birth: false, joined: false }],
  ['provincial-officer', { purpose: 'AUDIT', scope: 'quality:read officials:read' }, { birth: false }],
  [
    'provincial-officer',
    { purpose: 'AUDIT', scope: 'quality:read officials:read person:sensitive' },
    { birth: false, discipline: true },
  ],
] as const)(
  '%s with %o is told the values that it may see, and of contributions or discipline nothing at all without what they need',
  async (role, changes, expected) => {
    const told = await toldTo(role, changes);
    expect(Object.keys(told).sort()).toEqual(Object.keys(expected).sort());
    const values = { base: [base, '17.654.000'], birth: ['1971'], joined: ['2009', '137'], discipline: ['2025'] };
    for (const [name, isTold] of Object.entries(expected)) {
      for (const value of values[name as keyof typeof values]) expect(told[name]?.includes(value), name).toBe(isTold);
      expect(told[name]?.includes('•••'), name).toBe(!isTold);
    }
  },
);
