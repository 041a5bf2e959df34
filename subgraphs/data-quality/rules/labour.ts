import type { Rule } from './rule.ts';
import { databaseNames, workerStatuses } from './wording.ts';

const labour = databaseNames['labor-employment'];

const officialInLabourRegister: Rule = {
  id: 'official-in-labour-register',
  dimension: 'CORRECT',
  severity: 'MEDIUM',
  subject: 'OFFICIAL',
  reads: ['labor_employment.workers'],
  title: {
    vi: 'Cán bộ, công chức, viên chức có trong đăng ký lao động',
    en: 'An official in service is registered as a worker',
  },
  about: {
    vi: 'Cán bộ, công chức, viên chức không thuộc diện đăng ký lao động. Đăng ký như vậy làm sai số liệu việc làm, thất nghiệp, hoặc người này đã rời cơ quan.',
    en: 'Officials do not register as workers. Such a registration falsifies the figures of employment, or the person has left the agency.',
  },
  source: 'Employment Law 74/2025/QH15; Decree 318/2025/NĐ-CP (registration of workers; article unsure)',
  validFrom: '2026-01-01',
  validTo: null,
  applies: 'r.left_on is null',
  found: `select r.id, jsonb_build_object('status', min(w.status), 'registeredOn', min(w.registered_on)) as details
from subject r join labor_employment.workers w on w.person_id = r.person_id
group by r.id`,
  details: { status: { format: 'code', values: workerStatuses }, registeredOn: { format: 'date' } },
  explanation: {
    found: {
      vi: 'Người này đang công tác trong cơ quan, đơn vị nhà nước nhưng được đăng ký lao động ngày {registeredOn} với tình trạng {status}.',
      en: 'This person is in service at a state agency, but was registered as a worker on {registeredOn}, status {status}.',
    },
    expected: {
      vi: 'Không có hồ sơ đăng ký lao động khi đang là cán bộ, công chức, viên chức (Nghị định 318/2025/NĐ-CP).',
      en: 'No record as a registered worker while an official (Decree 318/2025/NĐ-CP).',
    },
    action: {
      vi: `Nếu còn công tác, cơ quan quản lý lao động xóa đăng ký của người này trong ${labour.vi}; nếu đã rời cơ quan, ghi tình trạng và ngày rời cơ quan vào hồ sơ tại ${databaseNames.officials.vi}.`,
      en: `If still in service, the labour authority strikes the registration from ${labour.en}; if the person has left, enter status and day of leaving in the record in ${databaseNames.officials.en}.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const benefitBesideContribution: Rule = {
  id: 'benefit-beside-contribution',
  dimension: 'CORRECT',
  severity: 'HIGH',
  subject: 'UNEMPLOYMENT_CLAIM',
  reads: ['social_security.contributions'],
  title: {
    vi: 'Hưởng trợ cấp thất nghiệp trong tháng có đơn vị đóng bảo hiểm xã hội',
    en: 'Unemployment benefit for months in which an employer contributed',
  },
  about: {
    vi: 'Người hưởng trợ cấp thất nghiệp có việc làm thì phải thông báo và chấm dứt hưởng. Tháng vừa được chi trợ cấp vừa có người sử dụng lao động đóng bảo hiểm xã hội là chi sai hoặc đóng nhầm người.',
    en: 'Who finds work while drawing unemployment benefit has to say so, and the benefit ends. A month with both means that the benefit was paid wrongly or that an employer contributed for the wrong person.',
  },
  source: 'Employment Law 74/2025/QH15 art. 41 (end of the benefit; article unsure)',
  validFrom: '2026-01-01',
  validTo: null,
  applies: 'cardinality(r.paid_months) > 0',
  found: `select r.id, jsonb_build_object('months', jsonb_agg(distinct p.month order by p.month),
    'employers', jsonb_agg(distinct coalesce(c.employer_tax_code, c.agency_id))) as details
from subject r
cross join lateral (select to_date(paid, 'YYYY-MM') as month from unnest(r.paid_months) as paid) p
join social_security.contributions c on c.person_id = r.person_id and p.month = any (c.months)
  and (c.employer_tax_code is not null or c.agency_id is not null)
group by r.id`,
  details: {
    months: { format: 'months', sensitive: 'INSURANCE' },
    employers: { format: 'list', sensitive: 'INSURANCE' },
  },
  explanation: {
    found: {
      vi: 'Trợ cấp thất nghiệp đã chi cho các tháng {months}, trong khi đơn vị (mã: {employers}) đóng bảo hiểm xã hội cho người này các tháng đó.',
      en: 'Unemployment benefit was paid for {months}, while the employer (code: {employers}) contributed for this person in these months.',
    },
    expected: {
      vi: 'Không chi trợ cấp thất nghiệp cho tháng có việc làm (Luật Việc làm 74/2025/QH15).',
      en: 'No benefit for a month of employment (Employment Law 74/2025/QH15).',
    },
    action: {
      vi: `Trung tâm dịch vụ việc làm xác minh với đơn vị. Nếu người này đã đi làm, chấm dứt hưởng trong hồ sơ tại ${labour.vi} và thu hồi các tháng nêu trên; nếu đơn vị đóng nhầm người, báo cơ quan bảo hiểm xã hội sửa.`,
      en: `The employment service centre asks the employer. If the person works there, it ends the claim in ${labour.en} and recovers these months; if the employer named the wrong person, the social insurance office corrects that.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const workerNotInsured: Rule = {
  id: 'worker-not-insured',
  dimension: 'SUFFICIENT',
  severity: 'HIGH',
  subject: 'WORKER',
  reads: ['labor_employment.contracts', 'social_security.insured_persons'],
  title: {
    vi: 'Người lao động có hợp đồng nhưng không có hồ sơ bảo hiểm xã hội',
    en: 'A worker with a contract has no social insurance record',
  },
  about: {
    vi: 'Người làm việc theo hợp đồng lao động từ đủ 01 tháng thuộc diện bảo hiểm xã hội bắt buộc; người sử dụng lao động đăng ký trong 30 ngày.',
    en: 'Who works under a contract of a month or more is insured by law; the employer registers the worker within 30 days.',
  },
  source: 'Social Insurance Law 41/2024/QH15 art. 2 and 28 (registered within 30 days)',
  validFrom: '2025-07-01',
  validTo: null,
  applies: "r.status = 'EMPLOYED'",
  found: `select r.id, jsonb_build_object('employer', c.employer_tax_code, 'startedOn', c.started_on) as details
from subject r
join labor_employment.contracts c on c.person_id = r.person_id and c.worker_id = r.id
  and c.is_main and c.ended_on is null and c.started_on < as_of() - 30
where not exists (select from social_security.insured_persons i where i.person_id = r.person_id)`,
  details: { employer: { format: 'text' }, startedOn: { format: 'date' } },
  explanation: {
    found: {
      vi: 'Người lao động làm việc theo hợp đồng từ ngày {startedOn} với đơn vị có mã số thuế {employer}, nhưng số định danh cá nhân của họ không có trong dữ liệu người tham gia bảo hiểm xã hội.',
      en: 'The worker has a contract since {startedOn} with the employer of tax code {employer}, but nobody with this personal identity number is insured.',
    },
    expected: {
      vi: 'Một hồ sơ người tham gia bảo hiểm xã hội, lập trong 30 ngày kể từ ngày hợp đồng có hiệu lực (Điều 28 Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'A record of an insured person, made within 30 days of the start of the contract (Social Insurance Law 41/2024/QH15 art. 28).',
    },
    action: {
      vi: `Kiểm tra số định danh cá nhân và hợp đồng trong ${labour.vi}. Nếu đúng, yêu cầu người sử dụng lao động đăng ký tham gia bảo hiểm xã hội; nếu hợp đồng đã kết thúc, ghi ngày kết thúc.`,
      en: `Check personal identity number and contract in ${labour.en}. If they are right, the employer has to register the worker with the social insurance office; if the contract has ended, enter when.`,
    },
  },
  touches: 'OWN',
  turns: [{ from: 'labor_employment.contracts c', key: 'c.person_id', day: 'c.started_on', after: 31 }],
};

export const labourRules: readonly Rule[] = [officialInLabourRegister, benefitBesideContribution, workerNotInsured];
