import type { Rule, Turn } from './rule.ts';
import { databaseNames } from './wording.ts';

const social = databaseNames['social-security'];
const officials = databaseNames.officials;

const pensionBesideService: Rule = {
  id: 'pension-beside-service',
  dimension: 'CORRECT',
  severity: 'HIGH',
  subject: 'OFFICIAL',
  reads: ['social_security.pensions'],
  title: { vi: 'Hưởng lương hưu khi đang công tác', en: 'A pension is paid beside the service' },
  about: {
    vi: 'Lương hưu hưởng từ khi nghỉ việc theo quyết định nghỉ hưu. Cùng một tháng vừa hưởng lương hưu vừa công tác là chi trùng, hoặc ngày rời cơ quan chưa ghi.',
    en: 'A pension begins when the service ends. Both in one month means that one is paid wrongly, or that the day of leaving is missing.',
  },
  source: 'Social Insurance Law 41/2024/QH15 art. 64 and 69 (when a pension begins; art. 69 unsure)',
  validFrom: '2025-07-01',
  validTo: null,
  applies: 'true',
  found: `select r.id, jsonb_build_object('startedOn', min(p.started_on), 'leftOn', r.left_on) as details
from subject r join social_security.pensions p on p.person_id = r.person_id
where (r.left_on is null or p.started_on < r.left_on) and (p.ended_on is null or p.ended_on >= r.hired_on)
group by r.id, r.left_on`,
  details: {
    startedOn: { format: 'date', sensitive: 'INSURANCE' },
    leftOn: { format: 'date', none: { vi: 'chưa rời cơ quan', en: 'not left' } },
  },
  explanation: {
    found: {
      vi: 'Lương hưu được chi trả từ ngày {startedOn}, nhưng theo hồ sơ ngày rời cơ quan là: {leftOn}.',
      en: 'A pension is paid from {startedOn}, but by the record the day of leaving is: {leftOn}.',
    },
    expected: {
      vi: 'Lương hưu bắt đầu không sớm hơn ngày không còn công tác (Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'A pension that begins no earlier than the first day out of service (Social Insurance Law 41/2024/QH15).',
    },
    action: {
      vi: `Nếu đã nghỉ hưu, ghi tình trạng nghỉ hưu và ngày rời cơ quan vào hồ sơ tại ${officials.vi}; nếu còn công tác, báo cơ quan bảo hiểm xã hội dừng chi và thu hồi lương hưu.`,
      en: `If the person has retired, enter the status and the day of leaving in the record in ${officials.en}; if not, tell the social insurance office to stop and recover the pension.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const retiredWithoutPension: Rule = {
  ...pensionBesideService,
  id: 'retired-without-pension',
  dimension: 'SUFFICIENT',
  severity: 'MEDIUM',
  reads: ['social_security.pensions', 'social_security.insured_persons'],
  title: { vi: 'Đã nghỉ hưu nhưng không có lương hưu', en: 'Retired without a pension' },
  about: {
    vi: 'Người nghỉ hưu có từ đủ 15 năm đóng bảo hiểm xã hội được hưởng lương hưu; hồ sơ được giải quyết trong vòng 20 ngày. Không có lương hưu sau 30 ngày là hồ sơ chưa nộp hoặc tình trạng ghi sai.',
    en: 'Who retires with 15 years of contributions is entitled to a pension, which is settled within 20 days. None after 30 days means that it was not claimed, or that the status is wrong.',
  },
  source: 'Social Insurance Law 41/2024/QH15 art. 64 (15 years); settled within 20 days (article unsure)',
  applies: "r.status = 'RETIRED' and r.left_on < as_of() - 30",
  found: `select r.id, jsonb_build_object('leftOn', r.left_on, 'months', max(i.contribution_months)) as details
from subject r
join social_security.insured_persons i on i.person_id = r.person_id
where not exists (select from social_security.pensions p where p.person_id = r.person_id)
group by r.id, r.left_on
having max(i.contribution_months) >= 15 * 12`,
  details: { leftOn: { format: 'date' }, months: { format: 'number', sensitive: 'INSURANCE' } },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi nghỉ hưu từ ngày {leftOn}, đã đóng bảo hiểm xã hội {months} tháng, nhưng không có lương hưu nào.',
      en: 'The record says retired from {leftOn}, with {months} months of contributions, but there is no pension.',
    },
    expected: {
      vi: 'Lương hưu từ ngày {leftOn}, vì đã đóng từ đủ 180 tháng (15 năm) (Điều 64 Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'A pension from {leftOn}, for 180 months (15 years) of contributions or more (Social Insurance Law 41/2024/QH15 art. 64).',
    },
    action: {
      vi: `Nếu đã nghỉ hưu, cơ quan và cơ quan bảo hiểm xã hội hoàn thành hồ sơ hưởng lương hưu (${social.vi}); nếu thôi việc vì lý do khác, sửa tình trạng trong hồ sơ tại ${officials.vi}.`,
      en: `If the person has retired, the agency and the social insurance office settle the pension (${social.en}); if the person left for another reason, correct the status of the record in ${officials.en}.`,
    },
  },
  turns: [{ from: 'officials.officials o', key: 'o.person_id', day: 'o.left_on', after: 31 }],
};

/** On which days other people count as elders (rules/subjects.ts), and on which their pensions end. */
const cardTurns: Turn[] = ['card_from', 'card_to'].map((day) => ({
  from: 'social_security.elders e',
  key: 'e.person_id',
  day: `e.${day}`,
}));
const pensionTurns: Turn[] = ['pensions', 'social_pensions'].map((table) => ({
  from: `social_security.${table} p`,
  key: 'p.person_id',
  day: 'p.ended_on',
}));

const socialPensionBesidePension: Rule = {
  ...pensionBesideService,
  id: 'social-pension-beside-pension',
  severity: 'MEDIUM',
  subject: 'ELDER',
  reads: ['social_security.pensions', 'social_security.social_pensions'],
  title: {
    vi: 'Vừa hưởng lương hưu vừa hưởng trợ cấp hưu trí xã hội',
    en: 'A social pension is paid beside a pension',
  },
  about: {
    vi: 'Trợ cấp hưu trí xã hội chỉ dành cho người không hưởng lương hưu hoặc trợ cấp bảo hiểm xã hội hằng tháng. Hưởng cả hai là chi sai.',
    en: 'A social pension is for those without a pension or monthly insurance allowance. Both together are paid wrongly.',
  },
  source: 'Social Insurance Law 41/2024/QH15 art. 21; Decree 176/2025/NĐ-CP',
  found: `select r.id, jsonb_build_object('pensionSince', min(p.started_on), 'socialPensionSince', min(s.started_on)) as details
from subject r
join social_security.pensions p on p.person_id = r.person_id and (p.ended_on is null or p.ended_on >= as_of())
join social_security.social_pensions s on s.person_id = r.person_id and (s.ended_on is null or s.ended_on >= as_of())
group by r.id`,
  details: {
    pensionSince: { format: 'date', sensitive: 'INSURANCE' },
    socialPensionSince: { format: 'date', sensitive: 'INSURANCE' },
  },
  explanation: {
    found: {
      vi: 'Người này hưởng lương hưu từ ngày {pensionSince} và đồng thời hưởng trợ cấp hưu trí xã hội từ ngày {socialPensionSince}.',
      en: 'This person draws a pension since {pensionSince} and at the same time a social pension since {socialPensionSince}.',
    },
    expected: {
      vi: 'Chỉ lương hưu: người hưởng lương hưu không thuộc diện hưởng trợ cấp hưu trí xã hội (Điều 21 Luật 41/2024/QH15).',
      en: 'The pension alone: who has one is not entitled to a social pension (Law 41/2024/QH15 art. 21).',
    },
    action: {
      vi: `Ủy ban nhân dân cấp xã ra quyết định dừng trợ cấp hưu trí xã hội, thu hồi phần đã chi trùng và ghi ngày dừng vào ${social.vi}.`,
      en: `The People's Committee of the commune ends the social pension, recovers what was paid twice and enters the end in ${social.en}.`,
    },
  },
  turns: [...cardTurns, ...pensionTurns],
};

const elderWithoutPension: Rule = {
  ...socialPensionBesidePension,
  id: 'elder-without-pension',
  dimension: 'SUFFICIENT',
  // An old person goes without what the law grants.
  severity: 'HIGH',
  reads: ['social_security.pensions', 'social_security.social_pensions', 'social_security.benefits'],
  title: {
    vi: 'Đủ tuổi hưởng trợ cấp hưu trí xã hội nhưng chưa được hưởng',
    en: 'Entitled to a social pension and without one',
  },
  about: {
    vi: 'Người từ đủ 75 tuổi (từ đủ 70 tuổi nếu thuộc hộ nghèo, hộ cận nghèo) không hưởng lương hưu hoặc trợ cấp bảo hiểm xã hội hằng tháng được hưởng trợ cấp hưu trí xã hội.',
    en: 'Those aged 75 (70 in a poor or near-poor household) who draw no pension or monthly insurance allowance are entitled to a social pension.',
  },
  applies: 'true',
  found: `select r.id, jsonb_build_object('birthDate', r.birth_date, 'household', case when r.poor then 'POOR' else 'OTHER' end,
    'age', case when r.poor then a.age_if_poor else a.age end) as details
from subject r
join law.social_pension_ages a on a.valid_from <= as_of() and a.valid_to > as_of()
where (r.birth_date + make_interval(years => case when r.poor then a.age_if_poor else a.age end))::date <= as_of()
  and not exists (
    select from social_security.pensions p
    where p.person_id = r.person_id and (p.ended_on is null or p.ended_on >= as_of()))
  and not exists (
    select from social_security.social_pensions s
    where s.person_id = r.person_id and (s.ended_on is null or s.ended_on >= as_of()))
  and not exists (
    select from social_security.benefits b
    where b.person_id = r.person_id and b.kind in ('RETIREMENT', 'SURVIVOR', 'ACCIDENT_DISEASE')
      and b.first_month <= as_of() and b.last_month is null)`,
  details: {
    birthDate: { format: 'date', sensitive: 'BIRTH' },
    household: {
      format: 'code',
      values: {
        POOR: { vi: 'thuộc hộ nghèo hoặc hộ cận nghèo', en: 'in a poor or near-poor household' },
        OTHER: { vi: 'không thuộc hộ nghèo, hộ cận nghèo', en: 'not in a poor or near-poor household' },
      },
    },
    age: { format: 'number' },
  },
  turns: [
    ...cardTurns,
    ...pensionTurns,
    ...['age', 'age_if_poor'].map((age) => ({
      from: 'social_security.elders e cross join law.social_pension_ages a',
      key: 'e.person_id',
      day: `(e.birth_date + make_interval(years => a.${age}))::date`,
    })),
    { from: 'law.social_pension_ages a', key: null, day: 'a.valid_from' },
    { from: 'law.social_pension_ages a', key: null, day: 'a.valid_to' },
    { from: 'social_security.benefits b', key: 'b.person_id', day: 'b.first_month' },
  ],
  explanation: {
    found: {
      vi: 'Người này sinh ngày {birthDate}, {household}, không có lương hưu, trợ cấp bảo hiểm xã hội hằng tháng hay trợ cấp hưu trí xã hội đang chi trả.',
      en: 'This person, born on {birthDate} and {household}, draws no pension, no monthly insurance allowance and no social pension.',
    },
    expected: {
      vi: 'Trợ cấp hưu trí xã hội, vì đã đủ {age} tuổi (Điều 21 Luật 41/2024/QH15, Nghị định 176/2025/NĐ-CP).',
      en: 'A social pension, being {age} or older (Law 41/2024/QH15 art. 21, Decree 176/2025/NĐ-CP).',
    },
    action: {
      vi: `Ủy ban nhân dân cấp xã nơi cư trú hướng dẫn người này hoặc gia đình làm hồ sơ, ra quyết định và ghi vào ${social.vi}; nếu người này đã mất, ghi việc khai tử và thu hồi thẻ bảo hiểm y tế.`,
      en: `The People's Committee of the commune helps the person or family to apply, decides and enters it in ${social.en}; if the person has died, it records the death and ends the health insurance card.`,
    },
  },
};

export const pensionRules: readonly Rule[] = [
  pensionBesideService,
  retiredWithoutPension,
  socialPensionBesidePension,
  elderWithoutPension,
];
