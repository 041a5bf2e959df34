import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_agencies');
});
afterAll(() => staged?.stop());

const times = (count: number, row: (at: number) => Record<string, unknown>) =>
  Array.from({ length: count }, (_, at) => row(at));

test('employer-tax-code', async () => {
  const found = await staged.judge('employer-tax-code', {
    'labor_employment.employers': [
      {},
      { tax_code: '0100000000', tax_code_check: 'SUSPECT' },
      { tax_code: '0100109107', tax_code_check: 'INVALID' },
    ],
  });
  expect(found).toEqual([
    { id: '0100000000', details: { taxCode: '0100000000', check: 'SUSPECT' } },
    { id: '0100109107', details: { taxCode: '0100109107', check: 'INVALID' } },
  ]);
  expect(explained('employer-tax-code', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ người sử dụng lao động tại cơ sở dữ liệu về lao động, việc làm
    Mã số thuế 0100000000: chín chữ số đầu không có chữ số kiểm tra (số dư 0), chưa kết luận được.
    10 chữ số (hoặc 13 với đơn vị phụ thuộc), chữ số thứ mười = 10 − (31a+29b+23c+19d+17e+13g+7h+5i+3k) mod 11 (cấu trúc: Thông tư 86/2024/TT-BTC).
    Đối chiếu với giấy chứng nhận đăng ký doanh nghiệp hoặc dữ liệu của cơ quan thuế; nếu sai, sửa mã số thuế của người sử dụng lao động trong cơ sở dữ liệu về lao động, việc làm.

    Record of an employer in the database on labour and employment
    Tax code 0100000000: its first nine digits have no check digit (remainder 0), so nothing tells it right or wrong.
    10 digits (13 for a dependent unit), the tenth being 10 − (31a+29b+23c+19d+17e+13f+7g+5h+3i) mod 11 (form: Circular 86/2024/TT-BTC).
    Compare with the certificate of registration or the tax authority; if it is wrong, correct the employer's tax code in the database on labour and employment."
  `);
});

test('employer-not-contributing', async () => {
  const codes = ['A', 'B', 'C', 'D', 'E', 'F'];
  const found = await staged.judge('employer-not-contributing', {
    'labor_employment.employers': codes.map((tax_code) => ({
      tax_code,
      status: tax_code === 'D' ? 'DISSOLVED' : 'ACTIVE',
    })),
    'labor_employment.contracts': [
      ...codes.map((employer_tax_code) => ({
        employer_tax_code,
        // E took on its first worker since, F has none any more.
        started_on: employer_tax_code === 'E' ? '2026-08-02' : '2026-08-01',
        ended_on: employer_tax_code === 'F' ? '2026-09-30' : null,
      })),
      { employer_tax_code: 'A', worker_id: id(2), person_id: id(102) },
    ],
    // The newest month of all.
    'social_security.insured_persons': [{}],
    'social_security.contributions': [
      { agency_id: null, employer_tax_code: 'A', months: ['2026-06-01', '2026-07-01'] },
      { agency_id: null, employer_tax_code: 'B', months: ['2026-07-01', '2026-08-01'] },
    ],
  });
  expect(found).toEqual([
    { id: 'A', details: { workers: 2, lastMonth: '2026-07-01', newestMonth: '2026-10-01' } },
    { id: 'C', details: { workers: 1, lastMonth: null, newestMonth: '2026-10-01' } },
  ]);
  expect(explained('employer-not-contributing', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ người sử dụng lao động tại cơ sở dữ liệu về lao động, việc làm
    Đơn vị có 2 người lao động đang làm việc nhưng tháng đóng bảo hiểm xã hội gần nhất là: 07/2026; dữ liệu đóng đã có đến tháng 10/2026.
    Đóng hằng tháng cho mọi người lao động có hợp đồng từ đủ 01 tháng, chậm nhất ngày cuối cùng của tháng tiếp theo (Điều 34 Luật Bảo hiểm xã hội 41/2024/QH15).
    Cơ quan bảo hiểm xã hội đôn đốc, xử lý chậm đóng. Nếu đơn vị đã ngừng hoạt động hoặc hợp đồng đã kết thúc, sửa tình trạng người sử dụng lao động và ngày kết thúc hợp đồng trong cơ sở dữ liệu về lao động, việc làm.

    Record of an employer in the database on labour and employment
    The employer has 2 workers under contract, but the last month contributed is: 2026-07; contributions are known until 2026-10.
    Monthly contributions for all workers with a contract of a month or more, by the last day of the next month (Social Insurance Law 41/2024/QH15 art. 34).
    The social insurance office collects the arrears. If the employer has closed or the contracts have ended, correct the employer's status and the end of the contracts in the database on labour and employment."
  `);
});

test('excellent-with-discipline', async () => {
  const found = await staged.judge('excellent-with-discipline', {
    'officials.officials': [{}, { id: id(2) }, { id: id(3) }],
    'officials.ratings': [
      { official_id: id(2), year: 2024, grade: 'EXCELLENT' },
      { official_id: id(2), year: 2025, grade: 'EXCELLENT' },
      { official_id: id(3), year: 2024, grade: 'GOOD' },
    ],
    'officials.disciplines': [
      { official_id: id(2) },
      { official_id: id(2), decided_on: '2024-11-04' },
      { official_id: id(3) },
    ],
  });
  expect(found).toEqual([{ id: id(2), part: '2024', details: { year: 2024, disciplinedOn: '2024-05-06' } }]);
  expect(explained('excellent-with-discipline', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Năm 2024 được xếp loại hoàn thành xuất sắc nhiệm vụ, nhưng có quyết định kỷ luật ngày 06/05/2024 trong cùng năm.
    Không hoàn thành nhiệm vụ, nếu vi phạm trong thực thi công vụ (Nghị định 335/2025/NĐ-CP).
    Cơ quan quản lý xem lại kết quả xếp loại năm 2024; sửa xếp loại, hoặc quyết định kỷ luật nếu đã ghi sai năm hoặc sai người, trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    For 2024 the rating is excellent, but there is a disciplinary decision of 2024-05-06 in that year.
    "Not completed", where the violation was in public duty (Decree 335/2025/NĐ-CP).
    The agency reviews the rating of 2024 and corrects it in the record in the national database on cadres, civil servants and public employees, or the discipline where its year or person is wrong."
  `);
});

test('excellent-over-quota', async () => {
  const rated = (agency_id: string, grade: string, count: number) => times(count, () => ({ agency_id, grade }));
  const found = await staged.judge('excellent-over-quota', {
    'administrative_units.agencies': [{}, { id: 'H26.06' }, { id: 'H26.21', valid_to: '2025-07-01' }],
    'officials.ratings': [
      ...rated('H26.05', 'GOOD', 10),
      ...rated('H26.05', 'EXCELLENT', 2),
      ...rated('H26.06', 'GOOD', 9),
      ...rated('H26.06', 'COMPLETED', 5),
      ...rated('H26.06', 'EXCELLENT', 2),
      ...rated('H26.21', 'EXCELLENT', 2),
    ],
  });
  expect(found).toEqual([{ id: 'H26.06', part: '2025', details: { year: 2025, excellents: 2, goods: 9, quota: 1 } }]);
  expect(explained('excellent-over-quota', found[0])).toMatchInlineSnapshot(`
    "Dữ liệu của cơ quan, đơn vị tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Năm 2025 cơ quan có 2 người xếp loại hoàn thành xuất sắc và 9 người xếp loại hoàn thành tốt nhiệm vụ.
    Nhiều nhất 1 người hoàn thành xuất sắc: không quá 20% số hoàn thành tốt nhiệm vụ (Nghị định 335/2025/NĐ-CP).
    Người đứng đầu cơ quan xem lại kết quả xếp loại năm 2025 trong Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu được phép vượt tỷ lệ thì lưu văn bản cho phép và đề nghị miễn trừ phát hiện này.

    Records of an agency in the national database on cadres, civil servants and public employees
    For 2025 the agency has 2 officials rated excellent and 9 rated good.
    1 rated excellent at most: no more than 20 % of those rated good (Decree 335/2025/NĐ-CP).
    The head of the agency reviews the ratings of 2025 in the national database on cadres, civil servants and public employees; where the excess was approved, have this finding waived with the approval."
  `);
});

test('payroll-over-quota', async () => {
  const found = await staged.judge('payroll-over-quota', {
    'administrative_units.agencies': [{}, { id: 'H26.06' }, { id: 'H26.07' }],
    'officials.payroll_quotas': [{}, { agency_id: 'H26.06', posts: 1 }, { agency_id: 'H26.06', year: 2025, posts: 5 }],
    'officials.officials': [
      {},
      { id: id(2), status: 'LEFT', left_on: '2026-01-01' },
      { id: id(3), agency_id: 'H26.06', status: 'SECONDED' },
      { id: id(4), agency_id: 'H26.06' },
      // No quota is known.
      { id: id(5), agency_id: 'H26.07' },
    ],
  });
  expect(found).toEqual([{ id: 'H26.06', details: { year: 2026, officials: 2, posts: 1 } }]);
  expect(explained('payroll-over-quota', found[0])).toMatchInlineSnapshot(`
    "Dữ liệu của cơ quan, đơn vị tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Cơ quan có 2 người đang công tác theo hồ sơ (tính cả người đi biệt phái).
    Không quá 1 biên chế được giao năm 2026 (Nghị định 62/2020/NĐ-CP, 106/2020/NĐ-CP).
    Cơ quan rà soát danh sách trong Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức: ghi ngày rời cơ quan của người đã đi, chuyển hồ sơ đến cơ quan mới; nếu thực sự dôi dư, lập phương án tinh giản hoặc đề nghị điều chỉnh biên chế.

    Records of an agency in the national database on cadres, civil servants and public employees
    By the records 2 people are in service at the agency (with those seconded elsewhere).
    No more than the 1 posts assigned for 2026 (Decrees 62/2020/NĐ-CP and 106/2020/NĐ-CP).
    The agency goes through its list in the national database on cadres, civil servants and public employees: enters when people left, moves records to their new agency; where there are really too many it plans to reduce them or asks for posts."
  `);
});

test('owner-stopped-updating', async () => {
  const of = (owner_id: string, updated_at: string, left_on: string | null = null) => ({
    owner_id,
    updated_at,
    left_on,
  });
  const old = '2025-10-24T08:00:00+07:00';
  const found = await staged.judge('owner-stopped-updating', {
    'administrative_units.agencies': [
      {},
      { id: 'H26', parent_id: null },
      { id: 'H27', parent_id: null },
      { id: 'H28', parent_id: null, valid_to: '2025-07-01' },
      { id: 'H29', parent_id: null },
    ],
    'officials.officials': [
      ...times(4, () => of('H26', old)),
      of('H26', '2026-09-09T08:00:00+07:00'),
      ...times(5, () => of('H27', old)),
      of('H27', '2026-09-09T23:30:00Z'),
      of('H27', '2026-09-30T08:00:00+07:00', '2026-10-01'),
      of('H28', old),
      of('H29', old, '2025-10-01'),
    ],
  });
  expect(found).toEqual([{ id: 'H27', details: { records: 6, updated: 1, lastUpdatedOn: '2026-09-10' } }]);
  expect(explained('owner-stopped-updating', found[0])).toMatchInlineSnapshot(`
    "Dữ liệu của cơ quan, đơn vị tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Trong 6 hồ sơ đang công tác chỉ có 1 hồ sơ được cập nhật trong 12 tháng qua; lần cập nhật gần nhất là ngày 10/09/2026.
    Mỗi quyết định được đồng bộ trong 3 ngày làm việc (Nghị định 27/2026/NĐ-CP).
    Cơ quan chủ quản khôi phục kết nối đồng bộ với Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức, rà soát và cập nhật toàn bộ hồ sơ, trước hết là tiền lương, cơ quan và đơn vị hành chính sau sáp nhập.

    Records of an agency in the national database on cadres, civil servants and public employees
    Of 6 records in service 1 were updated in the last 12 months; the latest update was on 2026-09-10.
    Each decision reaches the national database within 3 working days (Decree 27/2026/NĐ-CP).
    The owner restores its synchronisation with the national database on cadres, civil servants and public employees and updates all of its records, first pay, agency and unit after the mergers."
  `);
});
