import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/stack.ts';
import { findingRow, type Quality, recordOf, startQuality } from './made-findings.ts';

const provincesOf79 = `province_id in ('79@2025-07-01', '79@start', '74@start', '77@start')`;

let quality: Quality;
let made: Record<string, ReturnType<typeof findingRow>>;
beforeAll(async () => {
  quality = await startQuality('quality_findings');
  const [ministry, city, elsewhere, worker, claim, insured] = await Promise.all([
    recordOf('officials', 'officials', `owner_id = 'G09'`),
    recordOf('officials', 'officials', `owner_id = 'H29' and ${provincesOf79}`),
    recordOf('officials', 'officials', `province_id = '01@start' or province_id like '01@2%'`),
    recordOf('labor-employment', 'workers', provincesOf79),
    recordOf('labor-employment', 'unemployment_claims', provincesOf79),
    recordOf('social-security', 'insured_persons', `${provincesOf79} and agency_id is null`),
  ]);
  made = {
    ministry: findingRow({
      rule: 'official-coefficient',
      ...ministry,
      details: { rank: '01.003', step: 3, coefficient: 3.33, expected: 3 },
      correction: { field: 'coefficient', values: ['3.00'], certain: true },
    }),
    city: findingRow({ rule: 'official-coefficient', ...city, firstSeen: '2026-10-02T00:00:00Z' }),
    elsewhere: findingRow({ rule: 'official-coefficient', ...elsewhere, firstSeen: '2026-10-03T00:00:00Z' }),
    insuredBase: findingRow({ rule: 'official-insured-base', ...ministry, firstSeen: '2026-10-04T00:00:00Z' }),
    resolved: findingRow({
      rule: 'official-step-of-rank',
      ...ministry,
      state: 'RESOLVED',
      resolved: '2026-10-20T00:00:00Z',
    }),
    worker: { ...findingRow({ rule: 'worker-number', ...worker, firstSeen: '2026-10-05T00:00:00Z' }), severity: 'LOW' },
    claim: findingRow({ rule: 'benefit-beside-contribution', ...claim, firstSeen: '2026-10-06T00:00:00Z' }),
    insured: findingRow({ rule: 'insured-number', ...insured, owner: 'G12', firstSeen: '2026-10-07T00:00:00Z' }),
  };
  await quality.addFindings(Object.values(made));
});
afterAll(() => quality?.stop());

const namesIn = ({ data }: Answer) => {
  const names = new Map(Object.entries(made).map(([name, { id }]) => [id, name]));
  return data.findings.nodes.map(({ id }: { id: string }) => names.get(id));
};
const list = '{ findings { totalCount nodes { id } } }';

describe('whose findings a caller sees', () => {
  test.each([
    ['auditor', {}, 'AUDIT', ['insured', 'claim', 'worker', 'insuredBase', 'elsewhere', 'city', 'ministry']],
    [
      'data-steward',
      {},
      'DATA_QUALITY',
      ['insured', 'claim', 'worker', 'insuredBase', 'elsewhere', 'city', 'ministry'],
    ],
    // What contributions tell is for a purpose.
    ['data-steward', {}, null, ['insured', 'worker', 'elsewhere', 'city', 'ministry']],
    ['provincial-officer', {}, 'DATA_QUALITY', ['insured', 'claim', 'worker', 'city']],
    ['provincial-officer', { jurisdiction: ['01'], agency: undefined }, 'DATA_QUALITY', ['elsewhere']],
    ['ministry-officer', {}, 'DATA_QUALITY', ['insuredBase', 'ministry']],
    ['auditor', { scope: 'quality:read labour:read' }, 'AUDIT', ['worker']],
    ['auditor', { scope: 'quality:read labour:read insurance:read' }, 'AUDIT', ['insured', 'claim', 'worker']],
    ['auditor', { scope: 'quality:read officials:read' }, 'AUDIT', ['elsewhere', 'city', 'ministry']],
    ['auditor', { scope: 'quality:read' }, 'AUDIT', []],
    ['auditor', { jurisdiction: [] }, 'AUDIT', []],
  ] as const)('%s %o for %s', async (role, changes, purpose, expected) => {
    const token = await quality.stack.tokenOf(role, { ...changes, purpose: purpose ?? undefined });
    const answer = await quality.stack.ask(list, {}, { token });
    expect(answer.errors).toBeUndefined();
    expect(namesIn(answer)).toEqual(expected);
    expect(answer.data.findings.totalCount).toBe(expected.length);
  });

  test.each(['analyst', 'partner'] as const)('%s is refused', async (role) => {
    const { data, errors } = await quality.stack.ask(list, {}, { token: await quality.stack.tokenOf(role) });
    expect(data.findings).toBeNull();
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', missing: { scopes: [['quality:read']] } },
    });
  });

  test('by its id too, and through what it is about', async () => {
    const query = `query($id: ID!, $person: ID!, $elsewhere: ID!) { finding(id: $id) { id }
      person(id: $person) { findings { id } } official(id: $elsewhere) { findings { id } } }`;
    const variables = {
      id: made.elsewhere?.id,
      person: made.elsewhere?.person_id,
      elsewhere: made.elsewhere?.record_id,
    };
    const as = async (jurisdiction: string[]) => {
      const token = await quality.stack.tokenOf('provincial-officer', { jurisdiction, agency: undefined });
      return (await quality.stack.ask(query, variables, { token })).data;
    };
    const own = [{ id: made.elsewhere?.id }];
    expect(await as(['01'])).toEqual({ finding: own[0], person: { findings: own }, official: { findings: own } });
    expect(await as(['79'])).toEqual({ finding: null, person: { findings: [] }, official: null });
  });
});

describe('the list', () => {
  const ask = (filter: object, rest = '') =>
    quality.stack.ask(`query($filter: FindingFilter) { findings(filter: $filter ${rest}) { nodes { id } } }`, {
      filter,
    });

  test.each([
    [{ state: ['RESOLVED'] }, ['resolved']],
    [{ ruleIds: ['worker-number', 'insured-number'] }, ['insured', 'worker']],
    [{ databases: ['LABOR_EMPLOYMENT'] }, ['claim', 'worker']],
    [{ entity: ['UNEMPLOYMENT_CLAIM'] }, ['claim']],
    [{ ownerIds: ['G12'] }, ['insured']],
    [{ firstSeenFrom: '2026-10-06', firstSeenBefore: '2026-10-07' }, ['claim']],
    [{ dimension: [], state: [] }, []],
  ])('%o', async (filter, expected) => {
    expect(namesIn(await ask(filter))).toEqual(expected);
  });

  test('the most severe first, equal ones by id', async () => {
    const { data } = await quality.stack.ask(
      '{ findings(orderBy: { field: SEVERITY, direction: DESC }) { nodes { severity id } } }',
    );
    const rank = { HIGH: 0, MEDIUM: 1, LOW: 2 };
    type Node = { severity: keyof typeof rank; id: string };
    const nodes = data.findings.nodes as Node[];
    expect(nodes).toEqual(nodes.toSorted((a, b) => rank[a.severity] - rank[b.severity] || (a.id > b.id ? -1 : 1)));
    expect(new Set(nodes.map(({ severity }) => severity)).size).toBeGreaterThan(1);
  });

  test('pages neither skip nor repeat what stays while others come and go', async () => {
    const query =
      'query($after: String) { findings(first: 3, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
    const first = await quality.stack.ask(query);
    const { sql } = quality;
    const newer = findingRow({ rule: 'worker-number', firstSeen: '2026-11-01T00:00:00Z' });
    await quality.addFindings([newer]);
    await sql`update findings set state = 'RESOLVED' where id = ${made.claim?.id as string}`;
    const second = await quality.stack.ask(query, { after: first.data.findings.pageInfo.endCursor });
    await sql`delete from findings where id = ${newer.id}`;
    await sql`update findings set state = 'OPEN' where id = ${made.claim?.id as string}`;
    expect([...namesIn(first), ...namesIn(second)]).toEqual([
      'insured',
      'claim',
      'worker',
      'insuredBase',
      'elsewhere',
      'city',
    ]);
  });

  test.each([
    [{ unitIds: ['26740'] }, /filter.unitIds\[0\]": expected the id of an administrative unit/],
    [{ firstSeenFrom: '2026-02-30' }, /firstSeenFrom": expected a date/],
  ])('%o is refused', async (filter, message) => {
    expect((await ask(filter)).errors?.[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('a finding', () => {
  test('is told with its rule, its record in its own database, its places and its correction', async () => {
    const { data, errors } = await quality.stack.ask(
      `query($id: ID!) { finding(id: $id) {
        rule { id title(language: EN) } state severity dimension database entity person { id } owner { code } agency { code } unit { id }
        record { __typename ... on Official { id fullName agency { code } } } explanation(language: EN) { found expected action where }
        correction { field values isCertain } firstSeenAt lastSeenAt resolvedAt waiver { reason } } }`,
      { id: made.ministry?.id },
    );
    expect(errors).toBeUndefined();
    const { explanation, ...finding } = data.finding;
    expect(finding).toMatchObject({
      rule: { id: 'official-coefficient' },
      state: 'OPEN',
      database: 'OFFICIALS',
      entity: 'OFFICIAL',
      person: { id: made.ministry?.person_id },
      owner: { code: 'G09' },
      agency: { code: made.ministry?.agency_id },
      record: {
        __typename: 'Official',
        id: made.ministry?.record_id,
        fullName: expect.any(String),
        agency: { code: made.ministry?.agency_id },
      },
      correction: { field: 'coefficient', values: ['3.00'], isCertain: true },
      resolvedAt: null,
      waiver: null,
    });
    expect(explanation.found).toContain('3.33');
    expect(explanation.where).toContain(made.ministry?.record_id);
  });

  test('was seen last by the last run that judged its rule, before it was resolved', async () => {
    const { sql } = quality;
    const [run] =
      await sql`insert into quality_runs values (gen_random_uuid(), 'FULL', 'COMPLETED', '2026-10-31', now(), now()) returning id`;
    const row = (rule_id: string, state: string, finished_at: string, run_id: string) => ({
      run_id,
      rule_id,
      state,
      checked: 1,
      found: 1,
      added: 0,
      resolved: 0,
      milliseconds: 1,
      finished_at,
    });
    const [other] =
      await sql`insert into quality_runs values (gen_random_uuid(), 'FULL', 'COMPLETED', '2026-10-31', now(), now()) returning id`;
    await sql`insert into rule_runs ${sql([
      row('official-coefficient', 'JUDGED', '2026-10-10T00:00:00Z', run?.id),
      row('official-coefficient', 'NOT_RUN', '2026-10-21T00:00:00Z', other?.id),
      row('official-step-of-rank', 'JUDGED', '2026-10-10T00:00:00Z', run?.id),
      row('official-step-of-rank', 'JUDGED', '2026-10-21T00:00:00Z', other?.id),
    ])}`;
    const query =
      '{ findings(filter: { ruleIds: ["official-coefficient", "official-step-of-rank"], state: [OPEN, RESOLVED] }) { nodes { id state lastSeenAt } } }';
    const { data } = await quality.stack.ask(query);
    for (const { lastSeenAt } of data.findings.nodes) expect(lastSeenAt).toBe('2026-10-10T00:00:00.000Z');
    expect(data.findings.nodes.length).toBe(4);
  });
});
