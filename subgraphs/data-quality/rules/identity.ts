import type { Rule } from './rule.ts';
import { databaseNames, identityFields, sexes } from './wording.ts';

/** SQL of the fields in which a record `r` and an insured person `i` differ, as a JSON array. */
const differing = `to_jsonb(array_remove(array[
    case when bool_or(i.sex <> r.sex) then 'SEX' end,
    case when bool_or(i.birth_date <> r.birth_date) then 'BIRTH_DATE' end], null))`;

const officialIdentityDiffers: Rule = {
  id: 'official-identity-differs',
  dimension: 'CORRECT',
  severity: 'MEDIUM',
  subject: 'OFFICIAL',
  reads: ['social_security.insured_persons'],
  title: {
    vi: 'Giới tính hoặc ngày sinh khác với dữ liệu bảo hiểm xã hội',
    en: 'Sex or date of birth differs from the social insurance record',
  },
  about: {
    vi: 'Cùng một số định danh cá nhân nhưng hai cơ sở dữ liệu ghi giới tính hoặc ngày sinh khác nhau. Tuổi nghỉ hưu và quyền lợi bảo hiểm tính theo hai ngày sinh sẽ khác nhau.',
    en: 'Under one personal identity number two databases record another sex or date of birth. Retirement age and benefits then follow from different dates.',
  },
  source: 'Decree 278/2025/NĐ-CP (one authoritative source for each datum); Decree 27/2026/NĐ-CP',
  validFrom: '2026-07-01',
  validTo: null,
  applies: 'true',
  found: `select r.id, jsonb_build_object('fields', ${differing},
    'sex', r.sex, 'insuredSex', max(i.sex), 'birthDate', r.birth_date, 'insuredBirthDate', max(i.birth_date)) as details
from subject r join social_security.insured_persons i on i.person_id = r.person_id
where i.sex <> r.sex or i.birth_date <> r.birth_date
group by r.id, r.sex, r.birth_date`,
  details: {
    fields: { format: 'codes', values: identityFields },
    sex: { format: 'code', values: sexes, sensitive: 'BIRTH' },
    insuredSex: { format: 'code', values: sexes, sensitive: 'BIRTH' },
    birthDate: { format: 'date', sensitive: 'BIRTH' },
    insuredBirthDate: { format: 'date', sensitive: 'BIRTH' },
  },
  explanation: {
    found: {
      vi: 'Khác nhau về {fields}: hồ sơ này ghi {sex}, sinh ngày {birthDate}; hồ sơ bảo hiểm xã hội của cùng số định danh cá nhân ghi {insuredSex}, sinh ngày {insuredBirthDate}.',
      en: 'The two records differ in {fields}: this record says {sex}, born on {birthDate}; the social insurance record of the same personal identity number says {insuredSex}, born on {insuredBirthDate}.',
    },
    expected: {
      vi: 'Giới tính và ngày sinh giống nhau ở hai nơi và đúng theo Cơ sở dữ liệu quốc gia về dân cư (Nghị định 278/2025/NĐ-CP).',
      en: 'The same sex and date of birth in both, as in the national population database (Decree 278/2025/NĐ-CP).',
    },
    action: {
      vi: `Đối chiếu với Cơ sở dữ liệu quốc gia về dân cư. Nếu hồ sơ này sai, sửa giới tính, ngày sinh tại ${databaseNames.officials.vi}; nếu hồ sơ bảo hiểm sai, báo cơ quan bảo hiểm xã hội sửa.`,
      en: `Compare with the national population database. Where this record is wrong, correct sex or date of birth in ${databaseNames.officials.en}; where the other is, tell the social insurance office.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const workerIdentityDiffers: Rule = {
  ...officialIdentityDiffers,
  id: 'worker-identity-differs',
  subject: 'WORKER',
  title: {
    vi: 'Giới tính hoặc ngày sinh của người lao động khác với dữ liệu bảo hiểm xã hội',
    en: "A worker's sex or date of birth differs from the social insurance record",
  },
  source: 'Decree 278/2025/NĐ-CP (one authoritative source for each datum); Decree 318/2025/NĐ-CP',
  validFrom: '2026-01-01',
  explanation: {
    ...officialIdentityDiffers.explanation,
    action: {
      vi: `Đối chiếu với Cơ sở dữ liệu quốc gia về dân cư. Nếu hồ sơ này sai, sửa giới tính, ngày sinh tại ${databaseNames['labor-employment'].vi}; nếu hồ sơ bảo hiểm sai, báo cơ quan bảo hiểm xã hội sửa.`,
      en: `Compare with the national population database. Where this record is wrong, correct sex or date of birth in ${databaseNames['labor-employment'].en}; where the other is, tell the social insurance office.`,
    },
  },
};

const nameForm: Rule = {
  id: 'name-form',
  dimension: 'CLEAN',
  // Comparisons fold such differences away, people who search do not.
  severity: 'LOW',
  subject: 'OFFICIAL',
  reads: [],
  title: { vi: 'Họ và tên ghi không đúng dạng chuẩn', en: 'The name is not written in standard form' },
  about: {
    vi: 'Họ và tên phải ghi theo Unicode dựng sẵn (NFC), không có khoảng trắng ở đầu, ở cuối và không có hai khoảng trắng liền nhau. Dạng khác nhìn giống nhau nhưng máy tính coi là tên khác.',
    en: 'A name has to be in composed Unicode (NFC), without spaces around it and with single spaces within. Other forms look the same but are another name to a computer.',
  },
  source: 'TCVN 6909:2001, Circular 39/2017/TT-BTTTT (Unicode; unsure)',
  validFrom: '2018-01-01',
  validTo: null,
  applies: 'true',
  found: `select r.id, '{}'::jsonb as details from subject r where not r.name_clean`,
  details: {},
  explanation: {
    found: {
      vi: 'Họ và tên trong hồ sơ có ký tự tổ hợp (không phải Unicode dựng sẵn) hoặc khoảng trắng thừa.',
      en: 'The full name in the record has combining characters (not composed Unicode) or spaces too many.',
    },
    expected: {
      vi: 'Unicode dựng sẵn (NFC), các từ cách nhau đúng một khoảng trắng (TCVN 6909:2001).',
      en: 'Composed Unicode (NFC), words parted by one space (TCVN 6909:2001).',
    },
    action: {
      vi: `Gõ lại họ và tên trong hồ sơ tại ${databaseNames.officials.vi} bằng bộ gõ đặt ở bảng mã Unicode dựng sẵn, bỏ khoảng trắng thừa.`,
      en: `Type the full name of the record in ${databaseNames.officials.en} again, in composed Unicode and without the superfluous spaces.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

export const identityRules: readonly Rule[] = [officialIdentityDiffers, workerIdentityDiffers, nameForm];
