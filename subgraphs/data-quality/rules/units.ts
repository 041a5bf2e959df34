import type { Rule, Text, Turn } from './rule.ts';
import { candidates, heirs, heirTurns } from './sql.ts';
import type { SubjectName } from './subjects.ts';
import { databaseNames } from './wording.ts';

const officials = databaseNames.officials;
const source =
  'Resolution 202/2025/QH15 and Resolutions 1654-1687/NQ-UBTVQH15 (units since 2025-07-01); Decision 19/2025/QĐ-TTg (codes)';

/** Who left before the reform stays under the unit and the agency of that time. */
const dayOfService = 'least(coalesce(r.left_on, as_of()), as_of())';

const leaving: Turn = { from: 'officials.officials o', key: 'o.person_id', day: 'o.left_on' };

type FormerUnitRule = {
  id: string;
  subject: SubjectName;
  database: keyof typeof databaseNames;
  /** The day as of which the unit had to exist: an SQL date on `r`. */
  day: string;
  title: Text;
  /** What is recorded there: `nơi làm việc`. */
  field: Text;
  /** The field of the record that holds it in the schema. */
  correct: 'unit' | 'residence';
};

/** A record under a unit that is no more. The successor is certain where one unit took over all of it, through all reforms since. */
const formerUnit = ({ id, subject, database, day, title, field, correct }: FormerUnitRule): Rule => ({
  id,
  dimension: 'CLEAN',
  severity: 'MEDIUM',
  subject,
  reads: ['administrative_units.units', 'administrative_units.successions'],
  title,
  about: {
    vi: 'Từ ngày 01/7/2025 chính quyền địa phương có hai cấp, mã đơn vị hành chính cũ hết hiệu lực và nhiều mã được dùng lại cho đơn vị khác. Hồ sơ ghi đơn vị cũ không được tính cho địa phương nào hiện nay.',
    en: 'Since 1 July 2025 there are two levels of local government; former codes have ended and many are used again for other units. A record under a former unit counts for no locality of today.',
  },
  source,
  validFrom: '2025-07-01',
  validTo: null,
  applies: 'r.unit_id is not null',
  found: `select r.id, jsonb_build_object('unit', r.unit_id, 'endedOn', u.valid_to,
    'successors', coalesce(to_jsonb(h.ids), '[]')) as details,
  ${candidates(correct, 'h.ids')} as correction
from subject r
join administrative_units.units u on u.id = r.unit_id
left join ${heirs} h on h.from_id = r.unit_id
where u.valid_to <= ${day}`,
  details: {
    unit: { format: 'place' },
    endedOn: { format: 'date' },
    successors: { format: 'places', none: { vi: 'chưa xác định', en: 'not known' } },
  },
  explanation: {
    found: {
      vi: `${field.vi.charAt(0).toUpperCase()}${field.vi.slice(1)} ghi là {unit}, đơn vị hành chính đã hết hiệu lực từ ngày {endedOn}.`,
      en: `The ${field.en} is {unit}, an administrative unit that ended on {endedOn}.`,
    },
    expected: {
      vi: 'Đơn vị hành chính đang có hiệu lực theo Nghị quyết 202/2025/QH15 và các nghị quyết sắp xếp cấp xã, kế thừa đơn vị cũ: {successors}.',
      en: 'A unit that exists by Resolution 202/2025/QH15 and those on the communes, and carries on the former one: {successors}.',
    },
    action: {
      vi: `Nếu chỉ có một đơn vị kế thừa, ghi đơn vị đó làm ${field.vi} trong hồ sơ tại ${databaseNames[database].vi}; nếu đơn vị cũ bị chia tách, xác minh thực tế rồi chọn trong các đơn vị nêu trên.`,
      en: `Where there is one successor, enter it as ${field.en} of the record in ${databaseNames[database].en}; where the former unit was split, find out which of those named it is.`,
    },
  },
  touches: 'OWN',
  turns: subject === 'OFFICIAL' ? [...heirTurns, leaving] : heirTurns,
});

const officialFormerAgency: Rule = {
  id: 'official-former-agency',
  dimension: 'CLEAN',
  severity: 'MEDIUM',
  subject: 'OFFICIAL',
  title: { vi: 'Hồ sơ thuộc cơ quan đã giải thể', en: 'The record is of an agency that was dissolved' },
  reads: ['administrative_units.units', 'administrative_units.successions', 'administrative_units.agencies'],
  about: {
    vi: 'Ủy ban nhân dân cấp huyện và cơ quan của các tỉnh đã sáp nhập kết thúc hoạt động từ ngày 01/7/2025. Hồ sơ còn ở cơ quan cũ thì không cơ quan nào cập nhật.',
    en: 'District committees and the committees of merged provinces ended on 1 July 2025. Nobody updates a record that still stands with one of them.',
  },
  source: `${source}; Decision 20/2020/QĐ-TTg (agency codes)`,
  validFrom: '2025-07-01',
  validTo: null,
  applies: 'true',
  // The committees of the units that carry on the recorded one, or of that unit itself.
  found: `select r.id, jsonb_build_object('agency', r.agency_id, 'endedOn', a.valid_to,
    'successors', coalesce(to_jsonb(s.ids), '[]')) as details,
  case when s.ids is not null then
    jsonb_build_object('field', 'agency', 'values', to_jsonb(s.ids), 'certain', false) end as correction
from subject r
join administrative_units.agencies a on a.id = r.agency_id
left join (
  select w.unit_id, array_agg(c.id order by c.id) as ids
  from (
    select h.from_id as unit_id, unnest(h.ids) as heir_id from ${heirs} h
    union all
    select u.id, u.id from administrative_units.units u where u.valid_to is null or u.valid_to > as_of()
  ) w
  join administrative_units.agencies c on c.unit_id = w.heir_id and c.kind = 'PEOPLES_COMMITTEE'
    and (c.valid_to is null or c.valid_to > as_of())
  group by w.unit_id
) s on s.unit_id = r.unit_id
where a.valid_to <= ${dayOfService}`,
  details: {
    agency: { format: 'place' },
    endedOn: { format: 'date' },
    successors: { format: 'places', none: { vi: 'chưa xác định', en: 'not known' } },
  },
  explanation: {
    found: {
      vi: 'Hồ sơ thuộc {agency}, cơ quan đã kết thúc hoạt động từ ngày {endedOn}.',
      en: 'The record is of {agency}, an agency that ended on {endedOn}.',
    },
    expected: {
      vi: 'Cơ quan đang hoạt động mà người này công tác (mã theo Quyết định 20/2020/QĐ-TTg). Ủy ban nhân dân của các đơn vị kế thừa địa bàn: {successors}.',
      en: "The agency where the person serves now (its code by Decision 20/2020/QĐ-TTg). People's Committees of the units that carry on the place: {successors}.",
    },
    action: {
      vi: `Theo quyết định điều động khi sắp xếp bộ máy, chuyển hồ sơ đến cơ quan mới tại ${officials.vi} và ghi quyết định vào quá trình công tác; cơ quan mới có thể là sở, ngành của tỉnh.`,
      en: `By the decision that transferred the person in the reform, move the record to the new agency in ${officials.en} and enter the decision in its history; the new agency may be a department of the province.`,
    },
  },
  touches: 'OWN',
  turns: [...heirTurns, { from: 'administrative_units.agencies a', key: null, day: 'a.valid_to' }, leaving],
};

export const unitRules: readonly Rule[] = [
  formerUnit({
    id: 'official-former-unit',
    subject: 'OFFICIAL',
    database: 'officials',
    day: dayOfService,
    title: {
      vi: 'Nơi công tác là đơn vị hành chính đã hết hiệu lực',
      en: 'The place of work is a former administrative unit',
    },
    field: { vi: 'đơn vị hành chính nơi công tác', en: 'unit of work' },
    correct: 'unit',
  }),
  officialFormerAgency,
  formerUnit({
    id: 'worker-former-unit',
    subject: 'WORKER',
    database: 'labor-employment',
    day: 'as_of()',
    title: {
      vi: 'Nơi cư trú của người lao động là đơn vị hành chính đã hết hiệu lực',
      en: "A worker's residence is a former administrative unit",
    },
    field: { vi: 'nơi cư trú', en: 'residence' },
    correct: 'residence',
  }),
  formerUnit({
    id: 'employer-former-unit',
    subject: 'EMPLOYER',
    database: 'labor-employment',
    day: 'as_of()',
    title: {
      vi: 'Trụ sở của người sử dụng lao động thuộc đơn vị hành chính đã hết hiệu lực',
      en: "An employer's seat is in a former administrative unit",
    },
    field: { vi: 'trụ sở', en: 'seat' },
    correct: 'unit',
  }),
  formerUnit({
    id: 'insured-former-unit',
    subject: 'INSURED_PERSON',
    database: 'social-security',
    day: 'as_of()',
    title: {
      vi: 'Nơi cư trú của người tham gia bảo hiểm xã hội là đơn vị hành chính đã hết hiệu lực',
      en: "An insured person's residence is a former administrative unit",
    },
    field: { vi: 'nơi cư trú', en: 'residence' },
    correct: 'residence',
  }),
];
