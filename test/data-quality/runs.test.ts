import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../gateway/access/roles.ts';
import { type Quality, startQuality } from './made-findings.ts';

let quality: Quality;
beforeAll(async () => {
  quality = await startQuality('quality_runs');
  const { sql } = quality;
  for (const [day, missing] of [
    ['2026-10-30', []],
    ['2026-10-31', ['labor-employment']],
  ] as const) {
    const [run] = await sql`
      insert into quality_runs (id, kind, state, as_of, started_at, finished_at)
      values (gen_random_uuid(), 'INCREMENTAL', 'COMPLETED', ${day}, ${`${day}T01:00:00Z`}, ${`${day}T01:05:00Z`}) returning id`;
    await sql`insert into rule_runs (run_id, rule_id, state, missing, checked, found, added, resolved, milliseconds, finished_at)
      values (${run?.id}, 'worker-number', ${missing.length > 0 ? 'NOT_RUN' : 'JUDGED'}, ${[...missing]}, 10, 2, 1, 0, 5, ${`${day}T01:02:00Z`}),
        (${run?.id}, 'gone', 'JUDGED', '{}', 1, 1, 0, 0, 5, ${`${day}T01:01:00Z`})`;
  }
  await sql`insert into participation (owner_id, as_of, records, due, in_time, last_updated_at) values
    ('G09', '2026-10-30', 1, 1, 1, null), ('G09', '2026-10-31', 1004, 333, 222, '2026-10-30T00:00:00Z'),
    ('H29', '2026-10-31', 123, 27, 20, '2026-04-30T00:00:00Z'), ('H26', '2026-10-31', 5, 5, 5, '2026-10-30T00:00:00Z')`;
});
afterAll(() => quality?.stop());

const as = async (role: Role | null, changes = {}) => ({ token: role && (await quality.stack.tokenOf(role, changes)) });

describe('runs', () => {
  const query = `{ qualityRuns(first: 5) { kind state asOf startedAt rules { ruleId rule { id } state missing checked found added } } }`;

  test('are told with their rules, the latest first, and what could not be checked', async () => {
    quality.stack.statements.length = 0;
    const { data } = await quality.stack.ask(query);
    expect(data.qualityRuns.map(({ asOf }: { asOf: string }) => asOf)).toEqual(['2026-10-31', '2026-10-30']);
    expect(data.qualityRuns[0].rules).toEqual([
      { ruleId: 'gone', rule: null, state: 'JUDGED', missing: [], checked: 1, found: 1, added: 0 },
      {
        ruleId: 'worker-number',
        rule: { id: 'worker-number' },
        state: 'NOT_RUN',
        missing: ['LABOR_EMPLOYMENT'],
        checked: 10,
        found: 2,
        added: 1,
      },
    ]);
    expect(quality.stack.statements.length).toBe(2);
  });

  test('count as published for who may not see what a rule found', async () => {
    await quality.sql`update rule_runs set checked = 1004, found = 5 where rule_id = 'worker-number'`;
    const countsFor = async (scope: string) => {
      const { data, errors } = await quality.stack.ask(query, {}, await as('data-steward', { scope }));
      expect(errors).toBeUndefined();
      const rules = data.qualityRuns[0].rules as Record<'checked' | 'found' | 'added', number | null>[];
      return rules.map(({ checked, found, added }) => [checked, found, added]);
    };
    const gone = [null, null, null];
    expect(await countsFor('quality:read labour:read')).toEqual([gone, [1004, 5, 1]]);
    expect(await countsFor('quality:read officials:read')).toEqual([gone, [1000, null, null]]);
    await quality.sql`update rule_runs set checked = 10, found = 2 where rule_id = 'worker-number'`;
  });

  test('tell a rule that failed from one whose database was missing, the population register among them', async () => {
    const { sql } = quality;
    const [run] = await sql`
      insert into quality_runs (id, kind, state, as_of, started_at, finished_at)
      values (gen_random_uuid(), 'FULL', 'COMPLETED', '2026-11-01', '2026-11-01T01:00:00Z', '2026-11-01T01:05:00Z') returning id`;
    await sql`insert into rule_runs (run_id, rule_id, state, missing, checked, found, added, resolved, milliseconds, finished_at)
      values (${run?.id}, 'citizen-not-found', 'NOT_RUN', '{population-register}', 0, 0, 0, 0, 0, '2026-11-01T01:01:00Z'),
        (${run?.id}, 'official-coefficient', 'FAILED', '{}', 0, 0, 0, 0, 5, '2026-11-01T01:02:00Z')`;
    const { data, errors } = await quality.stack.ask(`{ qualityRuns(first: 1) { rules { ruleId state missing } } }`);
    expect(errors).toBeUndefined();
    expect(data.qualityRuns[0].rules).toEqual([
      { ruleId: 'citizen-not-found', state: 'NOT_RUN', missing: ['POPULATION_REGISTER'] },
      { ruleId: 'official-coefficient', state: 'FAILED', missing: [] },
    ]);
    await sql`delete from rule_runs where run_id = ${run?.id}`;
    await sql`delete from quality_runs where id = ${run?.id}`;
  });

  test.each([
    ['provincial-officer', { policies: [['national']] }],
    ['analyst', { scopes: [['quality:read']] }],
  ] as const)('are refused to %s', async (role, missing) => {
    const { data, errors } = await quality.stack.ask(query, {}, await as(role));
    expect([data.qualityRuns, errors?.[0]?.extensions.missing]).toEqual([null, missing]);
  });

  test.each([0, 101])('%i at once are refused', async (first) => {
    const { errors } = await quality.stack.ask(`{ qualityRuns(first: ${first}) { id } }`);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('participation', () => {
  const ask = async (role: Role | 'everything' | null, owners?: string[], changes = {}) => {
    const query = `query($owners: [ID!]) { qualityParticipation(ownerIds: $owners) { owner { id } asOf records due inTime share lastUpdatedAt updating } }`;
    const options = role === 'everything' ? {} : await as(role, changes);
    const { data, errors } = await quality.stack.ask(query, { owners }, options);
    expect(errors).toBeUndefined();
    return data.qualityParticipation;
  };
  const exact = {
    G09: {
      owner: { id: 'G09' },
      asOf: '2026-10-31',
      records: 1004,
      due: 333,
      inTime: 222,
      share: 66.67,
      lastUpdatedAt: '2026-10-30T00:00:00.000Z',
      updating: true,
    },
    H26: {
      owner: { id: 'H26' },
      asOf: '2026-10-31',
      records: 5,
      due: 5,
      inTime: 5,
      share: 100,
      lastUpdatedAt: '2026-10-30T00:00:00.000Z',
      updating: true,
    },
    H29: {
      owner: { id: 'H29' },
      asOf: '2026-10-31',
      records: 123,
      due: 27,
      inTime: 20,
      share: 74.07,
      lastUpdatedAt: '2026-04-30T00:00:00.000Z',
      updating: true,
    },
  };
  const published = {
    G09: { ...exact.G09, records: 1000, due: 330, inTime: 220, share: 67 },
    H26: { ...exact.H26, records: null, due: null, inTime: null, share: null, lastUpdatedAt: null, updating: null },
    H29: { ...exact.H29, records: 120, due: 30, inTime: 20, share: 67 },
  };

  test('of the last run, exactly to national roles', async () => {
    expect(await ask('everything')).toEqual(Object.values(exact));
    expect(await ask('everything', ['H29'])).toEqual([exact.H29]);
  });

  test('as published to others, and exactly of their own', async () => {
    expect(await ask(null)).toEqual(Object.values(published));
    expect(await ask('analyst')).toEqual(Object.values(published));
    expect(await ask('ministry-officer')).toEqual([exact.G09, published.H26, published.H29]);
    expect(await ask('ministry-officer', undefined, { agency: 'H29.1' })).toEqual(Object.values(published));
    expect(await ask('provincial-officer', undefined, { scope: 'quality:read' })).toEqual(Object.values(published));
  });

  test('an owner without an update for six months has stopped', async () => {
    await quality.sql`update participation set last_updated_at = '2026-04-29T00:00:00Z' where owner_id = 'H29'`;
    expect((await ask('everything', ['H29']))[0].updating).toBe(false);
    await quality.sql`update participation set last_updated_at = '2026-04-30T00:00:00Z' where owner_id = 'H29'`;
  });
});
