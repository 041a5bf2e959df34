import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_duplicates');
});
afterAll(() => staged?.stop());

test('duplicate-official', async () => {
  const found = await staged.judge('duplicate-official', {
    'officials.officials': [{}, { id: id(2), agency_id: 'H26.21' }, { id: id(3), person_id: id(103) }],
  });
  expect(found).toEqual([
    { id: id(1), details: { agency: 'H26.05', others: ['H26.21'] } },
    { id: id(2), details: { agency: 'H26.21', others: ['H26.05'] } },
  ]);
  expect(explained('duplicate-official', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Số định danh cá nhân của hồ sơ này (thuộc H26.05) cũng có ở hồ sơ khác, thuộc: Ủy ban nhân dân huyện Cũ (H26.21).
    Một hồ sơ duy nhất cho mỗi người, ở cơ quan đang quản lý người đó (Nghị định 27/2026/NĐ-CP).
    Hai cơ quan xác định nơi người này đang công tác, gộp quá trình của các hồ sơ vào hồ sơ của cơ quan đó và xóa hồ sơ còn lại trong Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    The personal identity number of this record (of H26.05) is also that of another record, of: Ủy ban nhân dân huyện Cũ (H26.21).
    One record a person, with the agency where the person serves (Decree 27/2026/NĐ-CP).
    The agencies settle where the person serves, merge the histories into that agency's record and remove the other from the national database on cadres, civil servants and public employees."
  `);
});

test('duplicate-insured', async () => {
  const found = await staged.judge('duplicate-insured', {
    'social_security.insured_persons': [
      {},
      { id: id(32), joined_on: '2012-05-01', contribution_months: 7 },
      { id: id(33), person_id: id(103) },
    ],
  });
  expect(found).toEqual([
    { id: id(31), details: { records: 2, joinedOn: '2015-01-01', months: 142, othersJoinedOn: '2012-05-01' } },
    { id: id(32), details: { records: 2, joinedOn: '2012-05-01', months: 7, othersJoinedOn: '2015-01-01' } },
  ]);
  expect(explained('duplicate-insured', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ người tham gia bảo hiểm xã hội tại Cơ sở dữ liệu quốc gia về bảo hiểm
    Cùng một số định danh cá nhân có 2 hồ sơ tham gia: hồ sơ này từ ngày 01/01/2015, 142 tháng đóng; hồ sơ kia từ ngày 01/05/2012.
    Một hồ sơ duy nhất với toàn bộ thời gian đóng (Luật Bảo hiểm xã hội 41/2024/QH15).
    Cơ quan bảo hiểm xã hội gộp quá trình đóng vào một hồ sơ trong Cơ sở dữ liệu quốc gia về bảo hiểm, giảm trừ thời gian trùng, giữ các mã số cũ trong bảng đối chiếu.

    Record of an insured person in the national insurance database
    One personal identity number has 2 insurance records: this one since 2015-01-01 with 142 months, the other since 2012-05-01.
    One record with all contributions (Social Insurance Law 41/2024/QH15).
    The social insurance office merges the contributions into one record in the national insurance database, sets off times that overlap, and keeps the old numbers in the crosswalk."
  `);
});

test('same-name-and-birth-date', async () => {
  const found = await staged.judge('same-name-and-birth-date', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102) },
      // The same person again, the other sex, another agency, another name.
      { id: id(3), person_id: id(103), identity_hash: 'b' },
      { id: id(4), person_id: id(103), identity_hash: 'b' },
      { id: id(5), person_id: id(105), sex: 'FEMALE' },
      { id: id(6), person_id: id(106), agency_id: 'H26.06' },
      { id: id(7), person_id: id(107), identity_hash: 'c' },
    ],
  });
  expect(found).toEqual([
    { id: id(1), details: { agency: 'H26.05', records: 2 } },
    { id: id(2), details: { agency: 'H26.05', records: 2 } },
  ]);
  expect(explained('same-name-and-birth-date', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Tại H26.05 có 2 hồ sơ cùng họ tên, ngày sinh và giới tính nhưng khác số định danh cá nhân, trong đó có hồ sơ này.
    Một hồ sơ cho mỗi người; nếu là hai người khác nhau thì mỗi người giữ hồ sơ riêng (Nghị định 27/2026/NĐ-CP).
    Cơ quan đối chiếu thẻ căn cước của từng người. Nếu là một người, sửa số định danh cá nhân sai và gộp hồ sơ trong Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu là hai người, đề nghị miễn trừ phát hiện này.

    Record of an official in the national database on cadres, civil servants and public employees
    H26.05 has 2 records with one name, date of birth and sex under different personal identity numbers, this one among them.
    One record a person; two people who are alike keep a record each (Decree 27/2026/NĐ-CP).
    The agency compares the identity cards. If it is one person, correct the wrong number and merge the records in the national database on cadres, civil servants and public employees; if they are two, have this finding waived."
  `);
});

test('shared-insurance-number', async () => {
  const found = await staged.judge('shared-insurance-number', {
    'social_security.insured_persons': [31, 32, 33, 34].map((number) => ({
      id: id(number),
      person_id: id(number + 70),
    })),
    'social_security.insurance_numbers': [
      { insured_person_id: id(31), person_id: id(101) },
      { insured_person_id: id(32), person_id: id(102) },
      { insured_person_id: id(33), person_id: id(103), number_hash: 'n3' },
      { insured_person_id: id(34), person_id: id(103), number_hash: 'n3' },
    ],
  });
  expect(found).toEqual([
    { id: id(31), details: { people: 2 } },
    { id: id(32), details: { people: 2 } },
  ]);
  expect(explained('shared-insurance-number', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ người tham gia bảo hiểm xã hội tại Cơ sở dữ liệu quốc gia về bảo hiểm
    Mã số bảo hiểm xã hội cũ của hồ sơ này gắn với 2 người có số định danh cá nhân khác nhau.
    Mỗi mã số bảo hiểm xã hội cũ thuộc về một người (Luật Bảo hiểm xã hội 41/2024/QH15).
    Cơ quan bảo hiểm xã hội đối chiếu tờ khai tham gia và sổ bảo hiểm xã hội, gắn mã số với đúng người trong bảng đối chiếu của Cơ sở dữ liệu quốc gia về bảo hiểm và tách quá trình đóng.

    Record of an insured person in the national insurance database
    The old insurance number of this record belongs to 2 people with different personal identity numbers.
    Each old insurance number belongs to one person (Social Insurance Law 41/2024/QH15).
    The social insurance office compares application and insurance book, gives the number to the right person in the crosswalk of the national insurance database and parts their contributions."
  `);
});
