import type { Rule } from './rule.ts';
import { lastOf, newestMonth, newestMonthTurn } from './sql.ts';
import { databaseNames } from './wording.ts';

const officials = databaseNames.officials;

const officialPrivateEmployer: Rule = {
  id: 'official-private-employer',
  dimension: 'CORRECT',
  severity: 'HIGH',
  subject: 'OFFICIAL',
  reads: ['social_security.contributions'],
  title: {
    vi: 'Đóng bảo hiểm xã hội qua doanh nghiệp khi đang là cán bộ, công chức, viên chức',
    en: 'Insured through an enterprise while in service',
  },
  about: {
    vi: 'Người đang công tác trong cơ quan, đơn vị nhà nước đóng bảo hiểm xã hội bắt buộc qua cơ quan đó. Đóng qua doanh nghiệp là ghi nhầm người hoặc làm việc trái quy định.',
    en: 'Who serves in a state agency is insured through it. Contributions of an enterprise mean that it names the wrong person, or work that the law does not allow.',
  },
  source:
    'Social Insurance Law 41/2024/QH15 art. 2 (who is insured by whom); Law on Cadres and Civil Servants 80/2025/QH15',
  validFrom: '2025-07-01',
  validTo: null,
  applies: 'true',
  found: `select r.id, jsonb_build_object('employers', jsonb_agg(distinct c.employer_tax_code),
    'months', count(distinct m.month), 'firstMonth', min(m.month), 'lastMonth', max(m.month)) as details
from subject r
join social_security.contributions c on c.person_id = r.person_id and c.employer_tax_code is not null
cross join lateral unnest(c.months) as m (month)
where ${lastOf('c')} >= r.hired_on and m.month >= r.hired_on and (r.left_on is null or m.month < r.left_on)
group by r.id`,
  details: {
    employers: { format: 'list', sensitive: 'INSURANCE' },
    months: { format: 'number' },
    firstMonth: { format: 'month' },
    lastMonth: { format: 'month' },
  },
  explanation: {
    found: {
      vi: 'Trong {months} tháng đang công tác, từ {firstMonth} đến {lastMonth}, bảo hiểm xã hội của người này do doanh nghiệp (mã số thuế: {employers}) đóng.',
      en: 'In {months} months of service, from {firstMonth} to {lastMonth}, an enterprise (tax code: {employers}) contributed for this person.',
    },
    expected: {
      vi: 'Cơ quan, đơn vị quản lý người này đóng bảo hiểm xã hội; không có tháng nào do doanh nghiệp đóng trong thời gian công tác (Điều 2 Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'Contributions of the agency where this person serves, and none of an enterprise in the time of service (Social Insurance Law 41/2024/QH15 art. 2).',
    },
    action: {
      vi: `Xác minh với người này và doanh nghiệp. Nếu doanh nghiệp ghi nhầm số định danh cá nhân, báo cơ quan bảo hiểm xã hội sửa trong ${databaseNames['social-security'].vi}; nếu người này đã rời cơ quan, sửa tình trạng và ngày rời cơ quan trong hồ sơ tại ${officials.vi}.`,
      en: `Ask the person and the enterprise. If the enterprise gave a wrong personal identity number, the social insurance office corrects it in ${databaseNames['social-security'].en}; if the person has left the agency, correct status and day of leaving of the record in ${officials.en}.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const contributionAfterLeaving: Rule = {
  ...officialPrivateEmployer,
  id: 'contribution-after-leaving',
  reads: ['social_security.contributions', 'officials.officials'],
  title: {
    vi: 'Cơ quan vẫn đóng bảo hiểm xã hội sau khi người đó rời cơ quan',
    en: 'The agency still contributes after the official left',
  },
  about: {
    vi: 'Cơ quan báo giảm lao động từ tháng người đó nghỉ hưu, thôi việc hoặc từ trần. Đóng tiếp là đóng khống hoặc ngày rời cơ quan ghi sai.',
    en: 'An agency ends its contributions with the month in which someone retires, leaves or dies. Otherwise it pays for nobody, or the day of leaving is wrong.',
  },
  source: 'Social Insurance Law 41/2024/QH15 art. 28 (reports of changes; article unsure)',
  applies: 'r.left_on is not null',
  // Who has another record in service is insured by that agency.
  found: `select r.id, jsonb_build_object('leftOn', r.left_on,
    'months', count(distinct m.month), 'firstMonth', min(m.month), 'lastMonth', max(m.month)) as details
from subject r
join social_security.contributions c on c.person_id = r.person_id and c.agency_id is not null
  and ${lastOf('c')} >= r.left_on
cross join lateral unnest(c.months) as m (month)
where m.month >= r.left_on
  and not exists (select from officials.officials o where o.person_id = r.person_id and o.left_on is null)
group by r.id, r.left_on`,
  details: {
    leftOn: { format: 'date' },
    months: { format: 'number' },
    firstMonth: { format: 'month' },
    lastMonth: { format: 'month' },
  },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi không còn công tác từ ngày {leftOn}, nhưng cơ quan vẫn đóng bảo hiểm xã hội {months} tháng, từ {firstMonth} đến {lastMonth}.',
      en: 'The record says no longer in service from {leftOn}, but an agency contributed for {months} months, from {firstMonth} to {lastMonth}.',
    },
    expected: {
      vi: 'Không có tháng đóng nào của cơ quan từ ngày {leftOn} (Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'No contribution of an agency for months from {leftOn} on (Social Insurance Law 41/2024/QH15).',
    },
    action: {
      vi: `Kiểm tra quyết định nghỉ hưu, thôi việc. Nếu ngày đúng, cơ quan báo giảm và đề nghị cơ quan bảo hiểm xã hội hoàn lại các tháng đóng thừa; nếu sai, sửa ngày rời cơ quan trong hồ sơ tại ${officials.vi}.`,
      en: `Check the decision on retirement or leaving. If the day is right, the agency reports it and the social insurance office gives back the months paid too much; if not, correct the day of leaving of the record in ${officials.en}.`,
    },
  },
};

const officialNotInsured: Rule = {
  id: 'official-not-insured',
  dimension: 'SUFFICIENT',
  severity: 'HIGH',
  subject: 'OFFICIAL',
  reads: ['social_security.insured_persons'],
  title: {
    vi: 'Đang công tác nhưng không có hồ sơ bảo hiểm xã hội',
    en: 'In service without a social insurance record',
  },
  about: {
    vi: 'Cán bộ, công chức, viên chức thuộc diện tham gia bảo hiểm xã hội bắt buộc; cơ quan lập hồ sơ trong 30 ngày kể từ ngày tuyển dụng.',
    en: 'Officials are insured by law; the agency registers them within 30 days of recruitment.',
  },
  source: 'Social Insurance Law 41/2024/QH15 art. 2 and 28 (registered within 30 days)',
  validFrom: '2025-07-01',
  validTo: null,
  applies: 'r.left_on is null and r.hired_on < as_of() - 30',
  found: `select r.id, jsonb_build_object('hiredOn', r.hired_on) as details
from subject r
where not exists (select from social_security.insured_persons i where i.person_id = r.person_id)`,
  details: { hiredOn: { format: 'date' } },
  explanation: {
    found: {
      vi: 'Người này đang công tác, tuyển dụng ngày {hiredOn}, nhưng số định danh cá nhân của họ không có trong dữ liệu người tham gia bảo hiểm xã hội.',
      en: 'This person has been in service since {hiredOn}, but nobody with this personal identity number is insured.',
    },
    expected: {
      vi: 'Một hồ sơ người tham gia bảo hiểm xã hội, lập trong 30 ngày kể từ ngày tuyển dụng (Điều 28 Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'A record of an insured person, made within 30 days of recruitment (Social Insurance Law 41/2024/QH15 art. 28).',
    },
    action: {
      vi: `Kiểm tra số định danh cá nhân trong hồ sơ tại ${officials.vi}. Nếu đúng, cơ quan lập hồ sơ tham gia bảo hiểm xã hội cho người này; nếu sai, sửa số.`,
      en: `Check the personal identity number of the record in ${officials.en}. If it is right, the agency registers the person with the social insurance office; if not, correct the number.`,
    },
  },
  touches: 'OWN',
  turns: [{ from: 'officials.officials o', key: 'o.person_id', day: 'o.hired_on', after: 31 }],
};

const officialNoContribution: Rule = {
  ...officialNotInsured,
  id: 'official-no-contribution',
  severity: 'MEDIUM',
  reads: ['social_security.insured_persons', 'social_security.benefits'],
  title: {
    vi: 'Đang công tác nhưng 3 tháng gần nhất không đóng bảo hiểm xã hội',
    en: 'In service without a contribution for the last 3 months',
  },
  about: {
    vi: 'Có hồ sơ bảo hiểm xã hội nhưng không có tháng đóng nào trong 3 tháng gần nhất có dữ liệu, cũng không hưởng chế độ ốm đau, thai sản. Quá trình đóng bị gián đoạn hoặc hồ sơ chưa cập nhật việc rời cơ quan.',
    en: 'There is an insurance record, but no contribution for the last 3 months that are known, nor sick or maternity pay. Either contributions are missing or the person has left.',
  },
  source: 'Social Insurance Law 41/2024/QH15 art. 2 and 34 (monthly contributions)',
  turns: [newestMonthTurn],
  applies: 'r.left_on is null',
  found: `select r.id, jsonb_build_object('lastMonth', max(i.last_contribution_month), 'newestMonth', n.month) as details
from subject r
cross join ${newestMonth} n
join social_security.insured_persons i on i.person_id = r.person_id
where r.hired_on <= (n.month - interval '2 months')::date
  and not exists (
    select from social_security.benefits b
    where b.person_id = r.person_id and b.kind in ('SICKNESS', 'MATERNITY') and b.first_month <= n.month
      and (b.last_month is null or b.last_month >= (n.month - interval '2 months')::date))
group by r.id, n.month
having coalesce(max(i.last_contribution_month), '-infinity') < (n.month - interval '2 months')::date`,
  details: {
    lastMonth: {
      format: 'month',
      none: { vi: 'chưa có tháng nào', en: 'none at all' },
      sensitive: 'INSURANCE',
    },
    newestMonth: { format: 'month' },
  },
  explanation: {
    found: {
      vi: 'Người này đang công tác nhưng tháng đóng bảo hiểm xã hội gần nhất là: {lastMonth}; dữ liệu đóng đã có đến tháng {newestMonth}.',
      en: 'This person is in service, but the last month contributed is: {lastMonth}; contributions are known until {newestMonth}.',
    },
    expected: {
      vi: 'Cơ quan đóng từng tháng trong thời gian công tác, trừ thời gian hưởng chế độ ốm đau, thai sản (Điều 34 Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'Contributions of the agency for each month of service, but for times of sick or maternity pay (Social Insurance Law 41/2024/QH15 art. 34).',
    },
    action: {
      vi: `Nếu người này còn công tác, cơ quan nộp bổ sung các tháng còn thiếu với cơ quan bảo hiểm xã hội; nếu đã rời cơ quan, ghi tình trạng và ngày rời cơ quan vào hồ sơ tại ${officials.vi}.`,
      en: `If the person is still in service, the agency pays the missing months to the social insurance office; if not, enter status and day of leaving in the record in ${officials.en}.`,
    },
  },
};

export const insuranceRules: readonly Rule[] = [
  officialPrivateEmployer,
  contributionAfterLeaving,
  officialNotInsured,
  officialNoContribution,
];
