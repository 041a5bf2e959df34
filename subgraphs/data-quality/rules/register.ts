import type { Rule } from './rule.ts';
import { databaseNames, identityFields, officialStatuses } from './wording.ts';

const officials = databaseNames.officials;

const citizenNotFound: Rule = {
  id: 'citizen-not-found',
  dimension: 'CORRECT',
  severity: 'MEDIUM',
  subject: 'OFFICIAL',
  reads: [],
  title: {
    vi: 'Không tìm thấy công dân trong Cơ sở dữ liệu quốc gia về dân cư',
    en: 'No citizen with this number in the population database',
  },
  about: {
    vi: 'Mỗi hồ sơ phải khớp với một công dân. Số không có trong Cơ sở dữ liệu quốc gia về dân cư thì hồ sơ không liên kết đúng với bảo hiểm, lao động và các dữ liệu khác.',
    en: 'Each record has to match a citizen. Where the population database does not know the number, insurance, labour and other records cannot be linked rightly.',
  },
  source: 'Decree 27/2026/NĐ-CP; Law on Identification 26/2023/QH15 (matching with the population database)',
  validFrom: '2026-07-01',
  validTo: null,
  applies: 'r.match_outcome is not null',
  found: `select r.id
from subject r where r.match_outcome = 'NOT_FOUND'`,
  details: {},
  explanation: {
    found: {
      vi: 'Cơ sở dữ liệu quốc gia về dân cư không có công dân nào mang số định danh cá nhân ghi trong hồ sơ.',
      en: 'The national population database has no citizen with the personal identity number of this record.',
    },
    expected: {
      vi: 'Số định danh cá nhân của một công dân có trong Cơ sở dữ liệu quốc gia về dân cư (Nghị định 27/2026/NĐ-CP).',
      en: 'A personal identity number that the population database has (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Đối chiếu thẻ căn cước của người này, sửa số định danh cá nhân trong hồ sơ tại ${officials.vi}; nếu số đúng, đề nghị công an cấp xã kiểm tra.`,
      en: `Compare with the person's identity card and correct the personal identity number of the record in ${officials.en}; if it is right, ask the commune police to check.`,
    },
  },
  touches: 'OWN',
  turns: [],
  needs: 'REGISTER',
};

const citizenMismatch: Rule = {
  ...citizenNotFound,
  id: 'citizen-mismatch',
  title: {
    vi: 'Thông tin nhân thân khác với Cơ sở dữ liệu quốc gia về dân cư',
    en: 'The identity differs from the population database',
  },
  about: {
    vi: 'Số định danh cá nhân có trong Cơ sở dữ liệu quốc gia về dân cư nhưng họ tên, giới tính hoặc ngày sinh khác: có thể là số của người khác hoặc hồ sơ ghi sai.',
    en: 'The population database has the number, but with another name, sex or date of birth: it may be another person, or the record is wrong.',
  },
  found: `select r.id, jsonb_build_object('fields', to_jsonb(r.match_fields)) as details
from subject r where r.match_outcome = 'MISMATCH'`,
  details: { fields: { format: 'codes', values: identityFields } },
  explanation: {
    found: {
      vi: 'Đối chiếu theo số định danh cá nhân: {fields} trong hồ sơ khác với Cơ sở dữ liệu quốc gia về dân cư.',
      en: 'Compared by the personal identity number: {fields} of the record differ from the national population database.',
    },
    expected: {
      vi: 'Họ tên, giới tính, ngày sinh đúng như Cơ sở dữ liệu quốc gia về dân cư (Nghị định 27/2026/NĐ-CP).',
      en: 'Name, sex and date of birth as in the national population database (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Đối chiếu thẻ căn cước. Nếu hồ sơ sai, sửa {fields} hoặc số định danh cá nhân trong hồ sơ tại ${officials.vi}; nếu dữ liệu dân cư sai, đề nghị công an cấp xã điều chỉnh.`,
      en: `Compare with the identity card. If the record is wrong, correct {fields} or the personal identity number in ${officials.en}; if the population database is, ask the commune police to correct it.`,
    },
  },
};

const deceasedInService: Rule = {
  ...citizenNotFound,
  id: 'deceased-in-service',
  dimension: 'LIVING',
  // Pay and access go on in the name of the dead.
  severity: 'HIGH',
  title: { vi: 'Đã từ trần nhưng hồ sơ ghi đang công tác', en: 'Dead, but recorded as in service' },
  about: {
    vi: 'Cơ sở dữ liệu quốc gia về dân cư ghi người này đã mất, trong khi hồ sơ ghi đang công tác: lương, phụ cấp và bảo hiểm vẫn được tính.',
    en: 'The population database says that this person has died, while the record says in service: pay, allowances and insurance go on.',
  },
  applies: 'r.match_outcome is not null and r.left_on is null',
  found: `select r.id, jsonb_build_object('status', r.status) as details
from subject r where r.match_outcome = 'DECEASED'`,
  details: { status: { format: 'code', values: officialStatuses } },
  explanation: {
    found: {
      vi: 'Cơ sở dữ liệu quốc gia về dân cư ghi công dân này đã mất, nhưng hồ sơ ghi {status} và không có ngày rời cơ quan.',
      en: 'By the national population database this citizen has died, but the record says {status} without a day of leaving.',
    },
    expected: {
      vi: 'Tình trạng đã từ trần và ngày rời cơ quan là ngày mất (Nghị định 27/2026/NĐ-CP).',
      en: 'The status deceased, with the day of death as the day of leaving (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Xác minh với gia đình và trích lục khai tử. Nếu đúng, ghi tình trạng và ngày vào hồ sơ tại ${officials.vi}, dừng trả lương và giải quyết chế độ tử tuất; nếu sai, báo công an cấp xã.`,
      en: `Ask the family for the death certificate. If it is so, enter status and day in the record in ${officials.en}, stop the pay and settle survivors' benefits; if not, tell the commune police.`,
    },
  },
};

const citizenSuperseded: Rule = {
  ...citizenNotFound,
  id: 'citizen-superseded',
  dimension: 'LIVING',
  title: { vi: 'Số định danh cá nhân đã được thay bằng số mới', en: 'The personal identity number was replaced' },
  about: {
    vi: 'Khi cải chính giới tính hoặc năm sinh, công dân được cấp số định danh cá nhân mới. Hồ sơ còn giữ số cũ thì không liên kết được với các cơ sở dữ liệu đã dùng số mới.',
    en: 'Who has sex or year of birth corrected gets a new personal identity number. A record with the old one cannot be linked with databases that have the new one.',
  },
  found: `select r.id
from subject r where r.match_outcome = 'SUPERSEDED'`,
  explanation: {
    found: {
      vi: 'Số định danh cá nhân ghi trong hồ sơ đã được thay bằng số mới trong Cơ sở dữ liệu quốc gia về dân cư.',
      en: 'The national population database has replaced the personal identity number of this record by a new one.',
    },
    expected: {
      vi: 'Số định danh cá nhân hiện hành (Luật Căn cước 26/2023/QH15). Số mới ghi ở kết quả đối chiếu dân cư của hồ sơ, chỉ người có thẩm quyền xem được.',
      en: 'The number in force (Law on Identification 26/2023/QH15). It stands with the result of the comparison in the record, for those who may see numbers.',
    },
    action: {
      vi: `Đối chiếu thẻ căn cước mới, ghi số mới vào hồ sơ tại ${officials.vi}, giữ số cũ làm số đã thay thế; kiểm tra giới tính và ngày sinh.`,
      en: `Compare with the new identity card, enter the new number in the record in ${officials.en} and keep the old one as superseded; check sex and date of birth.`,
    },
  },
};

export const registerRules: readonly Rule[] = [citizenNotFound, citizenMismatch, deceasedInService, citizenSuperseded];
