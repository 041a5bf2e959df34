import type { Rule } from './rule.ts';
import { databaseNames } from './wording.ts';

const officials = databaseNames.officials;

const excellentWithDiscipline: Rule = {
  id: 'excellent-with-discipline',
  dimension: 'CORRECT',
  severity: 'MEDIUM',
  subject: 'OFFICIAL',
  reads: ['officials.ratings', 'officials.disciplines'],
  title: {
    vi: 'Xếp loại hoàn thành xuất sắc trong năm bị kỷ luật',
    en: 'Rated excellent in a year with a discipline',
  },
  about: {
    vi: 'Người bị xử lý kỷ luật từ khiển trách trở lên vì vi phạm trong thực thi công vụ bị xếp loại không hoàn thành nhiệm vụ trong năm đó. Xếp loại xuất sắc kéo theo khen thưởng, quy hoạch sai.',
    en: 'Who is disciplined for a violation in public duty is rated "not completed" for that year. An excellent leads to rewards and promotions that are not due.',
  },
  source: 'Decree 335/2025/NĐ-CP (as reported in the press); before it Decree 90/2020/NĐ-CP (unsure)',
  validFrom: '2020-08-20',
  validTo: null,
  applies: 'true',
  found: `select r.id, g.year::text as part, jsonb_build_object('year', g.year, 'disciplinedOn', min(d.decided_on)) as details
from subject r
join officials.ratings g on g.person_id = r.person_id and g.official_id = r.id and g.grade = 'EXCELLENT'
join officials.disciplines d on d.person_id = r.person_id and d.official_id = r.id and extract(year from d.decided_on) = g.year
group by r.id, g.year`,
  details: {
    year: { format: 'year', sensitive: 'DISCIPLINE' },
    disciplinedOn: { format: 'date', sensitive: 'DISCIPLINE' },
  },
  explanation: {
    found: {
      vi: 'Năm {year} được xếp loại hoàn thành xuất sắc nhiệm vụ, nhưng có quyết định kỷ luật ngày {disciplinedOn} trong cùng năm.',
      en: 'For {year} the rating is excellent, but there is a disciplinary decision of {disciplinedOn} in that year.',
    },
    expected: {
      vi: 'Không hoàn thành nhiệm vụ, nếu vi phạm trong thực thi công vụ (Nghị định 335/2025/NĐ-CP).',
      en: '"Not completed", where the violation was in public duty (Decree 335/2025/NĐ-CP).',
    },
    action: {
      vi: `Cơ quan quản lý xem lại kết quả xếp loại năm {year}; sửa xếp loại, hoặc quyết định kỷ luật nếu đã ghi sai năm hoặc sai người, trong hồ sơ tại ${officials.vi}.`,
      en: `The agency reviews the rating of {year} and corrects it in the record in ${officials.en}, or the discipline where its year or person is wrong.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const excellentOverQuota: Rule = {
  ...excellentWithDiscipline,
  id: 'excellent-over-quota',
  severity: 'LOW',
  subject: 'AGENCY',
  reads: ['officials.ratings'],
  title: {
    vi: 'Tỷ lệ xếp loại hoàn thành xuất sắc vượt quá quy định',
    en: 'More officials rated excellent than the quota allows',
  },
  about: {
    vi: 'Số người xếp loại hoàn thành xuất sắc nhiệm vụ không quá 20% số người xếp loại hoàn thành tốt nhiệm vụ trong cùng cơ quan, đơn vị. Cơ quan có thành tích nổi bật có thể được vượt; việc đó phải có văn bản.',
    en: 'Those rated excellent are at most 20 % of those rated good in the same agency. Agencies of outstanding results may exceed it, which has to be approved in writing.',
  },
  source: 'Decree 335/2025/NĐ-CP; before it Decree 48/2023/NĐ-CP (unsure)',
  validFrom: '2023-09-15',
  // An agency that was dissolved keeps those alone whose record was not moved: too few to count.
  applies: 'r.valid_to is null or r.valid_to > as_of()',
  found: `select r.id, g.year::text as part, jsonb_build_object('year', g.year, 'excellents', g.excellents, 'goods', g.goods,
    'quota', g.goods / q.goods_for_one) as details
from subject r
join (
  select agency_id, year, count(*) filter (where grade = 'EXCELLENT') as excellents,
    count(*) filter (where grade = 'GOOD') as goods
  from officials.ratings where year >= 2023 group by agency_id, year
) g on g.agency_id = r.id
cross join law.rating_quotas q
where g.excellents > g.goods / q.goods_for_one`,
  details: {
    year: { format: 'year' },
    excellents: { format: 'number' },
    goods: { format: 'number' },
    quota: { format: 'number' },
  },
  explanation: {
    found: {
      vi: 'Năm {year} cơ quan có {excellents} người xếp loại hoàn thành xuất sắc và {goods} người xếp loại hoàn thành tốt nhiệm vụ.',
      en: 'For {year} the agency has {excellents} officials rated excellent and {goods} rated good.',
    },
    expected: {
      vi: 'Nhiều nhất {quota} người hoàn thành xuất sắc: không quá 20% số hoàn thành tốt nhiệm vụ (Nghị định 335/2025/NĐ-CP).',
      en: '{quota} rated excellent at most: no more than 20 % of those rated good (Decree 335/2025/NĐ-CP).',
    },
    action: {
      vi: `Người đứng đầu cơ quan xem lại kết quả xếp loại năm {year} trong ${officials.vi}; nếu được phép vượt tỷ lệ thì lưu văn bản cho phép và đề nghị miễn trừ phát hiện này.`,
      en: `The head of the agency reviews the ratings of {year} in ${officials.en}; where the excess was approved, have this finding waived with the approval.`,
    },
  },
  turns: [{ from: 'administrative_units.agencies a', key: null, day: 'a.valid_to' }],
};

export const ratingRules: readonly Rule[] = [excellentWithDiscipline, excellentOverQuota];
