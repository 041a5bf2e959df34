import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingRow, type Quality, startQuality } from './made-findings.ts';

// Who decided what is never forgotten, also when it was taken back.

const history = 'state waiver { waivedBy } waivers { reason waivedBy waivedAt withdrawnBy withdrawnAt }';
const waive = `mutation($id: ID!, $reason: String!) { waiveFinding(id: $id, reason: $reason) { ${history} } }`;
const unwaive = `mutation($id: ID!) { unwaiveFinding(id: $id) { ${history} } }`;
const read = `query($id: ID!) { finding(id: $id) { ${history} } }`;
const first = 'Lần thứ nhất: đã đối chiếu.';
const second = 'Lần thứ hai: đã đối chiếu lại.';
const instant = expect.stringMatching(/^\d{4}-/);

let quality: Quality;
beforeAll(async () => {
  quality = await startQuality('quality_waiver_history');
});
afterAll(() => quality?.stop());

const as = async (sub: string, query: string, variables: Record<string, unknown>) => {
  const token = await quality.stack.tokenOf('data-steward', { sub });
  const { data, errors } = await quality.stack.ask(query, variables, { token });
  expect(errors).toBeUndefined();
  return Object.values(data)[0];
};
const add = async () => {
  const [row] = await quality.addFindings([findingRow({ rule: 'worker-number' })]);
  return row?.id as string;
};

test('who waived, who took it back and who waived again are told, the latest first', async () => {
  const id = await add();
  expect(await as('an', read, { id })).toEqual({ state: 'OPEN', waiver: null, waivers: [] });
  await as('an', waive, { id, reason: first });
  const withdrawn = { reason: first, waivedBy: 'an', waivedAt: instant, withdrawnBy: 'bình', withdrawnAt: instant };
  expect(await as('bình', unwaive, { id })).toEqual({ state: 'OPEN', waiver: null, waivers: [withdrawn] });
  const standing = { reason: second, waivedBy: 'chi', waivedAt: instant, withdrawnBy: null, withdrawnAt: null };
  const expected = { state: 'WAIVED', waiver: { waivedBy: 'chi' }, waivers: [standing, withdrawn] };
  expect(await as('chi', waive, { id, reason: second })).toEqual(expected);
  expect(await as('an', read, { id })).toEqual(expected);
});

test('taking back what is open, and waiving what is waived, leave the history as it is', async () => {
  const id = await add();
  expect(await as('an', unwaive, { id })).toMatchObject({ state: 'OPEN', waivers: [] });
  await as('an', waive, { id, reason: first });
  expect(await as('bình', waive, { id, reason: second })).toMatchObject({ waivers: [{ waivedBy: 'an' }] });
  await as('chi', unwaive, { id });
  expect(await as('an', unwaive, { id })).toMatchObject({ state: 'OPEN', waivers: [{ withdrawnBy: 'chi' }] });
});

test('two at once take back once', async () => {
  const id = await add();
  await as('an', waive, { id, reason: first });
  const answers = await Promise.all(['bình', 'chi', 'dũng'].map((sub) => as(sub, unwaive, { id })));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ state: 'OPEN', waivers: [{ waivedBy: 'an', withdrawnBy: expect.any(String) }] });
});

test('a waiver of before the record changed stays in the history and holds no longer', async () => {
  const id = await add();
  await as('an', waive, { id, reason: first });
  await quality.sql`update findings set state = 'OPEN', fingerprint = 'changed' where id = ${id}`;
  expect(await as('an', read, { id })).toMatchObject({
    waiver: null,
    waivers: [{ waivedBy: 'an', withdrawnBy: null }],
  });
});
