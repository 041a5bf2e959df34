import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_insurance');
});
afterAll(() => staged?.stop());

const enterprise = { agency_id: null, employer_tax_code: '0100109106' };

test('official-private-employer', async () => {
  const found = await staged.judge('official-private-employer', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102) },
      { id: id(3), person_id: id(103), hired_on: '2026-10-02' },
      { id: id(4), person_id: id(104), status: 'LEFT', left_on: '2026-07-01' },
    ],
    'social_security.contributions': [
      {},
      { person_id: id(102), ...enterprise },
      { person_id: id(102), ...enterprise, base: 9_000_000, months: ['2026-06-01'] },
      // Before the recruitment, and after leaving.
      { person_id: id(103), ...enterprise },
      { person_id: id(104), ...enterprise },
    ],
  });
  expect(found).toEqual([
    {
      id: id(2),
      details: { employers: ['0100109106'], months: 5, firstMonth: '2026-06-01', lastMonth: '2026-10-01' },
    },
  ]);
  expect(explained('official-private-employer', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Trong 5 tháng đang công tác, từ 06/2026 đến 10/2026, bảo hiểm xã hội của người này do doanh nghiệp (mã số thuế: 0100109106) đóng.
    Cơ quan, đơn vị quản lý người này đóng bảo hiểm xã hội; không có tháng nào do doanh nghiệp đóng trong thời gian công tác (Điều 2 Luật Bảo hiểm xã hội 41/2024/QH15).
    Xác minh với người này và doanh nghiệp. Nếu doanh nghiệp ghi nhầm số định danh cá nhân, báo cơ quan bảo hiểm xã hội sửa trong Cơ sở dữ liệu quốc gia về bảo hiểm; nếu người này đã rời cơ quan, sửa tình trạng và ngày rời cơ quan trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    In 5 months of service, from 2026-06 to 2026-10, an enterprise (tax code: 0100109106) contributed for this person.
    Contributions of the agency where this person serves, and none of an enterprise in the time of service (Social Insurance Law 41/2024/QH15 art. 2).
    Ask the person and the enterprise. If the enterprise gave a wrong personal identity number, the social insurance office corrects it in the national insurance database; if the person has left the agency, correct status and day of leaving of the record in the national database on cadres, civil servants and public employees."
  `);
});

test('contribution-after-leaving', async () => {
  const left = { status: 'LEFT', left_on: '2026-09-01' };
  const found = await staged.judge('contribution-after-leaving', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102), ...left },
      { id: id(3), person_id: id(103), ...left, left_on: '2026-11-01' },
      // Serves at another agency now.
      { id: id(4), person_id: id(104), ...left },
      { id: id(5), person_id: id(104) },
      { id: id(6), person_id: id(106), ...left },
    ],
    'social_security.contributions': [
      ...[id(102), id(103), id(104)].map((person_id) => ({ person_id })),
      { person_id: id(106), ...enterprise },
    ],
  });
  expect(found).toEqual([
    {
      id: id(2),
      details: { leftOn: '2026-09-01', months: 2, firstMonth: '2026-09-01', lastMonth: '2026-10-01' },
    },
  ]);
  expect(explained('contribution-after-leaving', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi không còn công tác từ ngày 01/09/2026, nhưng cơ quan vẫn đóng bảo hiểm xã hội 2 tháng, từ 09/2026 đến 10/2026.
    Không có tháng đóng nào của cơ quan từ ngày 01/09/2026 (Luật Bảo hiểm xã hội 41/2024/QH15).
    Kiểm tra quyết định nghỉ hưu, thôi việc. Nếu ngày đúng, cơ quan báo giảm và đề nghị cơ quan bảo hiểm xã hội hoàn lại các tháng đóng thừa; nếu sai, sửa ngày rời cơ quan trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    The record says no longer in service from 2026-09-01, but an agency contributed for 2 months, from 2026-09 to 2026-10.
    No contribution of an agency for months from 2026-09-01 on (Social Insurance Law 41/2024/QH15).
    Check the decision on retirement or leaving. If the day is right, the agency reports it and the social insurance office gives back the months paid too much; if not, correct the day of leaving of the record in the national database on cadres, civil servants and public employees."
  `);
});

test('official-not-insured', async () => {
  const found = await staged.judge('official-not-insured', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102), hired_on: '2026-09-30' },
      { id: id(3), person_id: id(103), hired_on: '2026-10-01' },
      { id: id(4), person_id: id(104), status: 'LEFT', left_on: '2026-01-01' },
    ],
    'social_security.insured_persons': [{}],
  });
  expect(found).toEqual([{ id: id(2), details: { hiredOn: '2026-09-30' } }]);
  expect(explained('official-not-insured', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Người này đang công tác, tuyển dụng ngày 30/09/2026, nhưng số định danh cá nhân của họ không có trong dữ liệu người tham gia bảo hiểm xã hội.
    Một hồ sơ người tham gia bảo hiểm xã hội, lập trong 30 ngày kể từ ngày tuyển dụng (Điều 28 Luật Bảo hiểm xã hội 41/2024/QH15).
    Kiểm tra số định danh cá nhân trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức. Nếu đúng, cơ quan lập hồ sơ tham gia bảo hiểm xã hội cho người này; nếu sai, sửa số.

    Record of an official in the national database on cadres, civil servants and public employees
    This person has been in service since 2026-09-30, but nobody with this personal identity number is insured.
    A record of an insured person, made within 30 days of recruitment (Social Insurance Law 41/2024/QH15 art. 28).
    Check the personal identity number of the record in the national database on cadres, civil servants and public employees. If it is right, the agency registers the person with the social insurance office; if not, correct the number."
  `);
});

test('official-no-contribution', async () => {
  const found = await staged.judge('official-no-contribution', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102) },
      { id: id(3), person_id: id(103) },
      { id: id(4), person_id: id(104), hired_on: '2026-08-02' },
      { id: id(5), person_id: id(105) },
      { id: id(6), person_id: id(106) },
    ],
    'social_security.insured_persons': [
      {},
      { id: id(32), person_id: id(102), last_contribution_month: '2026-07-01' },
      // A second record that paid for a later month.
      { id: id(33), person_id: id(103), last_contribution_month: '2026-08-01' },
      { id: id(34), person_id: id(103), last_contribution_month: null },
      { id: id(35), person_id: id(104), last_contribution_month: null },
      { id: id(36), person_id: id(105), last_contribution_month: '2026-05-01' },
      { id: id(37), person_id: id(106), last_contribution_month: null },
    ],
    'social_security.benefits': [
      { person_id: id(105), kind: 'MATERNITY', first_month: '2026-06-01', last_month: '2026-11-01' },
    ],
  });
  expect(found).toEqual([
    { id: id(2), details: { lastMonth: '2026-07-01', newestMonth: '2026-10-01' } },
    { id: id(6), details: { lastMonth: null, newestMonth: '2026-10-01' } },
  ]);
  expect(explained('official-no-contribution', found[1])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Người này đang công tác nhưng tháng đóng bảo hiểm xã hội gần nhất là: chưa có tháng nào; dữ liệu đóng đã có đến tháng 10/2026.
    Cơ quan đóng từng tháng trong thời gian công tác, trừ thời gian hưởng chế độ ốm đau, thai sản (Điều 34 Luật Bảo hiểm xã hội 41/2024/QH15).
    Nếu người này còn công tác, cơ quan nộp bổ sung các tháng còn thiếu với cơ quan bảo hiểm xã hội; nếu đã rời cơ quan, ghi tình trạng và ngày rời cơ quan vào hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    This person is in service, but the last month contributed is: none at all; contributions are known until 2026-10.
    Contributions of the agency for each month of service, but for times of sick or maternity pay (Social Insurance Law 41/2024/QH15 art. 34).
    If the person is still in service, the agency pays the missing months to the social insurance office; if not, enter status and day of leaving in the record in the national database on cadres, civil servants and public employees."
  `);
});
