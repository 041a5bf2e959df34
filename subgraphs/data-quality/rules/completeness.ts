import type { Rule } from './rule.ts';
import { categories, databaseNames, officialStatuses } from './wording.ts';

const officials = databaseNames.officials;
const source = 'Decree 27/2026/NĐ-CP (194 fields in 10 groups; which are mandatory: unsure)';

const officialMissingFields: Rule = {
  id: 'official-missing-fields',
  dimension: 'SUFFICIENT',
  severity: 'MEDIUM',
  subject: 'OFFICIAL',
  reads: [],
  title: { vi: 'Hồ sơ thiếu trường bắt buộc', en: 'Mandatory fields are missing' },
  about: {
    vi: 'Hồ sơ phải có nơi thường trú và dân tộc; cán bộ, công chức, viên chức hưởng phụ cấp chức vụ phải có chức vụ; cán bộ phải có quyết định bầu cử hoặc phê chuẩn, bổ nhiệm.',
    en: 'A record has residence and ethnic group; one with a position allowance has a title; a cadre has the election or appointment that made one.',
  },
  source,
  validFrom: '2026-07-01',
  validTo: null,
  applies: 'r.left_on is null',
  found: `select r.id, jsonb_build_object('category', r.category, 'fields', to_jsonb(array_remove(array[
    case when not r.has_residence then 'RESIDENCE' end,
    case when not r.has_ethnic_group then 'ETHNIC_GROUP' end,
    case when r.position_allowance > 0 and not r.has_title then 'TITLE' end,
    case when r.category = 'CAN_BO' and not r.has_appointment then 'ELECTION' end], null))) as details
from subject r
where not r.has_residence or not r.has_ethnic_group or (r.position_allowance > 0 and not r.has_title)
  or (r.category = 'CAN_BO' and not r.has_appointment)`,
  details: {
    category: { format: 'code', values: categories },
    fields: {
      format: 'codes',
      values: {
        RESIDENCE: { vi: 'nơi thường trú', en: 'residence' },
        ETHNIC_GROUP: { vi: 'dân tộc', en: 'ethnic group' },
        TITLE: { vi: 'chức vụ', en: 'title' },
        ELECTION: { vi: 'quyết định bầu cử, phê chuẩn hoặc bổ nhiệm', en: 'election or appointment' },
      },
    },
  },
  explanation: {
    found: { vi: 'Hồ sơ ({category}) thiếu: {fields}.', en: 'The record (of a {category}) lacks: {fields}.' },
    expected: {
      vi: 'Đủ các trường bắt buộc của loại hồ sơ này theo Nghị định 27/2026/NĐ-CP.',
      en: 'All fields that Decree 27/2026/NĐ-CP asks of this category.',
    },
    action: {
      vi: `Cơ quan quản lý bổ sung {fields} vào hồ sơ tại ${officials.vi} theo sơ yếu lý lịch và các quyết định lưu trong hồ sơ giấy.`,
      en: `The agency adds {fields} to the record in ${officials.en} from the curriculum vitae and the decisions on file.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const leftWithoutDate: Rule = {
  ...officialMissingFields,
  id: 'left-without-date',
  title: {
    vi: 'Tình trạng và ngày rời cơ quan mâu thuẫn',
    en: 'Status and day of leaving contradict each other',
  },
  about: {
    vi: 'Người đã nghỉ hưu, thôi việc hoặc từ trần phải có ngày rời cơ quan; người đang công tác thì không có ngày đã qua. Thiếu ngày thì không biết khi nào dừng lương và bảo hiểm.',
    en: 'Who has retired, left or died has a day of leaving, who is in service none that has passed. Without it nobody knows when pay and insurance end.',
  },
  applies: 'true',
  found: `select r.id, jsonb_build_object('status', r.status, 'leftOn', r.left_on) as details
from subject r
where (r.status in ('RETIRED', 'LEFT', 'DECEASED') and r.left_on is null)
  or (r.status in ('ACTIVE', 'SECONDED') and r.left_on <= as_of())`,
  details: {
    status: { format: 'code', values: officialStatuses },
    leftOn: { format: 'date', none: { vi: 'không có', en: 'none' } },
  },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi {status}, ngày rời cơ quan: {leftOn}.',
      en: 'The record says {status}, day of leaving: {leftOn}.',
    },
    expected: {
      vi: 'Có ngày rời cơ quan nếu đã nghỉ hưu, thôi việc hoặc từ trần; không có nếu đang công tác (Nghị định 27/2026/NĐ-CP).',
      en: 'A day of leaving for the retired, those who left and the dead; none for those in service (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Theo quyết định nghỉ hưu, thôi việc hoặc giấy chứng tử, ghi ngày rời cơ quan hoặc sửa tình trạng trong hồ sơ tại ${officials.vi}.`,
      en: `By the decision on retirement or leaving, or the death certificate, enter the day or correct the status of the record in ${officials.en}.`,
    },
  },
  turns: [{ from: 'officials.officials o', key: 'o.person_id', day: 'o.left_on' }],
};

const officialMissingHistory: Rule = {
  ...officialMissingFields,
  id: 'official-missing-history',
  title: {
    vi: 'Thiếu quá trình công tác hoặc diễn biến lương',
    en: 'Appointments or salary history are missing',
  },
  about: {
    vi: 'Hồ sơ phải có ít nhất một quyết định tuyển dụng, bổ nhiệm hoặc bầu cử và một bậc lương. Thiếu thì không kiểm tra được tiền lương, bảo hiểm và thâm niên.',
    en: 'A record has one recruitment, appointment or election at least, and one salary step. Without them pay, insurance and seniority cannot be checked.',
  },
  found: `select r.id, jsonb_build_object('parts', to_jsonb(array_remove(array[
    case when not r.has_appointment then 'APPOINTMENTS' end,
    case when not r.has_salary_step then 'SALARY_STEPS' end], null))) as details
from subject r where not r.has_appointment or not r.has_salary_step`,
  details: {
    parts: {
      format: 'codes',
      values: {
        APPOINTMENTS: { vi: 'quá trình tuyển dụng, bổ nhiệm', en: 'recruitment and appointments' },
        SALARY_STEPS: { vi: 'diễn biến lương', en: 'salary history' },
      },
    },
  },
  explanation: {
    found: {
      vi: 'Hồ sơ người đang công tác không có: {parts}.',
      en: 'The record of a person in service has no {parts}.',
    },
    expected: {
      vi: 'Ít nhất một quyết định tuyển dụng, bổ nhiệm hoặc bầu cử, và bậc lương hiện hưởng (Nghị định 27/2026/NĐ-CP).',
      en: 'One recruitment, appointment or election at least, and the present salary step (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Cơ quan quản lý nhập {parts} vào hồ sơ tại ${officials.vi} theo các quyết định lưu trong hồ sơ giấy.`,
      en: `The agency enters {parts} in the record in ${officials.en} from the decisions on file.`,
    },
  },
};

export const completenessRules: readonly Rule[] = [officialMissingFields, leftWithoutDate, officialMissingHistory];
