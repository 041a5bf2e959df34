import type { Rule } from './rule.ts';
import { databaseNames } from './wording.ts';

const officials = databaseNames.officials;

const lateUpdate: Rule = {
  id: 'late-update',
  dimension: 'LIVING',
  severity: 'LOW',
  subject: 'OFFICIAL',
  reads: [],
  title: { vi: 'Cập nhật hồ sơ chậm so với thời hạn', en: 'The record was updated after the deadline' },
  about: {
    vi: 'Thay đổi theo quyết định phải được đồng bộ lên cơ sở dữ liệu quốc gia trong 3 ngày làm việc, không tính ngày nghỉ lễ. Cập nhật chậm thì nơi khác dùng dữ liệu cũ để trả lương, đóng bảo hiểm.',
    en: 'What a decision changes has to reach the national database within 3 working days, public holidays left out. Until then others pay and insure by old data.',
  },
  source: 'Decree 27/2026/NĐ-CP (3 working days)',
  validFrom: '2026-07-01',
  validTo: null,
  // Decisions of before the duty, and of years whose holidays are not known yet, have no deadline in the table.
  applies: 'r.last_decision_on in (select d.decided_on from law.update_deadlines d)',
  found: `select r.id, jsonb_build_object('decidedOn', r.last_decision_on, 'dueOn', d.due_on,
    'updatedOn', (r.updated_at at time zone 'Asia/Ho_Chi_Minh')::date) as details
from subject r join law.update_deadlines d on d.decided_on = r.last_decision_on
where (r.updated_at at time zone 'Asia/Ho_Chi_Minh')::date > d.due_on`,
  details: { decidedOn: { format: 'date' }, dueOn: { format: 'date' }, updatedOn: { format: 'date' } },
  explanation: {
    found: {
      vi: 'Quyết định ngày {decidedOn} đến ngày {updatedOn} mới được cập nhật vào hồ sơ.',
      en: 'The decision of {decidedOn} reached the record on {updatedOn}.',
    },
    expected: {
      vi: 'Chậm nhất ngày {dueOn}: 3 ngày làm việc sau quyết định (Nghị định 27/2026/NĐ-CP).',
      en: 'On {dueOn} at the latest: 3 working days after the decision (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Hồ sơ đã có quyết định nên không phải sửa dữ liệu; cơ quan kiểm tra quy trình đồng bộ với ${officials.vi} để các quyết định sau đến đúng hạn. Nếu ngày quyết định ghi sai thì sửa.`,
      en: `The decision is in the record, so no value has to be changed; the agency mends its synchronisation with ${officials.en} for the next ones. If the date of the decision is wrong, correct it.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const retirementOverdue: Rule = {
  ...lateUpdate,
  id: 'retirement-overdue',
  severity: 'MEDIUM',
  title: {
    vi: 'Đã đến tuổi nghỉ hưu nhưng hồ sơ ghi đang công tác',
    en: 'Past the date of retirement and recorded as in service',
  },
  about: {
    vi: 'Hồ sơ của người đã qua ngày nghỉ hưu theo tuổi mà chưa có quyết định nghỉ hưu hoặc kéo dài: chưa cập nhật, hoặc ngày sinh, giới tính ghi sai. Một số chức danh được nghỉ hưu ở tuổi cao hơn.',
    en: 'A person past the date of retirement without a decision on it: the record is out of date, or date of birth or sex is wrong. Some positions retire at a higher age.',
  },
  source: 'Decree 135/2020/NĐ-CP art. 3-4; Decree 83/2022/NĐ-CP (higher age of some positions)',
  validFrom: '2021-01-01',
  applies: 'r.left_on is null',
  found: `select r.id, jsonb_build_object('retirementDate', r.retirement_date, 'birthDate', r.birth_date) as details
from subject r where r.retirement_date <= as_of()`,
  details: {
    retirementDate: { format: 'date', sensitive: 'BIRTH' },
    birthDate: { format: 'date', sensitive: 'BIRTH' },
  },
  explanation: {
    found: {
      vi: 'Người này sinh ngày {birthDate}, đến tuổi nghỉ hưu ngày {retirementDate}, nhưng hồ sơ vẫn ghi đang công tác.',
      en: 'This person, born on {birthDate}, reached the date of retirement on {retirementDate}, but the record says in service.',
    },
    expected: {
      vi: 'Tình trạng nghỉ hưu từ ngày {retirementDate} (Nghị định 135/2020/NĐ-CP), hoặc quyết định kéo dài thời gian công tác.',
      en: 'Retired from {retirementDate} (Decree 135/2020/NĐ-CP), or a decision to serve longer.',
    },
    action: {
      vi: `Nếu đã nghỉ hưu, ghi tình trạng và ngày rời cơ quan vào hồ sơ tại ${officials.vi}; nếu được kéo dài, đề nghị miễn trừ phát hiện kèm số quyết định; nếu ngày sinh hoặc giới tính sai thì sửa.`,
      en: `If retired, enter status and day of leaving in the record in ${officials.en}; if serving longer, have this finding waived with the decision; if date of birth or sex is wrong, correct it.`,
    },
  },
  turns: [{ from: 'officials.officials o', key: 'o.person_id', day: 'o.retirement_date' }],
};

const retirementDate: Rule = {
  ...retirementOverdue,
  id: 'official-retirement-date',
  dimension: 'CORRECT',
  severity: 'LOW',
  title: {
    vi: 'Ngày nghỉ hưu không đúng theo ngày sinh và giới tính',
    en: 'The date of retirement does not follow from birth date and sex',
  },
  about: {
    vi: 'Ngày nghỉ hưu theo điều kiện bình thường là ngày đầu tháng sau tháng đủ tuổi, tuổi tăng dần theo lộ trình đến 62 (nam) và 60 (nữ). Ngày sai làm sai kế hoạch nhân sự.',
    en: 'Under normal conditions one retires on the first of the month after reaching the age, which rises to 62 (men) and 60 (women). A wrong date misleads the planning of staff.',
  },
  found: `select r.id, jsonb_build_object('retirementDate', r.retirement_date, 'expected', l.retires_on, 'birthDate', r.birth_date) as details,
  jsonb_build_object('field', 'retirementDate', 'values', jsonb_build_array(l.retires_on), 'certain', true) as correction
from subject r
join law.retirement_dates l on l.sex = r.sex and l.birth_month = date_trunc('month', r.birth_date)::date
where r.retirement_date <> l.retires_on`,
  details: {
    retirementDate: { format: 'date', sensitive: 'BIRTH' },
    expected: { format: 'date', sensitive: 'BIRTH' },
    birthDate: { format: 'date', sensitive: 'BIRTH' },
  },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi ngày nghỉ hưu {retirementDate} cho người sinh ngày {birthDate}.',
      en: 'The record has {retirementDate} as the date of retirement of a person born on {birthDate}.',
    },
    expected: {
      vi: 'Ngày {expected}, theo lộ trình của Nghị định 135/2020/NĐ-CP (điều kiện bình thường).',
      en: '{expected}, by the schedule of Decree 135/2020/NĐ-CP (normal conditions).',
    },
    action: {
      vi: `Sửa ngày nghỉ hưu trong hồ sơ tại ${officials.vi}; nếu thuộc diện nghỉ sớm hoặc muộn hơn, đề nghị miễn trừ phát hiện này kèm căn cứ.`,
      en: `Correct the date of retirement of the record in ${officials.en}; where an earlier or later one applies, have this finding waived with its reason.`,
    },
  },
  turns: [],
};

export const timelinessRules: readonly Rule[] = [lateUpdate, retirementOverdue, retirementDate];
