import type { Rule } from './rule.ts';
import { firstOf, lastOf } from './sql.ts';
import { categories, databaseNames } from './wording.ts';

const officialInsuredBase: Rule = {
  id: 'official-insured-base',
  dimension: 'CORRECT',
  // Pension and sick pay follow from it.
  severity: 'HIGH',
  subject: 'OFFICIAL',
  reads: ['officials.salary_steps', 'social_security.contributions'],
  title: {
    vi: 'Tiền lương đóng bảo hiểm xã hội khác với tiền lương theo hồ sơ',
    en: 'The insured base differs from the recorded pay',
  },
  about: {
    vi: 'Cơ quan đóng bảo hiểm xã hội trên tiền lương theo ngạch, bậc, phụ cấp chức vụ và thâm niên vượt khung nhân mức lương cơ sở của tháng đó, không thấp hơn mức tham chiếu và không quá 20 lần mức tham chiếu.',
    en: 'An agency contributes on pay by rank and step, position allowance and over-frame seniority, times the base salary of that month, not below the reference level nor above 20 times it.',
  },
  source:
    'Law 41/2024/QH15 art. 31; Decree 204/2004/NĐ-CP; Decree 73/2024/NĐ-CP and Decree 161/2026/NĐ-CP (base salary)',
  validFrom: '2025-07-01',
  validTo: null,
  applies: 'true',
  // Whole groups of months are compared first; only the months of those that differ are looked at one by one.
  found: `select d.id, jsonb_build_object('months', count(distinct d.month), 'firstMonth', min(d.month), 'lastMonth', max(d.month),
    'base', (array_agg(d.base order by d.month desc, d.base, d.expected))[1],
    'expected', (array_agg(d.expected order by d.month desc, d.base, d.expected))[1]) as details
from (
  select x.id, m.month, x.base, x.expected
  from (
    select r.id, c.base, c.months,
      greatest(s.effective_from, l.valid_from) as since, least(s.effective_to, l.valid_to) as until,
      least(greatest(round(l.base_salary * (s.coefficient * (100 + coalesce(s.over_frame_percent, 0))
        + coalesce(s.position_allowance, 0) * 100) * 0.01), l.lowest), l.highest)::bigint as expected
    from subject r
    join officials.salary_steps s on s.person_id = r.person_id and s.official_id = r.id
    join social_security.contributions c on c.person_id = r.person_id and c.agency_id is not null
      and s.effective_from <= ${lastOf('c')} and (s.effective_to is null or s.effective_to > ${firstOf('c')})
    join law.insured_bases l on l.valid_from <= ${lastOf('c')} and l.valid_to > ${firstOf('c')}
  ) x
  cross join lateral unnest(x.months) as m (month)
  where x.base <> x.expected and m.month >= x.since and m.month < x.until
) d
group by d.id`,
  details: {
    months: { format: 'number' },
    firstMonth: { format: 'month' },
    lastMonth: { format: 'month' },
    base: { format: 'vnd', sensitive: 'INSURANCE' },
    expected: { format: 'vnd', sensitive: 'INSURANCE' },
  },
  explanation: {
    found: {
      vi: 'Trong {months} tháng, từ {firstMonth} đến {lastMonth}, tiền lương làm căn cứ đóng bảo hiểm xã hội khác với tiền lương theo diễn biến lương; tháng {lastMonth} đóng trên {base}.',
      en: 'In {months} months, from {firstMonth} to {lastMonth}, the insured base was not the pay of the salary history; for {lastMonth} it was {base}.',
    },
    expected: {
      vi: 'Tháng {lastMonth}: {expected} = (hệ số lương + phụ cấp chức vụ + thâm niên vượt khung) × mức lương cơ sở của tháng, trong giới hạn của Điều 31 Luật 41/2024/QH15.',
      en: 'For {lastMonth}: {expected} = (coefficient + position allowance + over-frame seniority) × base salary of the month, within the limits of Law 41/2024/QH15 art. 31.',
    },
    action: {
      vi: `Đối chiếu các quyết định lương. Nếu diễn biến lương đúng, cơ quan lập hồ sơ điều chỉnh mức đóng các tháng nêu trên với cơ quan bảo hiểm xã hội; nếu sai, sửa diễn biến lương trong hồ sơ tại ${databaseNames.officials.vi}.`,
      en: `Compare with the salary decisions. If the salary history is right, the agency has the base of these months adjusted by the social insurance office; if not, correct the salary history of the record in ${databaseNames.officials.en}.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const unemploymentInsurance: Rule = {
  id: 'unemployment-insurance-of-official',
  dimension: 'CORRECT',
  severity: 'MEDIUM',
  subject: 'OFFICIAL',
  reads: ['social_security.contributions'],
  title: {
    vi: 'Đóng bảo hiểm thất nghiệp không đúng đối tượng',
    en: 'Unemployment insurance does not fit the category of the official',
  },
  about: {
    vi: 'Cán bộ, công chức thường không thuộc đối tượng tham gia bảo hiểm thất nghiệp, viên chức thì có. Đóng sai đối tượng làm sai số tiền đóng và quyền lợi.',
    en: 'Cadres and civil servants normally carry no unemployment insurance, public employees do. Otherwise the sums paid and the rights that follow are wrong.',
  },
  source: 'Employment Law 74/2025/QH15 (who is insured; unsure for officials)',
  validFrom: '2026-01-01',
  validTo: null,
  applies: 'r.left_on is null',
  // What was paid before a change of category was right then: only the newest months of a person count.
  found: `select r.id, jsonb_build_object('category', r.category, 'insured', (not l.insured)::text,
    'month', max(${lastOf('c')})) as details
from subject r
join law.unemployment_insurance l on l.category = r.category
join social_security.contributions c on c.person_id = r.person_id and c.agency_id is not null
  and c.unemployment_insured <> l.insured
where not exists (
  select from social_security.contributions n
  where n.person_id = c.person_id and n.agency_id is not null and n.unemployment_insured <> c.unemployment_insured
    and ${lastOf('n')} > ${lastOf('c')})
group by r.id, r.category, l.insured`,
  details: {
    category: { format: 'code', values: categories },
    insured: {
      format: 'code',
      values: { true: { vi: 'có', en: 'with' }, false: { vi: 'không có', en: 'without' } },
      sensitive: 'INSURANCE',
    },
    month: { format: 'month' },
  },
  explanation: {
    found: {
      vi: 'Hồ sơ ghi {category}, nhưng tháng {month} cơ quan đóng bảo hiểm xã hội cho người này {insured} bảo hiểm thất nghiệp.',
      en: 'The record says {category}, but for {month} the agency contributed for this person {insured} unemployment insurance.',
    },
    expected: {
      vi: 'Cán bộ, công chức: không đóng bảo hiểm thất nghiệp; viên chức: có đóng (Luật Việc làm 74/2025/QH15).',
      en: 'None for cadres and civil servants, unemployment insurance for public employees (Employment Law 74/2025/QH15).',
    },
    action: {
      vi: `Kiểm tra loại (cán bộ, công chức hay viên chức) trong hồ sơ tại ${databaseNames.officials.vi}. Nếu đúng, cơ quan đề nghị cơ quan bảo hiểm xã hội điều chỉnh đối tượng đóng bảo hiểm thất nghiệp; nếu sai, sửa loại trong hồ sơ.`,
      en: `Check the category of the record in ${databaseNames.officials.en}. If it is right, the agency asks the social insurance office to adjust the unemployment insurance; if not, correct the category.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

export const insuredPayRules: readonly Rule[] = [officialInsuredBase, unemploymentInsurance];
