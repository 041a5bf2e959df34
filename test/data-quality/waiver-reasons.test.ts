import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingRow, type Quality, startQuality } from './made-findings.ts';

// Why a finding is none is read by everyone who sees it: it says something, and no number of anyone.

const waive = `mutation($id: ID!, $reason: String!) { waiveFinding(id: $id, reason: $reason) { waiver { reason } } }`;
const reason = 'Hồ sơ đúng: đã đối chiếu bản gốc.';
const unseen = '\u200b\u200d\u2060\ufeff\u00ad\u202e\u3164\u{e0041}\u0007';

let quality: Quality;
beforeAll(async () => {
  quality = await startQuality('quality_waiver_reasons');
});
afterAll(() => quality?.stop());

async function waiveFor(given: string) {
  const [row] = await quality.addFindings([findingRow({ rule: 'worker-number' })]);
  const token = await quality.stack.tokenOf('data-steward', {});
  const { data, errors } = await quality.stack.ask(waive, { id: row?.id, reason: given }, { token });
  const stored = await quality.sql`select reason from waivers where finding_id = ${row?.id ?? ''}`;
  return { kept: data?.waiveFinding?.waiver?.reason, stored: stored[0]?.reason, error: errors?.[0] };
}

test.each([
  ['too short', 'ngắn', /at most 1,000 characters, with 10 letters or digits/],
  ['too short without its spaces', `${' '.repeat(20)}a`, /10 letters or digits/],
  ['of nothing that can be seen', '\u200b'.repeat(12), /10 letters or digits/],
  ['of letters that cannot be seen', '\u3164'.repeat(12), /10 letters or digits/],
  ['short but for what cannot be seen', `ngắn${'\u200b'.repeat(20)}`, /10 letters or digits/],
  ['of signs alone', '.-!?'.repeat(20), /10 letters or digits/],
  ['too long', 'a'.repeat(1001), /at most 1,000 characters/],
  ['with U+0000', `${reason}\u0000`, /U\+0000/],
  ['with a personal number', `${reason} 079085012345`, /without personal numbers/],
  ['with a former one of 9 digits', `CMND 024123456 của người đó`, /without personal numbers/],
  ['with one in groups', `Số 079 085 012 345 là đúng`, /without personal numbers/],
  ['with one with dots', `Số 079.085.012.345 là đúng`, /without personal numbers/],
  ['with one with hyphens', `Số 079-085-012345 là đúng`, /without personal numbers/],
  ['with one over lines', `Số là\n079085\n012345`, /without personal numbers/],
  ['with one of wide digits', `Số ０７９０８５０１２３４５ là đúng`, /without personal numbers/],
  ['with one with unseen characters in it', `Số 0790\u200b8501\u200b2345 là đúng`, /without personal numbers/],
])('a reason %s is refused, and not repeated', async (_, given, message) => {
  const { stored, error } = await waiveFor(given);
  expect(error).toMatchObject({
    message: expect.stringMatching(message),
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(error?.message).toMatch(/^Argument "reason": /);
  expect(error?.message).not.toMatch(/0790|024123456/);
  expect(stored).toBeUndefined();
});

test.each([
  ['with space around it', `  ${reason}\n `, reason],
  ['not composed', reason.normalize('NFD'), reason],
  ['with what cannot be seen', `Hồ${unseen} sơ đúng: đã đối chiếu bản gốc.`, reason],
  ['of several lines', 'dòng thứ nhất\r\ndòng thứ hai\tba', 'dòng thứ nhất\ndòng thứ hai ba'],
  ['with a date and the number of a decision', 'Quyết định 1234/QĐ-UBND ngày 01/02/2026.', null],
  ['as long as may be', 'ấ'.normalize('NFD').repeat(1000), 'ấ'.repeat(1000)],
  ['of 10 letters', 'abcdefghij', null],
])('a reason %s is kept', async (_, given, kept) => {
  const answer = await waiveFor(given);
  expect(answer.error).toBeUndefined();
  expect(answer.kept).toBe(kept ?? given);
  expect(answer.stored).toBe(kept ?? given);
});
