import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_labour');
});
afterAll(() => staged?.stop());

test('official-in-labour-register', async () => {
  const found = await staged.judge('official-in-labour-register', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102) },
      { id: id(3), person_id: id(103), status: 'LEFT', left_on: '2026-01-01' },
    ],
    'labor_employment.workers': [
      { person_id: id(102), status: 'UNEMPLOYED' },
      { id: id(12), person_id: id(103) },
    ],
  });
  expect(found).toEqual([{ id: id(2), details: { status: 'UNEMPLOYED', registeredOn: '2026-02-02' } }]);
  expect(explained('official-in-labour-register', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Người này đang công tác trong cơ quan, đơn vị nhà nước nhưng được đăng ký lao động ngày 02/02/2026 với tình trạng thất nghiệp.
    Không có hồ sơ đăng ký lao động khi đang là cán bộ, công chức, viên chức (Nghị định 318/2025/NĐ-CP).
    Nếu còn công tác, cơ quan quản lý lao động xóa đăng ký của người này trong cơ sở dữ liệu về lao động, việc làm; nếu đã rời cơ quan, ghi tình trạng và ngày rời cơ quan vào hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    This person is in service at a state agency, but was registered as a worker on 2026-02-02, status unemployed.
    No record as a registered worker while an official (Decree 318/2025/NĐ-CP).
    If still in service, the labour authority strikes the registration from the database on labour and employment; if the person has left, enter status and day of leaving in the record in the national database on cadres, civil servants and public employees."
  `);
});

test('benefit-beside-contribution', async () => {
  const claims = [101, 102, 103, 104].map((person) => ({ id: id(person + 20), person_id: id(person) }));
  const found = await staged.judge('benefit-beside-contribution', {
    'labor_employment.claims': [...claims, { id: id(125), person_id: id(102), paid_months: [] }],
    'social_security.contributions': [
      { person_id: id(101), months: ['2026-06-01', '2026-10-01'] },
      { person_id: id(102), agency_id: null, employer_tax_code: '0100109106', months: ['2026-06-01', '2026-09-01'] },
      { person_id: id(102), base: 8_000_000, months: ['2026-08-01'] },
      // Insured of one's own will.
      { person_id: id(103), agency_id: null, months: ['2026-08-01'] },
    ],
  });
  expect(found).toEqual([
    { id: id(122), details: { months: ['2026-08-01', '2026-09-01'], employers: ['0100109106', 'H26.05'] } },
  ]);
  expect(explained('benefit-beside-contribution', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ hưởng trợ cấp thất nghiệp tại cơ sở dữ liệu về lao động, việc làm
    Trợ cấp thất nghiệp đã chi cho các tháng 08/2026, 09/2026, trong khi đơn vị (mã: 0100109106, H26.05) đóng bảo hiểm xã hội cho người này các tháng đó.
    Không chi trợ cấp thất nghiệp cho tháng có việc làm (Luật Việc làm 74/2025/QH15).
    Trung tâm dịch vụ việc làm xác minh với đơn vị. Nếu người này đã đi làm, chấm dứt hưởng trong hồ sơ tại cơ sở dữ liệu về lao động, việc làm và thu hồi các tháng nêu trên; nếu đơn vị đóng nhầm người, báo cơ quan bảo hiểm xã hội sửa.

    Claim for unemployment benefit in the database on labour and employment
    Unemployment benefit was paid for 2026-08, 2026-09, while the employer (code: 0100109106, H26.05) contributed for this person in these months.
    No benefit for a month of employment (Employment Law 74/2025/QH15).
    The employment service centre asks the employer. If the person works there, it ends the claim in the database on labour and employment and recovers these months; if the employer named the wrong person, the social insurance office corrects that."
  `);
});

test('worker-not-insured', async () => {
  const workers = [100, 102, 103, 104].map((person, at) => ({ id: id(at + 1), person_id: id(person) }));
  const found = await staged.judge('worker-not-insured', {
    'labor_employment.workers': [...workers, { id: id(5), person_id: id(105), status: 'UNEMPLOYED' }],
    'labor_employment.contracts': [
      {},
      { worker_id: id(2), person_id: id(102), started_on: '2026-09-30' },
      { worker_id: id(3), person_id: id(103), started_on: '2026-10-01' },
      { worker_id: id(4), person_id: id(104), is_main: false, ended_on: '2026-06-30' },
      { worker_id: id(5), person_id: id(105) },
    ],
    'social_security.insured_persons': [{}],
  });
  expect(found).toEqual([{ id: id(2), details: { employer: '0100109106', startedOn: '2026-09-30' } }]);
  expect(explained('worker-not-insured', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ đăng ký lao động tại cơ sở dữ liệu về lao động, việc làm
    Người lao động làm việc theo hợp đồng từ ngày 30/09/2026 với đơn vị có mã số thuế 0100109106, nhưng số định danh cá nhân của họ không có trong dữ liệu người tham gia bảo hiểm xã hội.
    Một hồ sơ người tham gia bảo hiểm xã hội, lập trong 30 ngày kể từ ngày hợp đồng có hiệu lực (Điều 28 Luật Bảo hiểm xã hội 41/2024/QH15).
    Kiểm tra số định danh cá nhân và hợp đồng trong cơ sở dữ liệu về lao động, việc làm. Nếu đúng, yêu cầu người sử dụng lao động đăng ký tham gia bảo hiểm xã hội; nếu hợp đồng đã kết thúc, ghi ngày kết thúc.

    Record of a registered worker in the database on labour and employment
    The worker has a contract since 2026-09-30 with the employer of tax code 0100109106, but nobody with this personal identity number is insured.
    A record of an insured person, made within 30 days of the start of the contract (Social Insurance Law 41/2024/QH15 art. 28).
    Check personal identity number and contract in the database on labour and employment. If they are right, the employer has to register the worker with the social insurance office; if the contract has ended, enter when."
  `);
});

test('definite-contract-too-long', async () => {
  const definite = { kind: 'DEFINITE', started_on: '2024-02-29' };
  const found = await staged.judge('definite-contract-too-long', {
    'labor_employment.workers': [{}],
    'labor_employment.contracts': [
      {},
      { id: id(12), ...definite, expires_on: '2027-02-28' },
      { id: id(13), ...definite, expires_on: '2027-03-01' },
      { id: id(14), ...definite, expires_on: '2027-03-01', ended_on: '2025-01-31', is_main: false },
    ],
  });
  expect(found).toEqual([
    {
      id: id(1),
      part: id(13),
      details: { employer: '0100109106', startedOn: '2024-02-29', expiresOn: '2027-03-01', latest: '2027-02-28' },
    },
  ]);
  expect(explained('definite-contract-too-long', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ đăng ký lao động tại cơ sở dữ liệu về lao động, việc làm
    Hợp đồng xác định thời hạn với đơn vị có mã số thuế 0100109106 có hiệu lực từ 29/02/2024 đến 01/03/2027.
    Thời hạn không quá 36 tháng, muộn nhất đến 28/02/2027 (Điều 20 Bộ luật Lao động).
    Người sử dụng lao động đối chiếu hợp đồng đã ký rồi báo sửa ngày bắt đầu, ngày hết hạn hoặc loại hợp đồng trong cơ sở dữ liệu về lao động, việc làm.

    Record of a registered worker in the database on labour and employment
    The definite contract with the employer of tax code 0100109106 runs from 2024-02-29 to 2027-03-01.
    At most 36 months, to 2027-02-28 at the latest (Labour Code art. 20).
    The employer compares with the signed contract and has its start, its end or its kind corrected in the database on labour and employment."
  `);
});

test('contract-dates', async () => {
  const definite = { kind: 'DEFINITE', expires_on: '2026-12-31' };
  const found = await staged.judge('contract-dates', {
    'labor_employment.workers': [{}],
    'labor_employment.contracts': [
      {},
      { id: id(12), ...definite },
      { id: id(13), ...definite, expires_on: null },
      { id: id(14), expires_on: '2026-12-31' },
      { id: id(15), ...definite, expires_on: '2023-12-31' },
      { id: id(16), ended_on: '2024-01-01' },
      { id: id(17), ended_on: '2023-12-31' },
    ],
  });
  const finding = (part: string, problem: string) => ({
    id: id(1),
    part,
    details: { employer: '0100109106', startedOn: '2024-01-01', problem },
  });
  expect(found).toEqual([
    finding(id(13), 'END_MISSING'),
    finding(id(14), 'END_UNEXPECTED'),
    finding(id(15), 'ENDS_BEFORE_START'),
    finding(id(17), 'ENDS_BEFORE_START'),
  ]);
  expect(explained('contract-dates', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ đăng ký lao động tại cơ sở dữ liệu về lao động, việc làm
    Hợp đồng với đơn vị có mã số thuế 0100109106, bắt đầu ngày 01/01/2024: hợp đồng xác định thời hạn không có ngày hết hạn.
    Xác định thời hạn: có ngày hết hạn; không xác định thời hạn: không có; không ngày nào sớm hơn ngày bắt đầu (Điều 20 Bộ luật Lao động).
    Người sử dụng lao động đối chiếu hợp đồng đã ký rồi báo sửa loại hợp đồng và các ngày trong cơ sở dữ liệu về lao động, việc làm.

    Record of a registered worker in the database on labour and employment
    The contract with the employer of tax code 0100109106 that starts on 2024-01-01: it is definite and has no agreed end.
    An agreed end for a definite contract, none for an indefinite one, and no end before the start (Labour Code art. 20).
    The employer compares with the signed contract and has its kind and dates corrected in the database on labour and employment."
  `);
});

test('contract-expired', async () => {
  const definite = { kind: 'DEFINITE', worker_id: id(1) };
  const found = await staged.judge('contract-expired', {
    'labor_employment.workers': [{}, { id: id(2), status: 'INACTIVE' }],
    'labor_employment.contracts': [
      { ...definite, id: id(11), expires_on: '2026-09-30' },
      { ...definite, id: id(12), expires_on: '2026-10-01' },
      { ...definite, id: id(13), expires_on: '2026-01-31', ended_on: '2026-01-31', is_main: false },
      { ...definite, id: id(14), worker_id: id(2), expires_on: '2026-01-31' },
    ],
  });
  expect(found).toEqual([{ id: id(1), part: id(11), details: { employer: '0100109106', expiresOn: '2026-09-30' } }]);
  expect(explained('contract-expired', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ đăng ký lao động tại cơ sở dữ liệu về lao động, việc làm
    Hợp đồng chính với đơn vị có mã số thuế 0100109106 hết hạn ngày 30/09/2026 nhưng vẫn ghi là đang có hiệu lực.
    Ngày kết thúc, hợp đồng mới ký trong 30 ngày, hoặc hợp đồng không xác định thời hạn (Điều 20 Bộ luật Lao động).
    Người sử dụng lao động báo thay đổi: ghi ngày kết thúc hoặc hợp đồng mới của người lao động trong cơ sở dữ liệu về lao động, việc làm.

    Record of a registered worker in the database on labour and employment
    The main contract with the employer of tax code 0100109106 expired on 2026-09-30, but is still recorded as in force.
    An end, a new contract made within 30 days, or an indefinite one (Labour Code art. 20).
    The employer reports the change: the end, or the worker's new contract, in the database on labour and employment."
  `);
});

test('employed-without-contract', async () => {
  const found = await staged.judge('employed-without-contract', {
    'labor_employment.workers': [{}, { id: id(2) }, { id: id(3) }, { id: id(4), status: 'UNEMPLOYED' }],
    'labor_employment.contracts': [{}, { worker_id: id(2), is_main: false, ended_on: '2026-09-30' }],
  });
  expect(found).toEqual([
    { id: id(2), details: { updatedOn: '2026-02-03' } },
    { id: id(3), details: { updatedOn: '2026-02-03' } },
  ]);
  expect(explained('employed-without-contract', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ đăng ký lao động tại cơ sở dữ liệu về lao động, việc làm
    Hồ sơ cập nhật lần cuối ngày 03/02/2026 ghi có việc làm nhưng không có hợp đồng lao động nào còn hiệu lực.
    Ít nhất một hợp đồng còn hiệu lực, hoặc tình trạng khác (Nghị định 318/2025/NĐ-CP).
    Người lao động hoặc người sử dụng lao động bổ sung hợp đồng trong cơ sở dữ liệu về lao động, việc làm; nếu đã nghỉ việc, sửa tình trạng.

    Record of a registered worker in the database on labour and employment
    The record, last updated on 2026-02-03, says employed but has no contract in force.
    A contract in force at least, or another status (Decree 318/2025/NĐ-CP).
    The worker or the employer adds the contract in the database on labour and employment; if the work has ended, the status is corrected."
  `);
});
