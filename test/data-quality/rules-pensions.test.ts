import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_pensions');
});
afterAll(() => staged?.stop());

test('pension-beside-service', async () => {
  const found = await staged.judge('pension-beside-service', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102) },
      { id: id(3), person_id: id(103), status: 'RETIRED', left_on: '2026-03-01' },
      { id: id(4), person_id: id(104), status: 'RETIRED', left_on: '2026-03-01' },
      { id: id(5), person_id: id(105) },
    ],
    'social_security.pensions': [
      { person_id: id(102), started_on: '2026-03-01' },
      { person_id: id(103), started_on: '2026-03-01' },
      { person_id: id(104), started_on: '2026-02-01' },
      // Ended before the service began.
      { person_id: id(105), started_on: '2010-01-01', ended_on: '2014-12-31' },
    ],
  });
  expect(found).toEqual([
    { id: id(2), details: { startedOn: '2026-03-01', leftOn: null } },
    { id: id(4), details: { startedOn: '2026-02-01', leftOn: '2026-03-01' } },
  ]);
  expect(explained('pension-beside-service', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Lương hưu được chi trả từ ngày 01/03/2026, nhưng theo hồ sơ ngày rời cơ quan là: chưa rời cơ quan.
    Lương hưu bắt đầu không sớm hơn ngày không còn công tác (Luật Bảo hiểm xã hội 41/2024/QH15).
    Nếu đã nghỉ hưu, ghi tình trạng nghỉ hưu và ngày rời cơ quan vào hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu còn công tác, báo cơ quan bảo hiểm xã hội dừng chi và thu hồi lương hưu.

    Record of an official in the national database on cadres, civil servants and public employees
    A pension is paid from 2026-03-01, but by the record the day of leaving is: not left.
    A pension that begins no earlier than the first day out of service (Social Insurance Law 41/2024/QH15).
    If the person has retired, enter the status and the day of leaving in the record in the national database on cadres, civil servants and public employees; if not, tell the social insurance office to stop and recover the pension."
  `);
});

test('retired-without-pension', async () => {
  const retired = { status: 'RETIRED', left_on: '2026-09-01' };
  const people = [102, 103, 104, 105].map(id);
  const found = await staged.judge('retired-without-pension', {
    'officials.officials': [
      {},
      ...people.map((person_id, at) => ({ id: id(at + 2), person_id, ...retired })),
      { id: id(6), person_id: id(106), ...retired, left_on: '2026-10-01' },
    ],
    'social_security.insured_persons': [...people, id(106)].map((person_id) => ({
      person_id,
      contribution_months: person_id === id(103) ? 179 : 180,
    })),
    'social_security.pensions': [{ person_id: id(104) }],
  });
  expect(found).toEqual([
    { id: id(2), details: { leftOn: '2026-09-01', months: 180 } },
    { id: id(5), details: { leftOn: '2026-09-01', months: 180 } },
  ]);
  expect(explained('retired-without-pension', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi nghỉ hưu từ ngày 01/09/2026, đã đóng bảo hiểm xã hội 180 tháng, nhưng không có lương hưu nào.
    Lương hưu từ ngày 01/09/2026, vì đã đóng từ đủ 180 tháng (15 năm) (Điều 64 Luật Bảo hiểm xã hội 41/2024/QH15).
    Nếu đã nghỉ hưu, cơ quan và cơ quan bảo hiểm xã hội hoàn thành hồ sơ hưởng lương hưu (Cơ sở dữ liệu quốc gia về bảo hiểm); nếu thôi việc vì lý do khác, sửa tình trạng trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    The record says retired from 2026-09-01, with 180 months of contributions, but there is no pension.
    A pension from 2026-09-01, for 180 months (15 years) of contributions or more (Social Insurance Law 41/2024/QH15 art. 64).
    If the person has retired, the agency and the social insurance office settle the pension (the national insurance database); if the person left for another reason, correct the status of the record in the national database on cadres, civil servants and public employees."
  `);
});

test('social-pension-beside-pension', async () => {
  const people = [100, 102, 103].map(id);
  const found = await staged.judge('social-pension-beside-pension', {
    'social_security.elders': people.map((person_id) => ({ person_id })),
    'social_security.pensions': [{ person_id: id(102) }, { person_id: id(103), ended_on: '2026-10-30' }],
    'social_security.social_pensions': people.map((person_id) => ({ person_id })),
  });
  expect(found).toEqual([{ id: id(102), details: { pensionSince: '2020-01-01', socialPensionSince: '2025-07-01' } }]);
  expect(explained('social-pension-beside-pension', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ người cao tuổi hưởng chính sách tại Cơ sở dữ liệu quốc gia về bảo hiểm
    Người này hưởng lương hưu từ ngày 01/01/2020 và đồng thời hưởng trợ cấp hưu trí xã hội từ ngày 01/07/2025.
    Chỉ lương hưu: người hưởng lương hưu không thuộc diện hưởng trợ cấp hưu trí xã hội (Điều 21 Luật 41/2024/QH15).
    Ủy ban nhân dân cấp xã ra quyết định dừng trợ cấp hưu trí xã hội, thu hồi phần đã chi trùng và ghi ngày dừng vào Cơ sở dữ liệu quốc gia về bảo hiểm.

    Records of an elderly person in the national insurance database
    This person draws a pension since 2020-01-01 and at the same time a social pension since 2025-07-01.
    The pension alone: who has one is not entitled to a social pension (Law 41/2024/QH15 art. 21).
    The People's Committee of the commune ends the social pension, recovers what was paid twice and enters the end in the national insurance database."
  `);
});

test('elder-without-pension', async () => {
  const found = await staged.judge('elder-without-pension', {
    'social_security.elders': [
      // 75 on the very day, and a day too young; poor at 70, and not poor.
      { person_id: id(101) },
      { person_id: id(102), birth_date: '1951-11-01' },
      { person_id: id(103), birth_date: '1956-10-31', poor: true },
      { person_id: id(104), birth_date: '1956-10-31' },
      { person_id: id(105), birth_date: '1940-01-01' },
      { person_id: id(106), birth_date: '1940-01-01' },
      { person_id: id(107), birth_date: '1940-01-01' },
      { person_id: id(108), birth_date: '1940-01-01' },
    ],
    'social_security.pensions': [{ person_id: id(105) }],
    'social_security.social_pensions': [{ person_id: id(106) }, { person_id: id(107), ended_on: '2026-10-30' }],
    'social_security.benefits': [
      { person_id: id(107), kind: 'SICKNESS', last_month: null },
      { person_id: id(108), kind: 'SURVIVOR', last_month: null },
    ],
  });
  expect(found).toEqual([
    { id: id(101), details: { birthDate: '1951-10-31', household: 'OTHER', age: 75 } },
    { id: id(103), details: { birthDate: '1956-10-31', household: 'POOR', age: 70 } },
    { id: id(107), details: { birthDate: '1940-01-01', household: 'OTHER', age: 75 } },
  ]);
  expect(explained('elder-without-pension', found[1])).toMatchInlineSnapshot(`
    "Hồ sơ người cao tuổi hưởng chính sách tại Cơ sở dữ liệu quốc gia về bảo hiểm
    Người này sinh ngày 31/10/1956, thuộc hộ nghèo hoặc hộ cận nghèo, không có lương hưu, trợ cấp bảo hiểm xã hội hằng tháng hay trợ cấp hưu trí xã hội đang chi trả.
    Trợ cấp hưu trí xã hội, vì đã đủ 70 tuổi (Điều 21 Luật 41/2024/QH15, Nghị định 176/2025/NĐ-CP).
    Ủy ban nhân dân cấp xã nơi cư trú hướng dẫn người này hoặc gia đình làm hồ sơ, ra quyết định và ghi vào Cơ sở dữ liệu quốc gia về bảo hiểm; nếu người này đã mất, ghi việc khai tử và thu hồi thẻ bảo hiểm y tế.

    Records of an elderly person in the national insurance database
    This person, born on 1956-10-31 and in a poor or near-poor household, draws no pension, no monthly insurance allowance and no social pension.
    A social pension, being 70 or older (Law 41/2024/QH15 art. 21, Decree 176/2025/NĐ-CP).
    The People's Committee of the commune helps the person or family to apply, decides and enters it in the national insurance database; if the person has died, it records the death and ends the health insurance card."
  `);
});

test('an elder is judged by the newest card in force, and not without one', async () => {
  const card = (person: number, from: string, to: string | null, more = {}) => ({
    person_id: id(person),
    birth_date: '1940-01-01',
    card_id: id(900),
    card_from: from,
    card_to: to,
    ...more,
  });
  const rows = {
    'social_security.elders': [
      card(101, '2026-01-01', '2026-10-31'),
      card(102, '2026-11-01', null),
      card(103, '2025-01-01', '2026-11-01', { birth_date: '1941-01-01' }),
      card(103, '2026-01-01', '2026-11-01', { birth_date: '1942-01-01' }),
      card(103, '2026-01-01', null, { birth_date: '1943-01-01', card_id: id(901) }),
    ],
  };
  const found = async (asOf: string) =>
    (await staged.judge('elder-without-pension', rows, asOf)).map((one) => [one.id, one.details?.birthDate]);
  expect(await found('2026-10-30')).toEqual([
    [id(101), '1940-01-01'],
    [id(103), '1942-01-01'],
  ]);
  expect(await found('2026-10-31')).toEqual([[id(103), '1942-01-01']]);
  expect(await found('2026-11-01')).toEqual([
    [id(102), '1940-01-01'],
    [id(103), '1943-01-01'],
  ]);
});

test('before the law nobody was entitled to a social pension', async () => {
  const rows = { 'social_security.elders': [{ birth_date: '1940-01-01' }] };
  expect(await staged.judge('elder-without-pension', rows, '2025-06-30')).toEqual([]);
  expect(await staged.judge('elder-without-pension', rows, '2025-07-01')).toHaveLength(1);
});
