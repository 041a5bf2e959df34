import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '../../gateway/access/roles.ts';
import { anonymous, type Purpose } from '../../schema/caller.ts';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { seesFindingsOf } from '../../subgraphs/data-quality/visibility.ts';
import { isShown } from './graph-needs.ts';
import { findingRow, type Quality, startQuality } from './made-findings.ts';

const scopes = ['officials:read', 'labour:read', 'insurance:read', 'person:sensitive', 'person:identify'];
const scopeSets = Array.from({ length: 2 ** scopes.length }, (_, set) => scopes.filter((_, at) => set & (1 << at)));
const purposes: (Purpose | null)[] = ['DATA_QUALITY', null];
const callers = scopeSets.flatMap((held) => purposes.map((purpose) => ({ held, purpose })));

const isShownTo = (rule: (typeof rules)[number], held: readonly string[], purpose: Purpose | null) =>
  isShown(rule, { authenticated: true, scopes: held, purpose: purpose !== null, national: true });

test.each(rules)('$id is seen by whom the graph shows all that it reads, and by nobody else', (rule) => {
  for (const { held, purpose } of callers) {
    const caller = { ...anonymous, subject: 'someone', scopes: ['quality:read', ...held], purpose };
    expect(seesFindingsOf(caller, rule.id), `${held} for ${purpose}`).toBe(isShownTo(rule, held, purpose));
  }
});

test.each(['retirement-overdue', 'elder-without-pension'])(
  '%s comes with an age, which is for those alone who may see dates of birth',
  (id) => {
    const caller = { ...anonymous, subject: 'someone', purpose: 'DATA_QUALITY' as const };
    const without = scopes.filter((scope) => scope !== 'person:identify');
    expect(seesFindingsOf({ ...caller, scopes }, id)).toBe(true);
    expect(seesFindingsOf({ ...caller, scopes: without }, id)).toBe(false);
  },
);

test.each(['official-retirement-date', 'official-number-birth-year', 'official-number-sex'])(
  '%s says that two values of a record differ, and neither of them: it is not for those alone who may see dates of birth',
  (id) => {
    const caller = { ...anonymous, subject: 'someone', purpose: null };
    expect(seesFindingsOf({ ...caller, scopes: ['officials:read'] }, id)).toBe(true);
  },
);

let quality: Quality;
const person = 'a0000000-0000-4000-8000-000000000001';
const made = rules.map(({ id }) => findingRow({ rule: id, person_id: person, province_id: '79@2025-07-01' }));
const ruleOf = new Map(made.map(({ id, rule_id }) => [id, rule_id]));
beforeAll(async () => {
  quality = await startQuality('quality_visible_rules');
  await quality.addFindings(made);
  await quality.addCells(
    rules.map(({ id }) => ({
      rule: id,
      agency: 'G09',
      province: '79@2025-07-01',
      unit: '79@2025-07-01',
      checked: 33,
      open: 17,
    })),
  );
});
afterAll(() => quality?.stop());

type Held = { id: string };
const told = (found: Held[]) => found.map(({ id }) => ruleOf.get(id)).toSorted();

test.each([
  ['data-steward', undefined, null],
  ['data-steward', undefined, 'DATA_QUALITY'],
  ['ministry-officer', undefined, 'DATA_QUALITY'],
  ['provincial-officer', undefined, 'DATA_QUALITY'],
  ['auditor', undefined, 'AUDIT'],
  ['data-steward', 'quality:read quality:write', 'DATA_QUALITY'],
  ['data-steward', 'quality:read quality:write officials:read', 'DATA_QUALITY'],
  ['data-steward', 'quality:read quality:write insurance:read', null],
] as const)(
  '%s with %s for %s: lists, counts, findings, scores and waivers agree on it',
  async (role, scope, purpose) => {
    const token = await quality.stack.tokenOf(role, {
      jurisdiction: 'national',
      agency: undefined,
      ...(scope && { scope }),
      purpose: purpose ?? undefined,
    });
    const held: readonly string[] = scope?.split(' ') ?? roles[role].scopes;
    const [seen, hidden] = [true, false].map((is) =>
      rules
        .filter((rule) => isShownTo(rule, held, purpose) === is)
        .map(({ id }) => id)
        .toSorted(),
    ) as [string[], string[]];
    const ask = async (query: string, variables = {}) => quality.stack.ask(query, variables, { token });

    const { data, errors } = await ask(
      `query($person: ID!) { findings(first: 200) { totalCount nodes { id explanation(language: EN) { found } } }
      person(id: $person) { findings { id } } ${made.map(({ id }, at) => `f${at}: finding(id: "${id}") { id }`).join(' ')} }`,
      { person },
    );
    expect(errors).toBeUndefined();
    const { findings, person: known, ...single } = data;
    expect(told(findings.nodes)).toEqual(seen);
    expect(findings.totalCount).toBe(seen.length);
    expect(told(known.findings)).toEqual(seen);
    expect(told(Object.values(single as Record<string, Held | null>).filter((one) => one !== null))).toEqual(seen);

    const scores = await ask(`{ qualityScores(groupBy: [RULE, UNIT]) { rule { id } checked open }
    qualityTrend(groupBy: [RULE], from: "2026-11-01", to: "2026-11-02", step: DAY) { rule { id } checked }
    agency(code: "G09") { quality { checked } } administrativeUnit(code: "79") { quality { checked } } }`);
    const exactOf = (rows: { rule: { id: string }; checked: number }[]) =>
      [...new Set(rows.filter(({ checked }) => checked === 33).map(({ rule }) => rule.id))].toSorted();
    expect(exactOf(scores.data.qualityScores)).toEqual(seen);
    expect(exactOf(scores.data.qualityTrend)).toEqual(seen);
    const checked = seen.length > 0 ? seen.length * 33 : hidden.length * 30;
    expect(scores.data.agency.quality.checked).toBe(checked);
    expect(scores.data.administrativeUnit.quality.checked).toBe(checked);

    if (!held.includes('quality:write')) return;
    for (const { id, rule_id } of made.filter((row) => hidden.includes(row.rule_id)).slice(0, 3)) {
      const waived = await ask(`mutation { waiveFinding(id: "${id}", reason: "hồ sơ đã được xác minh") { id } }`);
      expect(waived.errors?.[0], rule_id).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
  },
);

test('of agencies that officials are counted in nothing is told without officials:read', () => {
  const ofAgencies = rules.filter(({ subject }) => subject === 'AGENCY');
  expect(ofAgencies.length).toBeGreaterThan(2);
  for (const rule of ofAgencies) {
    const caller = { ...anonymous, subject: 'someone', purpose: 'AUDIT' as const };
    const without = scopes.filter((scope) => scope !== 'officials:read');
    expect(seesFindingsOf({ ...caller, scopes: ['quality:read', ...without] }, rule.id), rule.id).toBe(false);
  }
});
