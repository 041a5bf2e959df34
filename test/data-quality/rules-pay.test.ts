import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectedOfficialBase } from '../../subgraphs/law/social-insurance.ts';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_pay');
});
afterAll(() => staged?.stop());

test('official-coefficient', async () => {
  const found = await staged.judge('official-coefficient', {
    'officials.officials': [
      {},
      { id: id(2), coefficient: 3.004 },
      { id: id(3), coefficient: 3.005 },
      { id: id(4), coefficient: 3.33 },
      { id: id(5), rank_code: 'V.99.99.99', coefficient: 9 },
    ],
  });
  expect(found).toEqual([
    {
      id: id(3),
      details: { rank: '01.003', step: 3, coefficient: 3.005, expected: 3 },
      correction: { field: 'coefficient', values: ['3.00'], certain: true },
    },
    // Another step's coefficient: the step may be what is wrong.
    {
      id: id(4),
      details: { rank: '01.003', step: 3, coefficient: 3.33, expected: 3 },
      correction: { field: 'coefficient', values: ['3.00'], certain: false },
    },
  ]);
  expect(explained('official-coefficient', found[1])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi hệ số lương 3,33 cho ngạch 01.003, bậc 3.
    Theo bảng lương của Nghị định 204/2004/NĐ-CP, ngạch 01.003 bậc 3 có hệ số 3,00.
    Đối chiếu quyết định nâng bậc lương gần nhất. Sửa hệ số lương (hoặc ngạch, bậc nếu hệ số đúng) trong hồ sơ và trong diễn biến lương tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; tính lại mức đóng bảo hiểm xã hội.

    Record of an official in the national database on cadres, civil servants and public employees
    The record has the salary coefficient 3.33 for rank 01.003, step 3.
    By the tables of Decree 204/2004/NĐ-CP rank 01.003 has the coefficient 3.00 at step 3.
    Compare with the latest decision on the salary step. Correct the coefficient (or rank and step where the coefficient is right) in the record and its salary history in the national database on cadres, civil servants and public employees, and work out the insured base again."
  `);
});

test('official-step-of-rank', async () => {
  const found = await staged.judge('official-step-of-rank', {
    'officials.officials': [
      { step: 9 },
      { id: id(2), step: 10 },
      { id: id(3), step: 0 },
      { id: id(4), rank_code: 'V.99.99.99', step: 20 },
    ],
  });
  expect(found).toEqual([
    { id: id(2), details: { rank: '01.003', step: 10, steps: 9 } },
    { id: id(3), details: { rank: '01.003', step: 0, steps: 9 } },
  ]);
  expect(explained('official-step-of-rank', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi bậc 10 của ngạch 01.003, nhưng ngạch này chỉ có 9 bậc.
    Bậc từ 1 đến 9 theo Nghị định 204/2004/NĐ-CP.
    Đối chiếu quyết định lương gần nhất rồi sửa ngạch hoặc bậc trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; phần vượt bậc cuối ghi vào phụ cấp thâm niên vượt khung.

    Record of an official in the national database on cadres, civil servants and public employees
    The record has step 10 of rank 01.003, but that rank has 9 steps.
    A step from 1 to 9, by Decree 204/2004/NĐ-CP.
    Compare with the latest salary decision and correct rank or step of the record in the national database on cadres, civil servants and public employees; what goes beyond the last step is over-frame seniority."
  `);
});

test('paid-after-leaving', async () => {
  const left = { status: 'RETIRED', left_on: '2026-06-01' };
  const found = await staged.judge('paid-after-leaving', {
    'officials.officials': [
      {},
      { id: id(2), ...left, last_paid_month: '2026-05-01' },
      { id: id(3), ...left, last_paid_month: '2026-06-01' },
      { id: id(4), ...left, last_paid_month: null },
      // Paid for the days of the month in which one left.
      { id: id(5), ...left, left_on: '2026-06-15', last_paid_month: '2026-06-01' },
    ],
  });
  expect(found).toEqual([
    { id: id(3), details: { status: 'RETIRED', leftOn: '2026-06-01', lastPaidMonth: '2026-06-01' } },
  ]);
  expect(explained('paid-after-leaving', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi đã nghỉ hưu, không còn công tác từ ngày 01/06/2026, nhưng bảng lương vẫn trả đến tháng 06/2026.
    Tháng trả lương cuối cùng trước ngày 01/06/2026 (Luật Cán bộ, công chức 80/2025/QH15).
    Kiểm tra quyết định nghỉ hưu, thôi việc hoặc giấy chứng tử. Nếu ngày rời cơ quan đúng, dừng trả lương và thu hồi phần trả thừa; nếu sai, sửa tình trạng và ngày rời cơ quan trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    The record says retired, no longer in service from 2026-06-01, but the payroll has paid until 2026-06.
    A last month of pay before 2026-06-01 (Law on Cadres and Civil Servants 80/2025/QH15).
    Check the decision on retirement or leaving, or the death certificate. If the day is right, stop the pay and recover what was paid too much; if not, correct status and day of leaving of the record in the national database on cadres, civil servants and public employees."
  `);
});

test('official-insured-base', async () => {
  const parts = { coefficient: 4.98, positionAllowance: 0.7, overFramePercent: 7 };
  const before = { coefficient: 4.98, positionAllowance: 0.7, overFramePercent: 6 };
  // A step begins in February 2026 and the base salary rises in July: three bases, and a fourth payer that is no agency.
  const found = await staged.judge('official-insured-base', {
    'officials.officials': [{}, { id: id(2), person_id: id(102) }, { id: id(3), person_id: id(103) }],
    'officials.salary_steps': [
      {},
      ...[id(102), id(103)].flatMap((person, at) => [
        {
          official_id: id(at + 2),
          person_id: person,
          coefficient: 4.98,
          position_allowance: 0.7,
          over_frame_percent: 6,
          effective_from: '2025-02-01',
          effective_to: '2026-02-01',
        },
        {
          official_id: id(at + 2),
          person_id: person,
          coefficient: 4.98,
          position_allowance: 0.7,
          over_frame_percent: 7,
          effective_from: '2026-02-01',
        },
      ]),
    ],
    'social_security.contributions': [
      {},
      { base: 1, employer_tax_code: '0100109106', agency_id: null },
      ...[id(102), id(103)].flatMap((person) => [
        {
          person_id: person,
          base: expectedOfficialBase(before, '2026-01'),
          // The second went on with the old base for a month.
          months: person === id(103) ? ['2026-01-01', '2026-02-01'] : ['2026-01-01'],
        },
        {
          person_id: person,
          base: expectedOfficialBase(parts, '2026-06'),
          months: person === id(103) ? ['2026-06-01', '2026-07-01', '2026-08-01'] : ['2026-02-01', '2026-06-01'],
        },
        { person_id: person, base: expectedOfficialBase(parts, '2026-09'), months: ['2026-09-01'] },
      ]),
    ],
  });
  expect(found).toEqual([
    {
      id: id(3),
      details: {
        months: 3,
        firstMonth: '2026-02-01',
        lastMonth: '2026-08-01',
        base: expectedOfficialBase(parts, '2026-06'),
        expected: expectedOfficialBase(parts, '2026-08'),
      },
    },
  ]);
  expect(explained('official-insured-base', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Trong 3 tháng, từ 02/2026 đến 08/2026, tiền lương làm căn cứ đóng bảo hiểm xã hội khác với tiền lương theo diễn biến lương; tháng 08/2026 đóng trên 14.106.924 đồng.
    Tháng 08/2026: 15.252.358 đồng = (hệ số lương + phụ cấp chức vụ + thâm niên vượt khung) × mức lương cơ sở của tháng, trong giới hạn của Điều 31 Luật 41/2024/QH15.
    Đối chiếu các quyết định lương. Nếu diễn biến lương đúng, cơ quan lập hồ sơ điều chỉnh mức đóng các tháng nêu trên với cơ quan bảo hiểm xã hội; nếu sai, sửa diễn biến lương trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    In 3 months, from 2026-02 to 2026-08, the insured base was not the pay of the salary history; for 2026-08 it was VND 14,106,924.
    For 2026-08: VND 15,252,358 = (coefficient + position allowance + over-frame seniority) × base salary of the month, within the limits of Law 41/2024/QH15 art. 31.
    Compare with the salary decisions. If the salary history is right, the agency has the base of these months adjusted by the social insurance office; if not, correct the salary history of the record in the national database on cadres, civil servants and public employees."
  `);
});

test('official-insured-base keeps the limits of the law', async () => {
  const rich = { coefficient: 60, positionAllowance: 0, overFramePercent: 0 };
  const found = await staged.judge('official-insured-base', {
    'officials.officials': [{}, { id: id(2), person_id: id(102) }],
    'officials.salary_steps': [{ coefficient: 60 }, { official_id: id(2), person_id: id(102), coefficient: 0.5 }],
    'social_security.contributions': [
      { base: expectedOfficialBase(rich, '2026-10') },
      { person_id: id(102), base: 2_530_000 },
      // Before July 2025 there was no reference level: nothing is expected.
      { person_id: id(102), base: 1, months: ['2025-06-01'] },
    ],
  });
  expect(found).toEqual([]);
});

test('official-insured-base tells the same of steps that overlap, in whatever order they are read', async () => {
  const steps = [{ coefficient: 1.5 }, { coefficient: 9.5 }];
  const told = (given: typeof steps) =>
    staged.judge('official-insured-base', {
      'officials.officials': [{}],
      'officials.salary_steps': given,
      'social_security.contributions': [{}],
    });
  expect(await told(steps)).toHaveLength(1);
  expect(await told(steps.toReversed())).toEqual(await told(steps));
});

test('unemployment-insurance-of-official', async () => {
  const found = await staged.judge('unemployment-insurance-of-official', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102) },
      { id: id(3), person_id: id(103), category: 'VIEN_CHUC' },
      { id: id(4), person_id: id(104) },
    ],
    'social_security.contributions': [
      {},
      { person_id: id(102), unemployment_insured: true },
      { person_id: id(103) },
      // A public employee until the end of 2025.
      { person_id: id(104), unemployment_insured: true, months: ['2025-12-01'] },
      { person_id: id(104), months: ['2026-01-01', '2026-02-01'] },
    ],
  });
  expect(found).toEqual([
    { id: id(2), details: { category: 'CONG_CHUC', insured: 'true', month: '2026-10-01' } },
    { id: id(3), details: { category: 'VIEN_CHUC', insured: 'false', month: '2026-10-01' } },
  ]);
  expect(explained('unemployment-insurance-of-official', found[1])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi viên chức, nhưng tháng 10/2026 cơ quan đóng bảo hiểm xã hội cho người này không có bảo hiểm thất nghiệp.
    Cán bộ, công chức: không đóng bảo hiểm thất nghiệp; viên chức: có đóng (Luật Việc làm 74/2025/QH15).
    Kiểm tra loại (cán bộ, công chức hay viên chức) trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức. Nếu đúng, cơ quan đề nghị cơ quan bảo hiểm xã hội điều chỉnh đối tượng đóng bảo hiểm thất nghiệp; nếu sai, sửa loại trong hồ sơ.

    Record of an official in the national database on cadres, civil servants and public employees
    The record says public employee, but for 2026-10 the agency contributed for this person without unemployment insurance.
    None for cadres and civil servants, unemployment insurance for public employees (Employment Law 74/2025/QH15).
    Check the category of the record in the national database on cadres, civil servants and public employees. If it is right, the agency asks the social insurance office to adjust the unemployment insurance; if not, correct the category."
  `);
});
