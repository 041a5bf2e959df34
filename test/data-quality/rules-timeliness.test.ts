import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_timeliness');
});
afterAll(() => staged?.stop());

test('late-update', async () => {
  // Friday before the holidays of 31 August to 2 September: the third working day is Monday, 7 September.
  const decided = { last_decision_on: '2026-08-28' };
  const found = await staged.judge('late-update', {
    'officials.officials': [
      {},
      { id: id(2), ...decided, updated_at: '2026-09-07T23:59:00+07:00' },
      { id: id(3), ...decided, updated_at: '2026-09-08T00:00:00+07:00' },
      // Before the duty.
      { id: id(4), last_decision_on: '2026-06-30', updated_at: '2026-09-08T08:00:00+07:00' },
    ],
  });
  expect(found).toEqual([
    { id: id(3), details: { decidedOn: '2026-08-28', dueOn: '2026-09-07', updatedOn: '2026-09-08' } },
  ]);
  expect(explained('late-update', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Quyết định ngày 28/08/2026 đến ngày 08/09/2026 mới được cập nhật vào hồ sơ.
    Chậm nhất ngày 07/09/2026: 3 ngày làm việc sau quyết định (Nghị định 27/2026/NĐ-CP).
    Hồ sơ đã có quyết định nên không phải sửa dữ liệu; cơ quan kiểm tra quy trình đồng bộ với Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức để các quyết định sau đến đúng hạn. Nếu ngày quyết định ghi sai thì sửa.

    Record of an official in the national database on cadres, civil servants and public employees
    The decision of 2026-08-28 reached the record on 2026-09-08.
    On 2026-09-07 at the latest: 3 working days after the decision (Decree 27/2026/NĐ-CP).
    The decision is in the record, so no value has to be changed; the agency mends its synchronisation with the national database on cadres, civil servants and public employees for the next ones. If the date of the decision is wrong, correct it."
  `);
});

test('retirement-overdue', async () => {
  const found = await staged.judge('retirement-overdue', {
    'officials.officials': [
      {},
      { id: id(2), birth_date: '1965-05-02', retirement_date: '2026-10-31' },
      { id: id(3), retirement_date: '2026-11-01' },
      { id: id(4), retirement_date: '2026-10-01', status: 'RETIRED', left_on: '2026-10-01' },
    ],
  });
  expect(found).toEqual([{ id: id(2), details: { retirementDate: '2026-10-31', birthDate: '1965-05-02' } }]);
  expect(explained('retirement-overdue', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Người này sinh ngày 02/05/1965, đến tuổi nghỉ hưu ngày 31/10/2026, nhưng hồ sơ vẫn ghi đang công tác.
    Tình trạng nghỉ hưu từ ngày 31/10/2026 (Nghị định 135/2020/NĐ-CP), hoặc quyết định kéo dài thời gian công tác.
    Nếu đã nghỉ hưu, ghi tình trạng và ngày rời cơ quan vào hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu được kéo dài, đề nghị miễn trừ phát hiện kèm số quyết định; nếu ngày sinh hoặc giới tính sai thì sửa.

    Record of an official in the national database on cadres, civil servants and public employees
    This person, born on 1965-05-02, reached the date of retirement on 2026-10-31, but the record says in service.
    Retired from 2026-10-31 (Decree 135/2020/NĐ-CP), or a decision to serve longer.
    If retired, enter status and day of leaving in the record in the national database on cadres, civil servants and public employees; if serving longer, have this finding waived with the decision; if date of birth or sex is wrong, correct it."
  `);
});

test('official-retirement-date', async () => {
  const found = await staged.judge('official-retirement-date', {
    'officials.officials': [
      {},
      { id: id(2), sex: 'FEMALE' },
      { id: id(3), retirement_date: '2046-01-01', status: 'LEFT', left_on: '2026-01-01' },
    ],
  });
  expect(found).toEqual([
    {
      id: id(2),
      details: { retirementDate: '2047-04-01', expected: '2045-04-01', birthDate: '1985-03-10' },
      correction: { field: 'retirementDate', values: ['2045-04-01'], certain: true },
    },
  ]);
  expect(explained('official-retirement-date', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi ngày nghỉ hưu 01/04/2047 cho người sinh ngày 10/03/1985.
    Ngày 01/04/2045, theo lộ trình của Nghị định 135/2020/NĐ-CP (điều kiện bình thường).
    Sửa ngày nghỉ hưu trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu thuộc diện nghỉ sớm hoặc muộn hơn, đề nghị miễn trừ phát hiện này kèm căn cứ.

    Record of an official in the national database on cadres, civil servants and public employees
    The record has 2047-04-01 as the date of retirement of a person born on 1985-03-10.
    2045-04-01, by the schedule of Decree 135/2020/NĐ-CP (normal conditions).
    Correct the date of retirement of the record in the national database on cadres, civil servants and public employees; where an earlier or later one applies, have this finding waived with its reason."
  `);
});
