import type { Rule } from './rule.ts';
import { databaseNames } from './wording.ts';

const officials = databaseNames.officials;
const social = databaseNames['social-security'];

const duplicateOfficial: Rule = {
  id: 'duplicate-official',
  dimension: 'CLEAN',
  // Two records can be paid twice.
  severity: 'HIGH',
  subject: 'OFFICIAL',
  reads: ['officials.officials'],
  title: { vi: 'Một người có nhiều hồ sơ', en: 'One person has several records' },
  about: {
    vi: 'Mỗi người có đúng một hồ sơ, định danh bằng số định danh cá nhân. Khi chuyển công tác, cơ quan cũ chuyển hồ sơ chứ không để cơ quan mới lập hồ sơ thứ hai.',
    en: 'Each person has one record, identified by the personal identity number. Who changes the agency takes it along; the new agency makes no second one.',
  },
  source: 'Decree 27/2026/NĐ-CP (one dossier a person, its id the personal number)',
  validFrom: '2026-07-01',
  validTo: null,
  applies: 'true',
  found: `select r.id, jsonb_build_object('agency', r.agency_id, 'others', jsonb_agg(o.agency_id order by o.agency_id)) as details
from subject r join officials.officials o on o.person_id = r.person_id and o.id <> r.id
group by r.id, r.agency_id`,
  details: { agency: { format: 'place' }, others: { format: 'places' } },
  explanation: {
    found: {
      vi: 'Số định danh cá nhân của hồ sơ này (thuộc {agency}) cũng có ở hồ sơ khác, thuộc: {others}.',
      en: 'The personal identity number of this record (of {agency}) is also that of another record, of: {others}.',
    },
    expected: {
      vi: 'Một hồ sơ duy nhất cho mỗi người, ở cơ quan đang quản lý người đó (Nghị định 27/2026/NĐ-CP).',
      en: 'One record a person, with the agency where the person serves (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Hai cơ quan xác định nơi người này đang công tác, gộp quá trình của các hồ sơ vào hồ sơ của cơ quan đó và xóa hồ sơ còn lại trong ${officials.vi}.`,
      en: `The agencies settle where the person serves, merge the histories into that agency's record and remove the other from ${officials.en}.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const duplicateInsured: Rule = {
  ...duplicateOfficial,
  id: 'duplicate-insured',
  subject: 'INSURED_PERSON',
  severity: 'MEDIUM',
  reads: ['social_security.insured_persons'],
  title: {
    vi: 'Một người có nhiều hồ sơ tham gia bảo hiểm xã hội',
    en: 'One person is insured under several records',
  },
  about: {
    vi: 'Trước khi số định danh cá nhân thay mã số bảo hiểm xã hội, một người có thể có nhiều mã số. Các quá trình đóng phải được gộp để tính đủ thời gian hưởng chế độ.',
    en: 'Before the personal identity number replaced the insurance number one person could have several. Their contributions have to be merged so that all years count.',
  },
  source:
    'Social Insurance Law 41/2024/QH15 (one insurance number a person); the personal number replaces it since 2025-08-01',
  validFrom: '2025-08-01',
  found: `select r.id, jsonb_build_object('joinedOn', r.joined_on, 'months', r.contribution_months, 'records', count(*) + 1,
    'othersJoinedOn', min(o.joined_on)) as details
from subject r join social_security.insured_persons o on o.person_id = r.person_id and o.id <> r.id
group by r.id, r.joined_on, r.contribution_months`,
  details: {
    records: { format: 'number' },
    joinedOn: { format: 'date', sensitive: 'INSURANCE' },
    months: { format: 'number', sensitive: 'INSURANCE' },
    othersJoinedOn: { format: 'date', sensitive: 'INSURANCE' },
  },
  explanation: {
    found: {
      vi: 'Cùng một số định danh cá nhân có {records} hồ sơ tham gia: hồ sơ này từ ngày {joinedOn}, {months} tháng đóng; hồ sơ kia từ ngày {othersJoinedOn}.',
      en: 'One personal identity number has {records} insurance records: this one since {joinedOn} with {months} months, the other since {othersJoinedOn}.',
    },
    expected: {
      vi: 'Một hồ sơ duy nhất với toàn bộ thời gian đóng (Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'One record with all contributions (Social Insurance Law 41/2024/QH15).',
    },
    action: {
      vi: `Cơ quan bảo hiểm xã hội gộp quá trình đóng vào một hồ sơ trong ${social.vi}, giảm trừ thời gian trùng, giữ các mã số cũ trong bảng đối chiếu.`,
      en: `The social insurance office merges the contributions into one record in ${social.en}, sets off times that overlap, and keeps the old numbers in the crosswalk.`,
    },
  },
};

const sameNameAndBirthDate: Rule = {
  ...duplicateOfficial,
  id: 'same-name-and-birth-date',
  // Two people may well have one name and date of birth.
  severity: 'LOW',
  title: {
    vi: 'Trùng họ tên, ngày sinh, giới tính trong cùng cơ quan',
    en: 'Same name, date of birth and sex in one agency',
  },
  about: {
    vi: 'Hai hồ sơ của cùng cơ quan có họ tên (không phân biệt dấu, cách viết), ngày sinh và giới tính giống nhau nhưng số định danh cá nhân khác nhau: có thể là một người được lập hai hồ sơ, một số bị nhập sai.',
    en: 'Two records of an agency have the same name (spelling aside), date of birth and sex under different personal identity numbers: perhaps one person recorded twice, once with a wrong number.',
  },
  found: `select r.id, jsonb_build_object('agency', r.agency_id, 'records', count(*) + 1) as details
from subject r
join officials.officials o on o.identity_hash = r.identity_hash and o.agency_id = r.agency_id and o.sex = r.sex
  and o.person_id <> r.person_id
group by r.id, r.agency_id`,
  details: { agency: { format: 'place' }, records: { format: 'number' } },
  explanation: {
    found: {
      vi: 'Tại {agency} có {records} hồ sơ cùng họ tên, ngày sinh và giới tính nhưng khác số định danh cá nhân, trong đó có hồ sơ này.',
      en: '{agency} has {records} records with one name, date of birth and sex under different personal identity numbers, this one among them.',
    },
    expected: {
      vi: 'Một hồ sơ cho mỗi người; nếu là hai người khác nhau thì mỗi người giữ hồ sơ riêng (Nghị định 27/2026/NĐ-CP).',
      en: 'One record a person; two people who are alike keep a record each (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Cơ quan đối chiếu thẻ căn cước của từng người. Nếu là một người, sửa số định danh cá nhân sai và gộp hồ sơ trong ${officials.vi}; nếu là hai người, đề nghị miễn trừ phát hiện này.`,
      en: `The agency compares the identity cards. If it is one person, correct the wrong number and merge the records in ${officials.en}; if they are two, have this finding waived.`,
    },
  },
  touches: { table: 'officials.officials', column: 'identity_hash', compared: ['agency_id', 'sex'] },
};

const sharedInsuranceNumber: Rule = {
  ...duplicateInsured,
  id: 'shared-insurance-number',
  severity: 'HIGH',
  reads: ['social_security.insurance_numbers'],
  title: {
    vi: 'Một mã số bảo hiểm xã hội cũ gắn với nhiều người',
    en: 'One insurance number belongs to several people',
  },
  about: {
    vi: 'Mỗi mã số bảo hiểm xã hội cũ thuộc về đúng một người. Một mã gắn với hai số định danh cá nhân làm lẫn quá trình đóng của hai người.',
    en: 'An old insurance number belongs to one person. Under two personal identity numbers it mixes the contributions of two people.',
  },
  found: `select r.id, jsonb_build_object('people', count(distinct o.person_id) + 1) as details
from subject r
join social_security.insurance_numbers n on n.person_id = r.person_id and n.insured_person_id = r.id
join social_security.insurance_numbers o on o.number_hash = n.number_hash and o.person_id <> n.person_id
group by r.id`,
  details: { people: { format: 'number' } },
  explanation: {
    found: {
      vi: 'Mã số bảo hiểm xã hội cũ của hồ sơ này gắn với {people} người có số định danh cá nhân khác nhau.',
      en: 'The old insurance number of this record belongs to {people} people with different personal identity numbers.',
    },
    expected: {
      vi: 'Mỗi mã số bảo hiểm xã hội cũ thuộc về một người (Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'Each old insurance number belongs to one person (Social Insurance Law 41/2024/QH15).',
    },
    action: {
      vi: `Cơ quan bảo hiểm xã hội đối chiếu tờ khai tham gia và sổ bảo hiểm xã hội, gắn mã số với đúng người trong bảng đối chiếu của ${social.vi} và tách quá trình đóng.`,
      en: `The social insurance office compares application and insurance book, gives the number to the right person in the crosswalk of ${social.en} and parts their contributions.`,
    },
  },
  touches: { table: 'social_security.insurance_numbers', column: 'number_hash', compared: [] },
};

export const duplicateRules: readonly Rule[] = [
  duplicateOfficial,
  duplicateInsured,
  sameNameAndBirthDate,
  sharedInsuranceNumber,
];
