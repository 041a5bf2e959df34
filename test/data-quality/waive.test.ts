import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findingRow, type Quality, recordOf, startQuality } from './made-findings.ts';

const waive = `mutation($id: ID!, $reason: String!) { waiveFinding(id: $id, reason: $reason) {
  id state waiver { reason waivedBy waivedAt } record { ... on Official { fullName } } } }`;
const unwaive = 'mutation($id: ID!) { unwaiveFinding(id: $id) { id state waiver { reason } } }';
const reason = 'Hồ sơ đúng: đã đối chiếu bản gốc.';

describe.each([
  ['in one process', false],
  ['over HTTP', true],
])('%s', (_, split) => {
  let quality: Quality;
  let official: Awaited<ReturnType<typeof recordOf>>;
  beforeAll(async () => {
    quality = await startQuality(split ? 'quality_waive_split' : 'quality_waive', { split });
    official = await recordOf('officials', 'officials', `owner_id = 'H29' and province_id like '79@2%'`);
  });
  afterAll(() => quality?.stop());

  const steward = (changes = {}) =>
    quality.stack.tokenOf('data-steward', { sub: "người sửa 'dữ liệu' \\ 1", ...changes });
  const ask = async (query: string, variables: object, token?: string) =>
    quality.stack.ask(query, variables as Record<string, unknown>, { token: token ?? (await steward()) });
  const add = async (changes: Partial<Parameters<typeof findingRow>[0]> = {}) => {
    const row = findingRow({ rule: 'official-coefficient', ...official, part: String(Math.random()), ...changes });
    await quality.addFindings([row]);
    return row.id;
  };
  const stateOf = async (id: string) => (await quality.sql`select state from findings where id = ${id}`)[0]?.state;

  test('a steward waives a finding and takes it back', async () => {
    const id = await add();
    const { data, errors } = await ask(waive, { id, reason: ` ${reason} ` });
    expect(errors).toBeUndefined();
    expect(data.waiveFinding).toEqual({
      id,
      state: 'WAIVED',
      waiver: { reason, waivedBy: "người sửa 'dữ liệu' \\ 1", waivedAt: expect.stringMatching(/^\d{4}-/) },
      record: { fullName: expect.any(String) },
    });
    const listed = await ask('query($f: FindingFilter) { findings(filter: $f) { nodes { id waiver { reason } } } }', {
      f: { state: ['WAIVED'] },
    });
    expect(listed.data.findings.nodes).toContainEqual({ id, waiver: { reason } });
    const back = await ask(unwaive, { id });
    expect(back.data.unwaiveFinding).toEqual({ id, state: 'OPEN', waiver: null });
    expect(await quality.sql`select withdrawn_by from waivers where finding_id = ${id}`).toEqual([
      { withdrawn_by: "người sửa 'dữ liệu' \\ 1" },
    ]);
  });

  test('waiving again changes nothing', async () => {
    const id = await add();
    await ask(waive, { id, reason });
    const other = await steward({ sub: 'another' });
    const { data, errors } = await ask(waive, { id, reason: 'Một lý do khác, dài đủ.' }, other);
    expect(errors).toBeUndefined();
    expect(data.waiveFinding).toMatchObject({ state: 'WAIVED', waiver: { reason } });
    expect(data.waiveFinding.waiver.waivedBy).not.toBe('another');
  });

  test('several are done one after another', async () => {
    const id = await add();
    const query = `mutation($id: ID!, $reason: String!) { a: waiveFinding(id: $id, reason: $reason) { state }
      b: unwaiveFinding(id: $id) { state } c: waiveFinding(id: $id, reason: $reason) { state } d: unwaiveFinding(id: $id) { state } }`;
    const { data } = await ask(query, { id, reason });
    expect(data).toEqual({
      a: { state: 'WAIVED' },
      b: { state: 'OPEN' },
      c: { state: 'WAIVED' },
      d: { state: 'OPEN' },
    });
  });

  test('a record that has changed since is waived anew, under its new fingerprint', async () => {
    const id = await add();
    await ask(waive, { id, reason });
    await quality.sql`update findings set state = 'OPEN', fingerprint = 'changed' where id = ${id}`;
    expect((await ask(waive, { id, reason })).data.waiveFinding.state).toBe('WAIVED');
    const waivers = await quality.sql`select fingerprint from waivers where finding_id = ${id} order by 1`;
    expect(waivers.map(({ fingerprint }) => fingerprint)).toEqual(['as made', 'changed']);
    await ask(unwaive, { id });
    expect(await stateOf(id)).toBe('OPEN');
  });

  test.each([
    ['a resolved one', { state: 'RESOLVED' }, {}, /expected an open finding/],
    ['another province', {}, { jurisdiction: ['01'] }, /expected the id of a finding that you may see/],
    ['a database without its scope', {}, { scope: 'quality:read quality:write labour:read' }, /that you may see/],
    ['a rule that tells of discipline', { rule: 'excellent-with-discipline' }, {}, /that you may see/],
  ] as const)('%s is refused and stays as it was', async (what, made, changes, message) => {
    // The rule may not be in the catalogue of a test that runs beside its making.
    const id = await add(made);
    const before = await stateOf(id);
    for (const query of [waive, unwaive]) {
      const { data, errors } = await ask(query, { id, reason }, await steward(changes));
      expect(Object.values(data), what).toEqual([null]);
      expect(errors?.[0]).toMatchObject({
        message: expect.stringMatching(message),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    expect(await stateOf(id)).toBe(before);
  });

  test.each(['auditor', 'provincial-officer', 'ministry-officer', 'analyst', 'partner'] as const)(
    'a caller without the scope (%s) changes nothing, and is told which it lacks',
    async (role) => {
      const id = await add();
      for (const query of [waive, unwaive]) {
        const token = await quality.stack.tokenOf(role, { jurisdiction: 'national', purpose: 'DATA_QUALITY' });
        const { data, errors } = await ask(query, { id, reason }, token);
        expect(Object.values(data)).toEqual([null]);
        expect(errors?.[0]).toMatchObject({
          extensions: {
            code: 'UNAUTHORIZED_FIELD_OR_TYPE',
            missing: { scopes: [expect.arrayContaining(['quality:write'])] },
          },
        });
      }
      expect(await stateOf(id)).toBe('OPEN');
    },
  );

  test('two at once waive once', async () => {
    const id = await add();
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(waive, { id, reason })));
    expect(answers.map(({ data }) => data.waiveFinding?.state)).toEqual(['WAIVED', 'WAIVED', 'WAIVED', 'WAIVED']);
    expect(await quality.sql`select from waivers where finding_id = ${id}`).toHaveLength(1);
  });
});
