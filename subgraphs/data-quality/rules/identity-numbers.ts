import type { Rule, Severity, Text } from './rule.ts';
import type { SubjectName } from './subjects.ts';
import { databaseNames, sexes } from './wording.ts';

const source =
  'Law on Identification 26/2023/QH15 art. 12; Decree 137/2015/NĐ-CP art. 13; Circular 59/2021/TT-BCA (prefixes)';
/** In force: Decree 137/2015/NĐ-CP. */
const validFrom = '2016-01-01';

const problems: Readonly<Record<string, Text>> = {
  FORM: { vi: 'không gồm đúng 12 chữ số', en: 'it is not 12 digits' },
  PREFIX: {
    vi: 'ba chữ số đầu không phải mã tỉnh hoặc mã quốc gia nơi đăng ký khai sinh',
    en: 'its first three digits are no code of a province or country of birth registration',
  },
  SEX: { vi: 'chữ số thứ tư không khớp với giới tính', en: 'its fourth digit does not agree with the sex' },
  BIRTH_YEAR: {
    vi: 'chữ số thứ tư đến thứ sáu không khớp với năm sinh',
    en: 'its fourth to sixth digits do not agree with the year of birth',
  },
};

const compareWithRegister: Text = {
  vi: 'Đối chiếu giấy khai sinh hoặc thẻ căn cước và Cơ sở dữ liệu quốc gia về dân cư, rồi sửa trường sai',
  en: 'Compare with the birth certificate or the identity card and the national population database, and correct the field that is wrong',
};

const officialNumberSex: Rule = {
  id: 'official-number-sex',
  dimension: 'CORRECT',
  // A wrong number or sex leads to another person, or to none, in every linked database.
  severity: 'HIGH',
  subject: 'OFFICIAL',
  reads: [],
  title: {
    vi: 'Số định danh cá nhân không khớp với giới tính',
    en: 'Personal identity number and sex contradict each other',
  },
  about: {
    vi: 'Chữ số thứ tư của số định danh cá nhân cho biết thế kỷ sinh và giới tính (chẵn: nam, lẻ: nữ). Khi không khớp, một trong hai trường đã ghi sai và hồ sơ không liên kết được với các cơ sở dữ liệu khác.',
    en: 'The fourth digit of a personal identity number tells century of birth and sex (even: male, odd: female). Where they disagree one of the two fields is wrong, and the record may be linked with another person.',
  },
  source,
  validFrom,
  validTo: null,
  applies: 'r.number_form_valid',
  found: `select r.id, jsonb_build_object('sex', r.sex) as details from subject r where r.number_sex_agrees is false`,
  details: { sex: { format: 'code', values: sexes, sensitive: 'BIRTH' } },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi giới tính {sex}, nhưng chữ số thứ tư của số định danh cá nhân là của giới tính khác.',
      en: 'The record says {sex}, but the fourth digit of the personal identity number is that of the other sex.',
    },
    expected: {
      vi: 'Chữ số thứ tư chẵn đối với nam, lẻ đối với nữ (Điều 13 Nghị định 137/2015/NĐ-CP).',
      en: 'The fourth digit is even for men and odd for women (Decree 137/2015/NĐ-CP art. 13).',
    },
    action: {
      vi: `${compareWithRegister.vi} (giới tính hoặc số định danh cá nhân) trong hồ sơ tại ${databaseNames.officials.vi}.`,
      en: `${compareWithRegister.en} (sex or personal identity number) in the official's record in ${databaseNames.officials.en}.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const officialNumberBirthYear: Rule = {
  ...officialNumberSex,
  id: 'official-number-birth-year',
  title: {
    vi: 'Số định danh cá nhân không khớp với năm sinh',
    en: 'Personal identity number and year of birth contradict each other',
  },
  about: {
    vi: 'Chữ số thứ tư đến thứ sáu của số định danh cá nhân cho biết thế kỷ và hai số cuối của năm sinh. Khi không khớp, số hoặc ngày sinh đã ghi sai; ngày nghỉ hưu tính theo ngày sinh cũng sai theo.',
    en: 'The fourth to sixth digits of a personal identity number tell century and year of birth. Where they disagree the number or the date of birth is wrong, and the date of retirement that follows from it too.',
  },
  found: `select r.id, jsonb_build_object('birthDate', r.birth_date) as details from subject r where r.number_year_agrees is false`,
  details: { birthDate: { format: 'date', sensitive: 'BIRTH' } },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi ngày sinh {birthDate}, nhưng chữ số thứ tư đến thứ sáu của số định danh cá nhân là của năm sinh khác.',
      en: 'The record says born on {birthDate}, but the fourth to sixth digits of the personal identity number are those of another year of birth.',
    },
    expected: {
      vi: 'Chữ số thứ năm và thứ sáu là hai số cuối của năm sinh; chữ số thứ tư là của thế kỷ sinh (Điều 13 Nghị định 137/2015/NĐ-CP).',
      en: 'The fifth and sixth digits are the last two of the year of birth, and the fourth is of its century (Decree 137/2015/NĐ-CP art. 13).',
    },
    action: {
      vi: `${compareWithRegister.vi} (ngày sinh hoặc số định danh cá nhân) trong hồ sơ tại ${databaseNames.officials.vi}.`,
      en: `${compareWithRegister.en} (date of birth or personal identity number) in the official's record in ${databaseNames.officials.en}.`,
    },
  },
};

/** A rule on the problems of a number that `cases` (code to SQL condition) tells apart, all in one finding. */
function numberRule(
  id: string,
  subject: SubjectName,
  database: keyof typeof databaseNames,
  severity: Severity,
  cases: Readonly<Record<string, string>>,
  [title, about]: readonly [Text, Text],
): Rule {
  const conditions = Object.entries(cases);
  const list = conditions.map(([code, condition]) => `case when ${condition} then '${code}' end`).join(', ');
  const where = databaseNames[database];
  return {
    ...officialNumberSex,
    id,
    severity,
    subject,
    title,
    about,
    applies: 'true',
    found: `select r.id, jsonb_build_object('problems', to_jsonb(array_remove(array[${list}], null))) as details
from subject r where ${conditions.map(([, condition]) => condition).join(' or ')}`,
    details: { problems: { format: 'codes', values: problems } },
    explanation: {
      found: {
        vi: 'Số định danh cá nhân ghi trong hồ sơ không hợp lệ: {problems}.',
        en: 'The personal identity number in the record cannot be right: {problems}.',
      },
      expected: {
        vi: 'Số gồm 12 chữ số: 3 chữ số nơi đăng ký khai sinh, 1 chữ số thế kỷ và giới tính, 2 chữ số năm sinh, 6 chữ số ngẫu nhiên (Điều 13 Nghị định 137/2015/NĐ-CP).',
        en: 'A number of 12 digits: 3 for the place of birth registration, 1 for century and sex, 2 for the year of birth, 6 random ones (Decree 137/2015/NĐ-CP art. 13).',
      },
      action: {
        vi: `${compareWithRegister.vi} (số định danh cá nhân, giới tính hoặc ngày sinh) trong hồ sơ tại ${where.vi}.`,
        en: `${compareWithRegister.en} (personal identity number, sex or date of birth) in the record in ${where.en}.`,
      },
    },
  };
}

const FORM = { FORM: 'not r.number_form_valid', PREFIX: '(r.number_form_valid and not r.number_prefix_known)' };
const ALL = { ...FORM, SEX: 'r.number_sex_agrees is false', BIRTH_YEAR: 'r.number_year_agrees is false' };

export const identityNumberRules: readonly Rule[] = [
  officialNumberSex,
  officialNumberBirthYear,
  numberRule('official-number-form', 'OFFICIAL', 'officials', 'HIGH', FORM, [
    {
      vi: 'Số định danh cá nhân của cán bộ, công chức, viên chức sai cấu trúc',
      en: "An official's personal identity number is malformed",
    },
    {
      vi: 'Số định danh cá nhân là khóa liên kết giữa các cơ sở dữ liệu. Số không đủ 12 chữ số hoặc có mã nơi khai sinh không tồn tại thì không thuộc về người nào.',
      en: 'The personal identity number links the databases. One that is not 12 digits, or whose place of birth registration does not exist, belongs to nobody.',
    },
  ]),
  numberRule('worker-number', 'WORKER', 'labor-employment', 'HIGH', ALL, [
    {
      vi: 'Số định danh cá nhân của người lao động không hợp lệ',
      en: "A worker's personal identity number cannot be right",
    },
    {
      vi: 'Số định danh cá nhân của người đăng ký lao động phải đúng cấu trúc và khớp với giới tính, năm sinh; nếu không, không liên kết được với dữ liệu bảo hiểm xã hội.',
      en: "A registered worker's number has to be well formed and agree with sex and year of birth; otherwise it cannot be linked with the social insurance records.",
    },
  ]),
  numberRule('insured-number', 'INSURED_PERSON', 'social-security', 'HIGH', ALL, [
    {
      vi: 'Số định danh cá nhân của người tham gia bảo hiểm xã hội không hợp lệ',
      en: "An insured person's personal identity number cannot be right",
    },
    {
      vi: 'Từ ngày 01/8/2025 số định danh cá nhân thay mã số bảo hiểm xã hội, nên số sai làm mất quá trình đóng của người tham gia.',
      en: 'Since 1 August 2025 the personal identity number replaces the insurance number, so with a wrong one the person loses the record of contributions.',
    },
  ]),
];
