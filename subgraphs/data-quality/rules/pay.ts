import type { Rule } from './rule.ts';
import { databaseNames, officialStatuses } from './wording.ts';

const source =
  "Decree 204/2004/NĐ-CP; Circular 2/2021/TT-BNV; public employees' titles: circulars of their ministries (unsure)";

const officialCoefficient: Rule = {
  id: 'official-coefficient',
  dimension: 'CORRECT',
  // Pay, insurance and pension are multiples of it.
  severity: 'HIGH',
  subject: 'OFFICIAL',
  reads: [],
  title: {
    vi: 'Hệ số lương không đúng với ngạch và bậc',
    en: 'The salary coefficient is not that of rank and step',
  },
  about: {
    vi: 'Mỗi bậc của một ngạch (hoặc chức danh nghề nghiệp) có một hệ số lương theo bảng lương. Hệ số sai làm sai tiền lương, mức đóng bảo hiểm xã hội và lương hưu.',
    en: 'Each step of a rank (or professional title) has one coefficient in the salary tables. A wrong one makes pay, insurance contributions and pension wrong.',
  },
  source,
  validFrom: '2004-10-01',
  validTo: null,
  applies: 'true',
  // Where the coefficient is another step's, the step may be what is wrong.
  found: `select r.id,
  jsonb_build_object('rank', r.rank_code, 'step', r.step, 'coefficient', r.coefficient, 'expected', e.coefficient) as details,
  jsonb_build_object('field', 'coefficient', 'values', jsonb_build_array(e.coefficient::numeric(5, 2)::text),
    'certain', o.rank_code is null) as correction
from subject r
join law.rank_steps e on e.rank_code = r.rank_code and e.step = r.step
left join law.rank_steps o on o.rank_code = r.rank_code and abs(o.coefficient - r.coefficient) < 0.005
where abs(r.coefficient - e.coefficient) >= 0.005`,
  details: {
    rank: { format: 'text' },
    step: { format: 'number' },
    coefficient: { format: 'coefficient' },
    expected: { format: 'coefficient' },
  },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi hệ số lương {coefficient} cho ngạch {rank}, bậc {step}.',
      en: 'The record has the salary coefficient {coefficient} for rank {rank}, step {step}.',
    },
    expected: {
      vi: 'Theo bảng lương của Nghị định 204/2004/NĐ-CP, ngạch {rank} bậc {step} có hệ số {expected}.',
      en: 'By the tables of Decree 204/2004/NĐ-CP rank {rank} has the coefficient {expected} at step {step}.',
    },
    action: {
      vi: `Đối chiếu quyết định nâng bậc lương gần nhất. Sửa hệ số lương (hoặc ngạch, bậc nếu hệ số đúng) trong hồ sơ và trong diễn biến lương tại ${databaseNames.officials.vi}; tính lại mức đóng bảo hiểm xã hội.`,
      en: `Compare with the latest decision on the salary step. Correct the coefficient (or rank and step where the coefficient is right) in the record and its salary history in ${databaseNames.officials.en}, and work out the insured base again.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const officialStepOfRank: Rule = {
  ...officialCoefficient,
  id: 'official-step-of-rank',
  severity: 'MEDIUM',
  title: { vi: 'Bậc lương không có trong ngạch', en: 'The rank has no such salary step' },
  about: {
    vi: 'Mỗi ngạch có số bậc lương nhất định; vượt bậc cuối cùng thì hưởng phụ cấp thâm niên vượt khung chứ không có bậc mới. Bậc không tồn tại thì không tính được hệ số.',
    en: 'Each rank has a fixed number of steps; beyond the last there is over-frame seniority and no new step. A step that does not exist has no coefficient.',
  },
  found: `select r.id, jsonb_build_object('rank', r.rank_code, 'step', r.step, 'steps', s.steps) as details
from subject r join law.rank_steps s on s.rank_code = r.rank_code and s.step = 1
where r.step not between 1 and s.steps`,
  details: { rank: { format: 'text' }, step: { format: 'number' }, steps: { format: 'number' } },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi bậc {step} của ngạch {rank}, nhưng ngạch này chỉ có {steps} bậc.',
      en: 'The record has step {step} of rank {rank}, but that rank has {steps} steps.',
    },
    expected: {
      vi: 'Bậc từ 1 đến {steps} theo Nghị định 204/2004/NĐ-CP.',
      en: 'A step from 1 to {steps}, by Decree 204/2004/NĐ-CP.',
    },
    action: {
      vi: `Đối chiếu quyết định lương gần nhất rồi sửa ngạch hoặc bậc trong hồ sơ tại ${databaseNames.officials.vi}; phần vượt bậc cuối ghi vào phụ cấp thâm niên vượt khung.`,
      en: `Compare with the latest salary decision and correct rank or step of the record in ${databaseNames.officials.en}; what goes beyond the last step is over-frame seniority.`,
    },
  },
};

const paidAfterLeaving: Rule = {
  id: 'paid-after-leaving',
  dimension: 'CORRECT',
  severity: 'HIGH',
  subject: 'OFFICIAL',
  reads: [],
  title: { vi: 'Vẫn trả lương sau khi nghỉ hưu, thôi việc hoặc từ trần', en: 'Still paid after leaving the service' },
  about: {
    vi: 'Người đã nghỉ hưu, thôi việc hoặc từ trần không còn hưởng lương từ tháng sau ngày rời cơ quan. Trả tiếp là chi sai ngân sách hoặc ngày rời cơ quan ghi sai.',
    en: 'Who has retired, left or died is not paid for the months after. Either public money is spent wrongly or the day of leaving is wrong.',
  },
  source:
    'Law on Cadres and Civil Servants 80/2025/QH15; Law on Public Employees (pay ends with the service; articles unsure)',
  validFrom: '2025-07-01',
  validTo: null,
  applies: 'r.left_on is not null',
  found: `select r.id, jsonb_build_object('status', r.status, 'leftOn', r.left_on, 'lastPaidMonth', r.last_paid_month) as details
from subject r where r.last_paid_month >= r.left_on`,
  details: {
    status: { format: 'code', values: officialStatuses },
    leftOn: { format: 'date' },
    lastPaidMonth: { format: 'month' },
  },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi {status}, không còn công tác từ ngày {leftOn}, nhưng bảng lương vẫn trả đến tháng {lastPaidMonth}.',
      en: 'The record says {status}, no longer in service from {leftOn}, but the payroll has paid until {lastPaidMonth}.',
    },
    expected: {
      vi: 'Tháng trả lương cuối cùng trước ngày {leftOn} (Luật Cán bộ, công chức 80/2025/QH15).',
      en: 'A last month of pay before {leftOn} (Law on Cadres and Civil Servants 80/2025/QH15).',
    },
    action: {
      vi: `Kiểm tra quyết định nghỉ hưu, thôi việc hoặc giấy chứng tử. Nếu ngày rời cơ quan đúng, dừng trả lương và thu hồi phần trả thừa; nếu sai, sửa tình trạng và ngày rời cơ quan trong hồ sơ tại ${databaseNames.officials.vi}.`,
      en: `Check the decision on retirement or leaving, or the death certificate. If the day is right, stop the pay and recover what was paid too much; if not, correct status and day of leaving of the record in ${databaseNames.officials.en}.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

export const payRules: readonly Rule[] = [officialCoefficient, officialStepOfRank, paidAfterLeaving];
